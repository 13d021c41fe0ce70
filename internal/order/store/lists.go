package store

import (
	"context"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/chile"
)

// Page is a part of a list.
type Page struct{ Skip, Most int }

// Of lists a customer's orders, newest first, and how many there are.
func (s *Store) Of(ctx context.Context, customerID string, p Page) ([]*Order, int, error) {
	q := s.read()
	total, err := q.CountOrdersOf(ctx, customerID)
	if err != nil {
		return nil, 0, wrapped("count a customer's orders", err)
	}
	list, err := ordersOf(q.OrdersOf(ctx, customerID, int32(p.Skip), int32(p.Most)))
	return list, int(total), wrapped("list a customer's orders", err)
}

// On lists the live orders to be delivered on a date, at most so many, and counts
// all orders of the date by state.
func (s *Store) On(ctx context.Context, date string, most int) ([]*Order, map[orderapi.State]int, error) {
	q := s.read()
	list, err := ordersOf(q.OrdersOn(ctx, date, int32(most)))
	if err != nil {
		return nil, nil, wrapped("list a day's orders", err)
	}
	rows, err := q.CountStatesOn(ctx, date)
	states := map[orderapi.State]int{}
	for _, r := range rows {
		states[orderapi.State(r.State)] = int(r.N)
	}
	return list, states, wrapped("count a day's orders", err)
}

// Search is what the back office looks for; what is empty does not filter.
type Search struct {
	Text  string // an e-mail whole, or part of a number or a name
	State string
	Date  string // of delivery
}

// Find lists orders, newest first, and how many there are. A date, an e-mail and
// a state alone are found by index; other words walk the orders.
func (s *Store) Find(ctx context.Context, w Search, p Page) ([]*Order, int, error) {
	q, skip, most := s.read(), int32(p.Skip), int32(p.Most)
	text := strings.TrimSpace(w.Text)
	var rows []db.Order
	var total int64
	var err, countErr error
	switch pattern := Pattern(text); {
	case w.Date != "":
		total, countErr = q.CountDate(ctx, w.Date, w.State, pattern)
		rows, err = q.SearchDate(ctx, db.SearchDateParams{DeliveryDate: w.Date, State: w.State, Pattern: pattern, Skip: skip, Most: most})
	case strings.Contains(text, "@"):
		email := strings.ToLower(text)
		total, countErr = q.CountEmail(ctx, email, w.State)
		rows, err = q.SearchEmail(ctx, db.SearchEmailParams{BuyerEmail: email, State: w.State, Skip: skip, Most: most})
	case text != "":
		total, countErr = q.CountWords(ctx, pattern, w.State)
		rows, err = q.SearchWords(ctx, db.SearchWordsParams{Pattern: pattern, State: w.State, Skip: skip, Most: most})
	case w.State != "":
		total, countErr = q.CountState(ctx, w.State)
		rows, err = q.SearchState(ctx, w.State, skip, most)
	default:
		total, countErr = q.CountAll(ctx)
		rows, err = q.SearchAll(ctx, skip, most)
	}
	if countErr != nil {
		return nil, 0, wrapped("count orders", countErr)
	}
	list, err := ordersOf(rows, err)
	return list, int(total), wrapped("search orders", err)
}

// Words is what an order is found by: its number and the names and e-mail of its
// people, folded.
func Words(number string, p People) string {
	return chile.Fold(strings.Join([]string{number, p.Buyer.Name, p.Recipient.Name, p.Buyer.Email}, " "))
}

// Pattern is LIKE's for text anywhere in Words; empty for no text.
func Pattern(text string) string {
	folded := chile.Fold(text)
	if folded == "" {
		return ""
	}
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(folded) + "%"
}

// Due names an order that the service must look at.
type Due struct {
	ID string
	At time.Time
}

// Due lists them, the longest overdue first.
func (s *Store) Due(ctx context.Context, now time.Time, most int) ([]Due, error) {
	rows, err := s.read().DueOrders(ctx, micros(now), int32(most))
	out := make([]Due, len(rows))
	for i, r := range rows {
		out[i] = Due{ID: r.ID, At: time.UnixMicro(r.DueUs)}
	}
	return out, wrapped("list due orders", err)
}

// TakeDue puts an order's due time off, if it is still the one that was read:
// of several replicas one goes on.
func (s *Store) TakeDue(ctx context.Context, o *Order, next time.Time) (taken bool, err error) {
	err = s.write(ctx, "take a due order", func(ctx context.Context, q *db.Queries) error {
		n, err := q.TakeDue(ctx, micros(next), o.ID, micros(o.Due))
		taken = n == 1
		return err
	})
	return taken, err
}
