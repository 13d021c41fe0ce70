package mail

import (
	"errors"
	"fmt"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Message is one mail to one person.
type Message struct {
	ID      string // left of the @ in Message-ID: the same for every try, so that a mailbox knows a copy
	To      string // an address alone
	Subject string
	Text    string
	HTML    string
	Date    time.Time // when it was written, which is not when it is sent
}

var errTooLarge = &Error{Stage: "compose", Reason: "the mail is larger than a mebibyte", permanent: true}

func (s *SMTP) compose(m Message) (*gomail.Msg, error) {
	if len(m.Text)+len(m.HTML) > maxBody {
		return nil, errTooLarge
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(s.from)
	if err := msg.To(m.To); err != nil {
		return nil, &Error{Stage: "compose", Reason: "the recipient is no e-mail address", permanent: true}
	}
	if m.ID == "" {
		return nil, errors.New("a mail without an identifier")
	}
	msg.SetMessageIDWithValue(fmt.Sprintf("%s@%s", m.ID, s.domain))
	msg.SetDateWithValue(m.Date)
	msg.Subject(m.Subject)
	// RFC 3834: no answering machine writes back.
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return msg, nil
}
