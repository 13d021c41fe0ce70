// Package sandbox is the payment provider of demonstrations: its page has three
// buttons, approve, decline and abandon, and no money moves. It behaves as a real
// one does, with books of its own: an approval charges nobody until it is
// committed, which happens once, and so does a refund.
package sandbox

import (
	"context"
	"errors"
	"fmt"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/payment"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Name is what orders call the provider.
const Name = "sandbox"

// The states of an attempt.
const (
	Open      = "open"
	Approved  = "approved"
	Declined  = "declined"
	Abandoned = "abandoned"
)

// Errors of the page's calls.
var (
	ErrUnknown = errors.New("the sandbox knows no such payment")
	ErrDecided = errors.New("the sandbox payment was decided otherwise")
)

// Provider is the sandbox.
type Provider struct {
	db        relational.DB
	clock     clock.Clock
	publicURL func() string
}

var _ payment.Provider = (*Provider)(nil)

// New makes the sandbox on a database that has its table. publicURL is what the
// shop is called from outside, asked at each payment.
func New(db relational.DB, clk clock.Clock, publicURL func() string) *Provider {
	return &Provider{db: db, clock: clk, publicURL: publicURL}
}

// Name is "sandbox".
func (p *Provider) Name() string { return Name }

// Start opens an attempt; its page is one of the shop's own.
func (p *Provider) Start(ctx context.Context, s payment.Start) (payment.Started, error) {
	token := id.Secret()
	err := p.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		return db.New(tx).OpenSandboxPayment(ctx, db.OpenSandboxPaymentParams{
			Token: token, Reference: s.Reference, Number: s.Number, AmountClp: s.AmountCLP,
			ReturnUrl: s.ReturnURL + "?token=" + token, CreatedUs: clock.Micros(p.clock.Now()),
		})
	})
	if err != nil {
		return payment.Started{}, fmt.Errorf("open a sandbox payment: %w", err)
	}
	return payment.Started{Token: token, URL: p.publicURL() + orderapi.SandboxPath + token}, nil
}

// Commit charges an approved attempt. A buyer who comes back without having
// decided has abandoned it.
func (p *Provider) Commit(ctx context.Context, token string) (payment.Result, error) {
	var row db.SandboxPayment
	err := p.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		q := db.New(tx)
		if _, err := q.DecideSandboxPayment(ctx, Abandoned, token); err != nil {
			return err
		}
		if _, err := q.ChargeSandboxPayment(ctx, clock.Micros(p.clock.Now()), token); err != nil {
			return err
		}
		var err error
		row, err = find(ctx, q, token)
		return err
	})
	if err != nil {
		return payment.Result{}, fmt.Errorf("commit a sandbox payment: %w", err)
	}
	return result(row), nil
}

// Status tells how the attempt stands.
func (p *Provider) Status(ctx context.Context, token string) (payment.Result, error) {
	row, err := p.Find(ctx, token)
	if err != nil {
		return payment.Result{}, fmt.Errorf("ask for a sandbox payment: %w", err)
	}
	return result(row), nil
}

// Refund gives a charge back, once.
func (p *Provider) Refund(ctx context.Context, token string, amountCLP int64) error {
	err := p.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
		q := db.New(tx)
		row, err := find(ctx, q, token)
		switch {
		case err != nil:
			return err
		case row.ChargedUs == 0:
			return errors.New("nothing was charged")
		case row.AmountClp != amountCLP:
			return errors.New("the refund is not the charge")
		}
		_, err = q.RefundSandboxPayment(ctx, clock.Micros(p.clock.Now()), token)
		return err
	})
	if err != nil {
		return fmt.Errorf("refund a sandbox payment: %w", err)
	}
	return nil
}

func result(row db.SandboxPayment) payment.Result {
	switch {
	case row.ChargedUs > 0:
		return payment.Result{Outcome: payment.Accepted, AmountCLP: row.AmountClp}
	case row.State == Declined:
		return payment.Result{Outcome: payment.Declined}
	case row.State == Abandoned:
		return payment.Result{Outcome: payment.Abandoned}
	}
	return payment.Result{Outcome: payment.Open}
}
