package storetest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/mail"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// leaving is a database that is away for some writes.
type leaving struct {
	relational.DB
	away atomic.Int32 // so many writes fail
}

func (l *leaving) Write(ctx context.Context, fn func(context.Context, relational.DBTX) error) error {
	if l.away.Add(-1) >= 0 {
		return errors.New("the database is away")
	}
	return l.DB.Write(ctx, fn)
}

// onSend is a mail server that has something happen when a mail is handed over.
type onSend struct {
	*postbox
	then func()
}

func (s onSend) Send(ctx context.Context, m mail.Message) error {
	err := s.postbox.Send(ctx, m)
	s.then()
	return err
}

func noteLate(t *testing.T, r *rig) {
	db := &leaving{DB: r.DB()}
	svc := r.on(t, db, onSend{r.box, func() { db.away.Store(2) }})
	if err := hear(t.Context(), svc, soldOut(0)); err != nil {
		t.Fatal(err)
	}
	if err := svc.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.clk.Advance(24 * time.Hour) // no lease lasts that long
	deliver(t, r)
	r.box.holds(t, 1)
}
