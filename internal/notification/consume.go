package notification

import (
	"context"
	"encoding/base64"
	"fmt"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/notification/db"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/notification/words"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Handlers are what notification-service consumes, one an event of the table.
func (s *Service) Handlers() []events.Handler {
	var order []string
	byEvent := map[string][]kind{}
	for _, k := range kinds() {
		if byEvent[k.Event] == nil {
			order = append(order, k.Event)
		}
		byEvent[k.Event] = append(byEvent[k.Event], k)
	}
	out := make([]events.Handler, len(order))
	for i, event := range order {
		out[i] = events.Handler{Type: event, Handle: func(ctx context.Context, ev events.Event) error {
			return s.consume(ctx, ev, byEvent[event])
		}}
	}
	return out
}

// consume stores the event's mails in the transaction that notes the event. What
// they need is made before it, since everybody else's writes wait for it.
func (s *Service) consume(ctx context.Context, ev events.Event, kinds []kind) error {
	var rows []db.InsertMailParams
	for _, k := range kinds {
		d, err := k.read(ev)
		if err != nil {
			return err
		}
		if d == nil {
			continue
		}
		if k.To == staff {
			d.To, d.Lang = s.staff, words.ES
		}
		row, err := s.stored(ev, k, d)
		if err != nil {
			return events.Permanent(err)
		}
		rows = append(rows, row)
	}
	return s.inbox.Once(ctx, ev, func(ctx context.Context, tx relational.DBTX) error {
		q := db.New(tx)
		for _, row := range rows {
			if err := q.InsertMail(ctx, row); err != nil {
				return fmt.Errorf("store a mail: %w", err)
			}
		}
		if s.sender != nil {
			relational.AfterCommit(ctx, s.poke)
		}
		return nil
	})
}

// stored is the mail as the database keeps it until it is sent: what it is about,
// readable by the staff, and sealed where it is not for them. It is written when it
// is sent or looked at.
func (s *Service) stored(ev events.Event, k kind, d *draft) (db.InsertMailParams, error) {
	if d.To == "" {
		return db.InsertMailParams{}, fmt.Errorf("a mail of the kind %s to nobody", k.Name)
	}
	lang := words.Language(d.Lang)
	subject, err := s.words.Subject(k.Name, lang, d.Facts)
	if err != nil {
		return db.InsertMailParams{}, err
	}
	facts, err := json.Marshal(d.Facts)
	if err != nil {
		return db.InsertMailParams{}, fmt.Errorf("store the facts of a mail: %w", err)
	}
	now := clock.Micros(s.clk.Now())
	state := notificationapi.Queued
	if s.sender == nil {
		state = notificationapi.Kept
	}
	return db.InsertMailParams{
		ID: id.New(), EventID: ev.ID, Kind: k.Name, Recipient: d.To, Lang: lang, Subject: subject,
		Facts: string(facts), Sealed: base64.StdEncoding.EncodeToString(d.Sealed), Account: d.Account, Staff: d.Staff,
		State: state, NextUs: now, CreatedUs: now,
	}, nil
}
