package sandbox_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order"
	"floresvictoria.cl/flores/internal/order/payment"
	"floresvictoria.cl/flores/internal/order/sandbox"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

type books struct {
	t  *testing.T
	db relational.DB
	p  *sandbox.Provider
}

func open(t *testing.T) *books {
	t.Helper()
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "order.db"), Migrations: order.Migrations()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	clk := clock.NewFake(time.Date(2026, 11, 24, 13, 0, 0, 0, time.UTC))
	return &books{t, db, sandbox.New(db, clk, func() string { return "https://flores.example" })}
}

func (b *books) start() string {
	b.t.Helper()
	s, err := b.p.Start(b.t.Context(), payment.Start{Reference: "r", Number: "FV-1", AmountCLP: 22690, ReturnURL: "https://flores.example/pago/retorno"})
	if err != nil {
		b.t.Fatal(err)
	}
	if s.URL != "https://flores.example/pago/sandbox/"+s.Token {
		b.t.Fatalf("the page is at %s", s.URL)
	}
	return s.Token
}

func (b *books) click(token, button string) error {
	return b.db.Write(b.t.Context(), func(ctx context.Context, tx relational.DBTX) error {
		_, err := b.p.Decide(ctx, tx, token, button)
		return err
	})
}

func TestCommittingEndsAnAttemptTheWayTheBuyerDecided(t *testing.T) {
	b := open(t)
	for button, want := range map[string]payment.Result{
		"approve": {Outcome: payment.Accepted, AmountCLP: 22690},
		"decline": {Outcome: payment.Declined},
		"abandon": {Outcome: payment.Abandoned},
		"":        {Outcome: payment.Abandoned}, // came back without a decision
	} {
		t.Run(button, func(t *testing.T) {
			token := b.start()
			if button != "" {
				if err := b.click(token, button); err != nil {
					t.Fatal(err)
				}
			}
			if button == "approve" {
				if r, err := b.p.Status(t.Context(), token); err != nil || r.Outcome != payment.Open {
					t.Errorf("an approval that was not committed is %v, %v", r, err)
				}
			}
			for range 3 {
				if r, err := b.p.Commit(t.Context(), token); err != nil || r != want {
					t.Errorf("committed to %v, %v", r, err)
				}
			}
			if r, err := b.p.Status(t.Context(), token); err != nil || r != want {
				t.Errorf("the status is %v, %v", r, err)
			}
			if err := b.click(token, "decline"); (button == "decline") != (err == nil) {
				t.Errorf("declining afterwards: %v", err)
			}
		})
	}
}

func TestARefundIsOfTheWholeChargeAndHarmlessTwice(t *testing.T) {
	b := open(t)
	token := b.start()
	if err := b.p.Refund(t.Context(), token, 22690); err == nil {
		t.Error("what was not charged was refunded")
	}
	if err := b.click(token, "approve"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.p.Commit(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if err := b.p.Refund(t.Context(), token, 100); err == nil {
		t.Error("a part was refunded")
	}
	for range 2 {
		if err := b.p.Refund(t.Context(), token, 22690); err != nil {
			t.Error(err)
		}
	}
}

func TestWhatTheSandboxDoesNotKnowItRefuses(t *testing.T) {
	b := open(t)
	if _, err := b.p.Status(t.Context(), "nobody's"); !errors.Is(err, sandbox.ErrUnknown) {
		t.Error(err)
	}
	if _, err := b.p.Commit(t.Context(), "nobody's"); !errors.Is(err, sandbox.ErrUnknown) {
		t.Error(err)
	}
	token := b.start()
	if err := b.click(token, "approve"); err != nil {
		t.Fatal(err)
	}
	if err := b.click(token, "abandon"); !errors.Is(err, sandbox.ErrDecided) {
		t.Error(err)
	}
	if err := b.click(token, "steal"); err == nil || strings.Contains(err.Error(), token) {
		t.Error(err)
	}
}
