// Package notificationapi is notification-service's contract with the staff:
// every mail that went out or is kept, with its links and codes masked.
package notificationapi

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// The states of a mail. Without SMTP every mail is kept.
const (
	Queued = "queued"
	Sent   = "sent"
	Kept   = "kept"
	Failed = "failed"
)

// Mail is one, with its links and codes masked.
type Mail struct {
	ID        string     `json:"id"`
	To        string     `json:"to"`
	Kind      string     `json:"kind" doc:"the event that it tells of, with more after a dot where an event has several mails"`
	Subject   string     `json:"subject"`
	Lang      string     `json:"lang"`
	State     string     `json:"state" enum:"queued,sent,kept,failed"`
	Error     string     `json:"error,omitzero"`
	Tries     int        `json:"tries"`
	Created   time.Time  `json:"created"`
	SentAt    time.Time  `json:"sent_at,omitzero"`
	Text      string     `json:"text,omitzero" doc:"in one mail, not in lists"`
	HTML      string     `json:"html,omitzero"`
	Revealed  []Revealed `json:"revealed,omitempty"`
	CanReveal bool       `json:"can_reveal,omitzero"`
}

// Revealed says who looked at a mail's links, and when.
type Revealed struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// Links are a mail's, unmasked: the answer exists to give them.
type Links struct {
	Links []string `json:"links"`
}

// ListInput filters the mails.
type ListInput struct {
	contract.Paging
	State string `query:"state" enum:"queued,sent,kept,failed"`
	To    string `query:"to" maxLength:"254" doc:"an address or a part of one"`
}

// ByID names a mail.
type ByID struct {
	ID string `path:"id" maxLength:"40"`
}

// RevealInput asks for a mail's links.
type RevealInput struct {
	contract.Keyed
	ByID
}

// ResendInput sends a mail that failed, or was kept before there was a mail server.
type ResendInput struct {
	contract.Keyed
	ByID
}

// Everything notification-service can do.
var (
	List   = contract.Get[ListInput, contract.List[Mail]]("/api/notifications", contract.Needs("notifications:read"), contract.Doc("The mails, newest first, without their bodies"))
	Get    = contract.Get[ByID, Mail]("/api/notifications/{id}", contract.Needs("notifications:read"), contract.Doc("One mail, links and codes masked"), contract.Refuses("mail_not_found"))
	Reveal = contract.Post[RevealInput, Links]("/api/notifications/{id}/reveals", contract.Needs("notifications:reveal"), contract.Idempotent, contract.Doc("A kept mail's links; who asked is written on it"), contract.Refuses("mail_not_found", "reveal_refused"))
	Resend = contract.Post[ResendInput, Mail]("/api/notifications/{id}/resends", contract.Needs("notifications:reveal"), contract.Idempotent, contract.Doc("Send a mail that failed, or that was kept before there was a mail server"), contract.Refuses("mail_not_found", "wrong_state"))
)

// Operations lists them for the table of services.
func Operations() []*contract.Op {
	return []*contract.Op{List.Meta(), Get.Meta(), Reveal.Meta(), Resend.Meta()}
}
