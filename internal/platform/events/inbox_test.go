package events_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// tally is a table that handlers write to.
func tally(t *testing.T, db relational.DB) (add func(ctx context.Context, tx relational.DBTX) error, total func() int) {
	t.Helper()
	must(t, db.Write(t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		_, err := tx.ExecContext(ctx, `CREATE TABLE tally (n bigint NOT NULL)`)
		return err
	}))
	add = func(ctx context.Context, tx relational.DBTX) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO tally VALUES (1)`)
		return err
	}
	return add, func() (n int) {
		must(t, db.Read().QueryRowContext(t.Context(), `SELECT count(*) FROM tally`).Scan(&n))
		return n
	}
}

func TestAnEventIsDealtWithOnceHoweverOftenItComes(t *testing.T) {
	db := openDB(t)
	add, total := tally(t, db)
	handler := func(consumer string) events.Handler {
		return events.InTx(events.NewInbox(db, clock.System{}, consumer), paid,
			func(ctx context.Context, tx relational.DBTX, _ events.Event, _ paidData) error { return add(ctx, tx) })
	}
	mail, stock := handler("mail"), handler("stock")
	one, two := paid.New("FV-1", 1, paidData{}), paid.New("FV-2", 1, paidData{})
	var deliveries sync.WaitGroup
	for range 16 {
		for _, h := range []events.Handler{mail, stock} {
			for _, ev := range []events.Event{one, two} {
				deliveries.Go(func() {
					if err := h.Handle(t.Context(), ev); err != nil {
						t.Error(err)
					}
				})
			}
		}
	}
	deliveries.Wait()
	if n := total(); n != 4 {
		t.Errorf("%d effects of two events at two consumers", n)
	}
}

func TestAFailureLeavesNeitherNoteNorEffect(t *testing.T) {
	db := openDB(t)
	add, total := tally(t, db)
	var answer error
	h := events.InTx(events.NewInbox(db, clock.System{}, "mail"), paid,
		func(ctx context.Context, tx relational.DBTX, _ events.Event, _ paidData) error {
			return errors.Join(add(ctx, tx), answer)
		})
	ev := paid.New("FV-1", 1, paidData{})
	for _, answer = range []error{errors.New("outage"), events.Permanent(errors.New("rule"))} {
		err := h.Handle(t.Context(), ev)
		if !errors.Is(err, answer) || events.IsPermanent(err) != events.IsPermanent(answer) || total() != 0 {
			t.Errorf("%v came as %v, %d effects", answer, err, total())
		}
	}
	answer = nil
	must(t, h.Handle(t.Context(), ev))
	if total() != 1 {
		t.Errorf("%d effects", total())
	}
}

func TestOldNotesAreForgottenALittleAtATime(t *testing.T) {
	db, clk := openDB(t), clock.NewFake(noon)
	inbox := events.NewInbox(db, clk, "mail")
	note := func(ev events.Event) (ran bool) {
		must(t, inbox.Once(t.Context(), ev, func(context.Context, relational.DBTX) error { ran = true; return nil }))
		return ran
	}
	for range 5 {
		note(paid.New("FV-1", 1, paidData{}))
	}
	clk.Advance(events.InboxKeep + time.Microsecond)
	recent := paid.New("FV-2", 1, paidData{})
	note(recent)
	for _, want := range []int64{3, 2, 0} {
		if n, err := inbox.Prune(t.Context(), 3); n != want || err != nil {
			t.Errorf("%d forgotten, not %d, %v", n, want, err)
		}
	}
	if note(recent) {
		t.Error("a recent note was forgotten")
	}
}
