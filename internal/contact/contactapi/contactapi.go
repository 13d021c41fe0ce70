// Package contactapi is contact-service's contract: messages from visitors and
// the staff's answers. A message is stored first and mailed second.
package contactapi

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
)

// MaxReplies bounds the answers to one message.
const MaxReplies = 100

// The states of a message.
const (
	New        = "new"
	InProgress = "in_progress"
	Resolved   = "resolved"
)

// Message is one, with its answers.
type Message struct {
	ID       string    `json:"id"`
	Number   string    `json:"number" doc:"what the visitor is told: C-XXXXXX"`
	Category string    `json:"category" enum:"order,product,company,other"`
	Name     string    `json:"name"`
	Email    string    `json:"email" doc:"empty once its account was deleted: then nobody can be answered"`
	Phone    string    `json:"phone,omitzero"`
	Order    string    `json:"order,omitzero" doc:"an order's number, as typed"`
	Text     string    `json:"text"`
	Lang     string    `json:"lang"`
	State    string    `json:"state" enum:"new,in_progress,resolved"`
	Replies  []Reply   `json:"replies"`
	Version  int64     `json:"version"`
	Created  time.Time `json:"created"`
}

// Reply is the staff's answer; it is mailed.
type Reply struct {
	Text string    `json:"text"`
	By   string    `json:"by" doc:"the user's identifier"`
	At   time.Time `json:"at"`
}

// Received is the answer to a visitor.
type Received struct {
	Number string `json:"number"`
}

// SendInput sends a message. Consent to be answered by mail must be true: else
// consent_required at /consent.
type SendInput struct {
	contract.Keyed
	Body struct {
		Category string `json:"category" enum:"order,product,company,other"`
		Name     string `json:"name" minLength:"2" maxLength:"120"`
		Email    string `json:"email" format:"email" maxLength:"254"`
		Phone    string `json:"phone,omitzero" maxLength:"20"`
		Order    string `json:"order,omitzero" maxLength:"30"`
		Text     string `json:"text" minLength:"5" maxLength:"4000"`
		Lang     string `json:"lang,omitzero" enum:"es,en"`
		Consent  bool   `json:"consent"`
	}
}

// InboxInput lists messages.
type InboxInput struct {
	contract.Paging
	State string `query:"state" enum:"new,in_progress,resolved"`
}

// ByID names a message.
type ByID struct {
	ID string `path:"id" maxLength:"40"`
}

// StateInput moves a message.
type StateInput struct {
	ByID
	Body struct {
		State string `json:"state" enum:"new,in_progress,resolved"`
	}
}

// ReplyInput answers; the message is in progress after it, or resolved.
type ReplyInput struct {
	contract.Keyed
	ByID
	Body struct {
		Text    string `json:"text" minLength:"2" maxLength:"4000"`
		Resolve bool   `json:"resolve,omitzero"`
	}
}

// Everything contact-service can do.
var (
	Send   = contract.Post[SendInput, Received]("/api/contacts", contract.Public, contract.Idempotent, contract.PerAddress(5, 10*time.Minute), contract.Answers(201), contract.Doc("Write to the shop"), contract.Refuses("key_reused"))
	Inbox  = contract.Get[InboxInput, contract.List[Message]]("/api/contacts", contract.Needs("contacts:read"), contract.Doc("The messages, newest first"))
	Get    = contract.Get[ByID, Message]("/api/contacts/{id}", contract.Needs("contacts:read"), contract.Doc("One message with its answers"), contract.Refuses("message_not_found"))
	Move   = contract.Put[StateInput, Message]("/api/contacts/{id}/state", contract.Needs("contacts:write"), contract.Doc("Take it on, resolve it or open it again"), contract.Refuses("message_not_found"))
	Answer = contract.Post[ReplyInput, Message]("/api/contacts/{id}/replies", contract.Needs("contacts:write"), contract.Idempotent, contract.Answers(201), contract.Doc("Answer by mail"), contract.Refuses("message_not_found", "nobody_to_answer", "too_many_replies", "key_reused"))
)

// Operations lists them for the table of services.
func Operations() []*contract.Op {
	return []*contract.Op{Send.Meta(), Inbox.Meta(), Get.Meta(), Move.Meta(), Answer.Meta()}
}

// What contact-service publishes.
var (
	ContactReceived = events.Define[Written]("contact.received")
	ContactReplied  = events.Define[Replied]("contact.replied")
)

// Written is a new message.
type Written struct {
	ID       string `json:"id"`
	Number   string `json:"number"`
	Category string `json:"category"`
	Name     string `json:"name"`
	Email    string `json:"email"`
	Text     string `json:"text"`
	Lang     string `json:"lang"`
}

// Replied is an answer to mail.
type Replied struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Name   string `json:"name"`
	Email  string `json:"email"`
	Lang   string `json:"lang"`
	Text   string `json:"text" doc:"of the message"`
	Reply  string `json:"reply"`
}
