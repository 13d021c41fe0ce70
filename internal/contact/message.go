package contact

import (
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/contact/contactapi"
)

// Message is a message's document.
type Message struct {
	ID       string    `json:"id"`
	Number   string    `json:"number"`
	Category string    `json:"category"`
	Name     string    `json:"name"`
	Email    string    `json:"email"`
	Mailbox  string    `json:"mailbox,omitzero"` // the e-mail as it is compared
	Phone    string    `json:"phone,omitzero"`
	Order    string    `json:"order,omitzero"`
	Text     string    `json:"text"`
	Lang     string    `json:"lang"`
	State    string    `json:"state"`
	Replies  []Reply   `json:"replies"`
	Rev      int64     `json:"rev"`
	Created  time.Time `json:"created"`
	Key      string    `json:"key"`  // of the request that made it
	Hash     string    `json:"hash"` // of that request's body
}

// Reply is an answer, and what is needed to answer its request again.
type Reply struct {
	Text  string    `json:"text"`
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Key   string    `json:"key"`
	Hash  string    `json:"hash"`
	State string    `json:"state"` // of the message after it
	Rev   int64     `json:"rev"`   // of the message after it
}

// erased stands for words that were deleted.
const erased = "—"

// clone is a copy that can be changed.
func (m *Message) clone() *Message {
	c := *m
	c.Replies = slices.Clone(m.Replies)
	return &c
}

// anonymise takes away all that tells of a person. What stays is that a message
// of a category came and was dealt with.
func (m *Message) anonymise() {
	m.Name, m.Text = erased, erased
	m.Email, m.Mailbox, m.Phone, m.Order = "", "", "", ""
	for i := range m.Replies {
		m.Replies[i].Text = erased
	}
}

// view is the message as staff see it.
func (m *Message) view() *contactapi.Message {
	out := &contactapi.Message{
		ID: m.ID, Number: m.Number, Category: m.Category, Name: m.Name, Email: m.Email, Phone: m.Phone, Order: m.Order,
		Text: m.Text, Lang: m.Lang, State: m.State, Replies: make([]contactapi.Reply, len(m.Replies)), Version: m.Rev, Created: m.Created,
	}
	for i, r := range m.Replies {
		out.Replies[i] = contactapi.Reply{Text: r.Text, By: r.By, At: r.At}
	}
	return out
}

// viewAfter is the message as it was after its reply i: what that request was answered.
func (m *Message) viewAfter(i int) *contactapi.Message {
	then := *m
	then.Replies = m.Replies[:i+1]
	then.State, then.Rev = m.Replies[i].State, m.Replies[i].Rev
	return then.view()
}
