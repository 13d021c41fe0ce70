package mail

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// maxReason bounds what is told of a failure, in bytes.
const maxReason = 200

// Error says where handing a mail over failed. From the moment that the server
// has seen the mail its answer is told by number only: filters like to repeat
// the links they dislike, and those are secrets.
type Error struct {
	Stage  string // compose, prepare, connect, sender, recipient, content
	Code   int    // the server's three digits; 0 when it gave none
	Reason string // one line
	// permanent: the same mail will be refused again.
	permanent bool
}

func (e *Error) Error() string {
	text := "mail: " + e.Stage
	if e.Code != 0 {
		text += fmt.Sprintf(": the server said %d", e.Code)
	}
	if e.Reason != "" {
		text += ": " + e.Reason
	}
	return text
}

// Permanent tells whether another try of the same mail is in vain: the address
// is none, or its server knows no such mailbox. Other refusals may be the fault
// of a configuration that somebody repairs.
func Permanent(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.permanent
}

// noMailbox are the answers of RFC 5321 (4.2.3) that mean the mailbox.
var noMailbox = []int{550, 551, 553}

var stages = map[gomail.SendErrReason]string{
	gomail.ErrSMTPMailFrom: "sender", gomail.ErrGetSender: "sender",
	gomail.ErrSMTPRcptTo: "recipient", gomail.ErrGetRcpts: "recipient",
}

// failed makes the Error of what the client reports.
func (s *SMTP) failed(ctx context.Context, stage string, err error) error {
	if ctx.Err() != nil {
		return &Error{Stage: stage, Reason: "not within the time allowed"}
	}
	var refusal *gomail.SendError
	if !errors.As(err, &refusal) {
		return &Error{Stage: stage, Reason: s.told(err)}
	}
	e := &Error{Stage: stages[refusal.Reason], Code: refusal.ErrorCode(), Reason: refusal.EnhancedStatusCode()}
	if e.Stage == "" {
		e.Stage = "content"
	}
	if e.Code == 0 {
		e.Reason = "the connection broke"
	}
	// X.7.X is a policy: relaying denied, log in first (RFC 3463).
	e.permanent = e.Stage == "recipient" && slices.Contains(noMailbox, e.Code) && !strings.HasPrefix(e.Reason, "5.7.")
	return e
}

// told is an error before the server has seen the mail: one line, without the password.
func (s *SMTP) told(err error) string {
	text := strings.Join(strings.Fields(err.Error()), " ")
	if s.to.password != "" {
		text = strings.ReplaceAll(text, s.to.password, "●●●")
	}
	if len(text) > maxReason {
		text = strings.ToValidUTF8(text[:maxReason], "")
	}
	return text
}
