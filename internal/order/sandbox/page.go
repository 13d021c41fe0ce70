package sandbox

import (
	"context"
	"fmt"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// decided is what each button makes of an open attempt.
var decided = map[string]string{"approve": Approved, "decline": Declined, "abandon": Abandoned}

// Find gives what the provider's page shows, or ErrUnknown.
func (p *Provider) Find(ctx context.Context, token string) (db.SandboxPayment, error) {
	return find(ctx, db.New(p.db.Read()), token)
}

func find(ctx context.Context, q *db.Queries, token string) (db.SandboxPayment, error) {
	row, ok, err := relational.Found(q.SandboxPayment(ctx, token))
	if err == nil && !ok {
		err = ErrUnknown
	}
	return row, err
}

// Decide is the buyer's click, in the caller's transaction. The same button again
// changes nothing; another one gives ErrDecided.
func (p *Provider) Decide(ctx context.Context, tx relational.DBTX, token, button string) (db.SandboxPayment, error) {
	state, ok := decided[button]
	if !ok {
		return db.SandboxPayment{}, fmt.Errorf("the sandbox has no button %q", button)
	}
	q := db.New(tx)
	if _, err := q.DecideSandboxPayment(ctx, state, token); err != nil {
		return db.SandboxPayment{}, fmt.Errorf("decide a sandbox payment: %w", err)
	}
	row, err := find(ctx, q, token)
	if err == nil && row.State != state {
		err = ErrDecided
	}
	return row, err
}
