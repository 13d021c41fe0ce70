// Package payment is what order-service asks of a payment provider: the sandbox,
// a card acquirer. A provider keeps its own books; order-service never decides
// by time what only the provider knows.
package payment

import "context"

// Provider takes money. All amounts are whole pesos. An error of any call means
// that nobody knows how it ended: Status tells later.
type Provider interface {
	// Name is what orders and the API call it.
	Name() string
	// Start opens an attempt and says where the buyer's browser goes. Nothing is
	// charged; an attempt that was started and forgotten charges nobody.
	Start(ctx context.Context, s Start) (Started, error)
	// Commit charges what the buyer approved and gives a definite outcome, never
	// Open. Committing again gives the same outcome and charges once.
	Commit(ctx context.Context, token string) (Result, error)
	// Status tells how the attempt stands and changes nothing.
	Status(ctx context.Context, token string) (Result, error)
	// Refund gives the whole charge of an attempt back. Refunding again is
	// success and pays nothing out.
	Refund(ctx context.Context, token string, amountCLP int64) error
}

// Start is an attempt to be opened.
type Start struct {
	Reference string // order-service's identifier of the attempt
	Number    string // the order's, for the buyer to read
	AmountCLP int64
	// ReturnURL is where the provider sends the buyer back to, with the token
	// added as the query parameter "token".
	ReturnURL string
}

// Started is an open attempt.
type Started struct {
	Token string // the provider's name of the attempt; a secret
	URL   string
}

// Outcome is how an attempt stands.
type Outcome string

// The outcomes. Accepted means charged, the others that nothing was.
const (
	Open      Outcome = "open" // not committed yet
	Accepted  Outcome = "accepted"
	Declined  Outcome = "declined"
	Abandoned Outcome = "abandoned"
)

// Result is an outcome, and what was charged if it is Accepted.
type Result struct {
	Outcome   Outcome
	AmountCLP int64
}
