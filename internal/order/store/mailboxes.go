package store

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Join gives a customer the guests' orders that were placed with their e-mail,
// which they have shown to read, and those that are placed with it from now on. An
// account that has left gets nothing. It runs in the caller's transaction.
func (s *Store) Join(ctx context.Context, tx relational.DBTX, customerID, email string, now time.Time) error {
	q := db.New(tx)
	gone, err := q.SeeAccount(ctx, customerID)
	if err != nil || gone != 0 {
		return wrapped("look for an account", err)
	}
	if err := q.OwnMailbox(ctx, mailbox(email), customerID, micros(now)); err != nil {
		return wrapped("remember a mailbox", err)
	}
	_, err = q.JoinByEmail(ctx, customerID, email)
	return wrapped("join orders to an account", err)
}

// Leave parts an account's orders from it, marks them to be anonymised once they are
// over, and forgets its mailbox. It runs in the caller's transaction.
func (s *Store) Leave(ctx context.Context, tx relational.DBTX, customerID string) error {
	q := db.New(tx)
	if err := q.EndAccount(ctx, customerID); err != nil {
		return wrapped("end an account", err)
	}
	if _, err := q.DisownMailboxes(ctx, customerID); err != nil {
		return wrapped("forget a mailbox", err)
	}
	_, err := q.ForgetCustomer(ctx, customerID)
	return wrapped("part orders from an account", err)
}

// ownerOf is the account that an order belongs to: who placed it, or for a guest's
// the one that has verified its e-mail. The guest is told nothing of it.
func ownerOf(ctx context.Context, q *db.Queries, o *Order) (string, error) {
	if o.CustomerID != "" || o.BuyerEmail == "" {
		return o.CustomerID, nil
	}
	return q.SeeMailbox(ctx, mailbox(o.BuyerEmail), micros(o.Placed))
}

// mailbox is what is kept of an e-mail, which is in lower case.
func mailbox(email string) string { return id.Hash("mailbox\n" + email) }
