package notification

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"golang.org/x/sync/errgroup"

	"floresvictoria.cl/flores/internal/notification/db"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/notification/words"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/mail"
	"floresvictoria.cl/flores/internal/platform/seal"
)

const (
	// atOnce is how many mails a replica hands over side by side.
	atOnce = 4
	// sendWithin bounds handing one mail over.
	sendWithin = 45 * time.Second
	// lease is how long a taken mail is left alone: whoever took it is done by
	// then, or dead.
	lease = 3 * time.Minute
)

// waits are the pauses after each try that failed; they add up to a day, and
// after the last try the mail has failed.
var waits = []time.Duration{
	30 * time.Second, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 3 * time.Hour, 6 * time.Hour, 13 * time.Hour,
}

// Deliver hands over every mail that is due now, or keeps it when there is no mail
// server. Several replicas may do so at once: a mail is taken by one of them. A
// mail whose answer was lost is sent again, with the same Message-ID.
func (s *Service) Deliver(ctx context.Context) error {
	if s.sender == nil {
		return s.store.write(ctx, "keep what was queued", func(ctx context.Context, q *db.Queries) error {
			_, err := q.KeepQueued(ctx, clock.Micros(s.clk.Now()))
			return err
		})
	}
	for ctx.Err() == nil {
		due, err := s.take(ctx)
		if err != nil || len(due) == 0 {
			return err
		}
		var g errgroup.Group
		for _, m := range due {
			g.Go(func() error { return s.deliver(ctx, m) })
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) take(ctx context.Context) (due []db.Mail, err error) {
	now := s.clk.Now()
	err = s.store.write(ctx, "take mails to send", func(ctx context.Context, q *db.Queries) (err error) {
		due, err = q.TakeDue(ctx, db.TakeDueParams{LeaseUs: clock.Micros(now.Add(lease)), NowUs: clock.Micros(now), DueUs: clock.Micros(now), Size: atOnce})
		return err
	})
	return due, err
}

var errTooLate = errors.New("the link ended before the mail could be sent")

// deliver tries one mail and writes down what came of it.
func (s *Service) deliver(ctx context.Context, m db.Mail) error {
	send, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendWithin) // a mail at the server is seen through
	defer cancel()
	masked, failure := s.send(send, m)
	if failure == nil {
		return s.note(ctx, "note a sent mail", func(ctx context.Context, q *db.Queries) error {
			_, err := q.MarkSent(ctx, db.MarkSentParams{
				NowUs: clock.Micros(s.clk.Now()), ID: m.ID, Tries: m.Tries, Subject: masked.Subject, Body: masked.Text, Html: masked.HTML,
			})
			return err // no row: the lease ended, and another one tells
		})
	}
	missed := db.MarkMissedParams{State: notificationapi.Queued, Error: failure.Error(), ID: m.ID, Tries: m.Tries}
	if done := int(m.Tries); done <= len(waits) && !mail.Permanent(failure) && !errors.Is(failure, errTooLate) {
		missed.NextUs = clock.Micros(s.clk.Now().Add(waits[done-1]))
	} else {
		missed.State = notificationapi.Failed
	}
	s.log.WarnContext(ctx, "a mail could not be sent", "mail", m.ID, "kind", m.Kind, "try", m.Tries, "state", missed.State, "err", failure)
	return s.note(ctx, "note a mail that was not sent", func(ctx context.Context, q *db.Queries) error {
		_, err := q.MarkMissed(ctx, missed)
		return err
	})
}

// send writes the mail, with its secret, and hands it over. It returns the mail as
// the staff may see it. Its errors hold no secret.
func (s *Service) send(ctx context.Context, m db.Mail) (masked words.Mail, err error) {
	var facts words.Facts
	if err := json.Unmarshal([]byte(m.Facts), &facts); err != nil {
		return masked, fmt.Errorf("read the facts of a mail: %w", err)
	}
	if !facts.Until.IsZero() && !s.clk.Now().Before(facts.Until) {
		return masked, errTooLate
	}
	link, err := s.link(m, facts)
	if err != nil {
		return masked, err
	}
	written, err := s.words.Compose(m.Kind, m.Lang, facts, link)
	if err != nil {
		return masked, err
	}
	if masked, err = s.masked(m); err != nil {
		return masked, err
	}
	return masked, s.sender.Send(ctx, mail.Message{
		ID: m.ID, To: m.Recipient, Subject: written.Subject, Text: written.Text, HTML: written.HTML, Date: clock.FromMicros(m.CreatedUs),
	})
}

// masked is a mail as the staff may see it: as it was sent or, until then, as it
// would be.
func (s *Service) masked(m db.Mail) (words.Mail, error) {
	if m.Html != "" {
		return words.Mail{Subject: m.Subject, Text: m.Body, HTML: m.Html}, nil
	}
	k, known := kindOf(m.Kind)
	if !known {
		return words.Mail{}, fmt.Errorf("no mail of the kind %q is known", m.Kind)
	}
	var facts words.Facts
	if err := json.Unmarshal([]byte(m.Facts), &facts); err != nil {
		return words.Mail{}, fmt.Errorf("read the facts of a mail: %w", err)
	}
	return s.words.Compose(m.Kind, m.Lang, facts, k.Page.address(s.public(), facts, m.Sealed != "", ""))
}

// link opens a mail's secret, if it has one, and gives the address of its page.
func (s *Service) link(m db.Mail, facts words.Facts) (string, error) {
	k, known := kindOf(m.Kind)
	if !known {
		return "", fmt.Errorf("no mail of the kind %q is known", m.Kind)
	}
	secret := ""
	if m.Sealed != "" {
		box, err := base64.StdEncoding.DecodeString(m.Sealed)
		if err != nil {
			return "", errors.New("the sealed part of a mail cannot be read")
		}
		opened, err := seal.Open(s.key, box)
		if err != nil {
			return "", fmt.Errorf("open the secret of a mail: %w", err)
		}
		secret = string(opened)
	}
	return k.Page.address(s.public(), facts, m.Sealed != "", secret), nil
}
