// Package userapi is user-service's contract: the customer's profile, addresses
// and the people they send flowers to.
package userapi

import (
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
)

// MaxAddresses and MaxRecipients bound what one customer keeps.
const (
	MaxAddresses  = 5
	MaxRecipients = 50
)

// Profile is the customer's own.
type Profile struct {
	UserID  string `json:"user_id"`
	Email   string `json:"email"`
	Name    string `json:"name"`
	Phone   string `json:"phone,omitzero" doc:"E.164"`
	RUT     string `json:"rut,omitzero"`
	Lang    string `json:"lang" enum:"es,en"`
	Version int64  `json:"version"`
}

// ProfileInput changes it.
type ProfileInput struct {
	Body struct {
		Name  string `json:"name" minLength:"2" maxLength:"120"`
		Phone string `json:"phone,omitzero" maxLength:"20"`
		RUT   string `json:"rut,omitzero" maxLength:"14"`
		Lang  string `json:"lang" enum:"es,en"`
	}
}

// AddressBody is a delivery address as written.
type AddressBody struct {
	Label        string `json:"label,omitzero" maxLength:"40"`
	Address      string `json:"address" minLength:"3" maxLength:"200"`
	Comuna       string `json:"comuna" minLength:"2" maxLength:"60" doc:"as typed; compared without accents and case"`
	Instructions string `json:"instructions,omitzero" maxLength:"300"`
}

// Address is a kept one.
type Address struct {
	ID string `json:"id"`
	AddressBody
}

// Date is a day to remember of a recipient: month and day, every year.
type Date struct {
	Kind  string `json:"kind" enum:"birthday,anniversary,other"`
	Month int    `json:"month" minimum:"1" maximum:"12"`
	Day   int    `json:"day" minimum:"1" maximum:"31" doc:"one that the month has in some year, else no_such_day"`
}

// RecipientBody is a person the customer sends flowers to.
type RecipientBody struct {
	Name         string `json:"name" minLength:"2" maxLength:"120"`
	Phone        string `json:"phone,omitzero" maxLength:"20"`
	Address      string `json:"address,omitzero" maxLength:"200"`
	Comuna       string `json:"comuna,omitzero" maxLength:"60"`
	Instructions string `json:"instructions,omitzero" maxLength:"300"`
	Dates        []Date `json:"dates,omitempty" maxItems:"5"`
}

// Recipient is a kept one.
type Recipient struct {
	ID string `json:"id"`
	RecipientBody
}

type (
	// AddAddressInput keeps an address.
	AddAddressInput struct {
		contract.Keyed
		Body AddressBody
	}
	// ChangeAddressInput replaces one.
	ChangeAddressInput struct {
		ByID
		Body AddressBody
	}
	// AddRecipientInput keeps a person.
	AddRecipientInput struct {
		contract.Keyed
		Body RecipientBody
	}
	// ChangeRecipientInput replaces one.
	ChangeRecipientInput struct {
		ByID
		Body RecipientBody
	}
	// ByID names an address or a recipient.
	ByID struct {
		ID string `path:"id" maxLength:"40"`
	}
)

// Everything user-service can do; all of it is about the caller's own account.
var (
	Me              = contract.Get[contract.None, Profile]("/api/users/me", contract.SignedIn, contract.Doc("The caller's profile"), contract.Refuses("profile_not_ready"))
	ChangeMe        = contract.Put[ProfileInput, Profile]("/api/users/me", contract.SignedIn, contract.Doc("Change it"), contract.Refuses("profile_not_ready"))
	Addresses       = contract.Get[contract.None, contract.List[Address]]("/api/users/me/addresses", contract.SignedIn, contract.Doc("The caller's addresses"))
	AddAddress      = contract.Post[AddAddressInput, Address]("/api/users/me/addresses", contract.SignedIn, contract.Idempotent, contract.Answers(201), contract.Doc("Keep an address"), contract.Refuses("too_many_addresses", "key_reused", "profile_not_ready"))
	ChangeAddress   = contract.Put[ChangeAddressInput, Address]("/api/users/me/addresses/{id}", contract.SignedIn, contract.Doc("Change an address"), contract.Refuses("address_not_found"))
	RemoveAddress   = contract.Delete[ByID, contract.None]("/api/users/me/addresses/{id}", contract.SignedIn, contract.Doc("Forget an address"), contract.Refuses("address_not_found"))
	Recipients      = contract.Get[contract.None, contract.List[Recipient]]("/api/users/me/recipients", contract.SignedIn, contract.Doc("Whom the caller sends flowers to"))
	AddRecipient    = contract.Post[AddRecipientInput, Recipient]("/api/users/me/recipients", contract.SignedIn, contract.Idempotent, contract.Answers(201), contract.Doc("Keep a recipient"), contract.Refuses("too_many_recipients", "key_reused", "profile_not_ready"))
	ChangeRecipient = contract.Put[ChangeRecipientInput, Recipient]("/api/users/me/recipients/{id}", contract.SignedIn, contract.Doc("Change a recipient"), contract.Refuses("recipient_not_found"))
	RemoveRecipient = contract.Delete[ByID, contract.None]("/api/users/me/recipients/{id}", contract.SignedIn, contract.Doc("Forget a recipient"), contract.Refuses("recipient_not_found"))
)

// Operations lists them for the table of services.
func Operations() []*contract.Op {
	return []*contract.Op{
		Me.Meta(), ChangeMe.Meta(), Addresses.Meta(), AddAddress.Meta(), ChangeAddress.Meta(), RemoveAddress.Meta(),
		Recipients.Meta(), AddRecipient.Meta(), ChangeRecipient.Meta(), RemoveRecipient.Meta(),
	}
}

// What user-service publishes.
var (
	UserUpdated      = events.Define[Updated]("user.updated")
	RecipientDateDue = events.Define[DateDue]("recipient.date_due")
)

// Updated is the profile after the change.
type Updated struct {
	UserID string `json:"user_id"`
	Name   string `json:"name"`
	Lang   string `json:"lang"`
}

// DateDue says that a recipient's date is near.
type DateDue struct {
	UserID    string `json:"user_id"`
	Recipient string `json:"recipient"`
	Kind      string `json:"kind"`
	Date      string `json:"date"`
}
