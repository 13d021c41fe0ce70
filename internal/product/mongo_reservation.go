package product

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Reservation reads an order's.
func (s *mongoStore) Reservation(ctx context.Context, orderID string) (*Reservation, error) {
	return mongo.One[Reservation](ctx, s.db, reservationsIn, bson.D{is("_id", orderID)})
}

// SaveReservation inserts or replaces an order's.
func (s *mongoStore) SaveReservation(ctx context.Context, before int64, next *Reservation, evs ...events.Event) error {
	next.Rev = before + 1
	w := mongo.Write{ID: next.OrderID, Before: before, Doc: next, Fields: bson.D{
		is("state", next.State), is("version", next.Version), is("until_us", micros(next.Until)),
		is("settled", next.Settled), is("updated_us", micros(next.Updated)),
	}}
	return s.put(ctx, "save reservation", reservationsIn, w, ErrStale, evs)
}

// Unfinished lists orders whose SKUs have yet to follow.
func (s *mongoStore) Unfinished(ctx context.Context, before time.Time, limit int) ([]string, error) {
	return s.orders(ctx, bson.D{is("settled", false), where("updated_us", "$lt", micros(before))}, "updated_us", limit)
}

// holding finds the reservations that hold stock.
var holdingStates = bson.A{productapi.Holding, productapi.Held}

// Overdue lists orders past their hold's own expiry.
func (s *mongoStore) Overdue(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return s.orders(ctx, bson.D{where("state", "$in", holdingStates), where("until_us", "$lt", micros(now))}, "until_us", limit)
}

func (s *mongoStore) orders(ctx context.Context, filter bson.D, by string, limit int) ([]string, error) {
	list, err := found[head](ctx, s.db, reservationsIn, filter, limit, keys(by), "rev")
	ids := make([]string, len(list))
	for i, h := range list {
		ids[i] = h.ID
	}
	return ids, err
}

// Strays looks for old entries first, and then for what became of their orders:
// whoever pulls one looks again, since both go on meanwhile.
func (s *mongoStore) Strays(ctx context.Context, before time.Time, limit int) ([]Stray, error) {
	list, err := found[stockDoc](ctx, s.db, stockIn, bson.D{where("held", "$gt", 0)}, 0, nil, "entries")
	if err != nil {
		return nil, err
	}
	old := map[Stray]int64{} // versions of entries
	orders := map[string]bool{}
	for _, d := range list {
		for field, e := range d.Entries {
			if e.TakenUS < clock.Micros(before) {
				old[Stray{OrderID: orderOf(field), SKU: d.SKU}] = e.Version
				orders[orderOf(field)] = true
			}
		}
	}
	if len(old) == 0 {
		return nil, nil
	}
	over, err := s.over(ctx, orders)
	if err != nil {
		return nil, err
	}
	var strays []Stray
	for stray, version := range old {
		if decided, ok := over[stray.OrderID]; ok && version <= decided {
			strays = append(strays, stray)
		}
	}
	slices.SortFunc(strays, func(a, b Stray) int {
		return cmp.Or(cmp.Compare(a.OrderID, b.OrderID), cmp.Compare(a.SKU, b.SKU))
	})
	return strays[:min(limit, len(strays))], nil
}

// over is the version that decided, of those of the orders that hold nothing any more.
func (s *mongoStore) over(ctx context.Context, orders map[string]bool) (map[string]int64, error) {
	ids := make(bson.A, 0, len(orders))
	for id := range orders {
		ids = append(ids, id)
	}
	list, err := found[struct {
		ID      string `bson:"_id"`
		Version int64  `bson:"version"`
	}](ctx, s.db, reservationsIn, bson.D{
		where("_id", "$in", ids), is("settled", true), where("state", "$in", bson.A{productapi.Consumed, productapi.Released}),
	}, 0, nil, "version")
	decided := make(map[string]int64, len(list))
	for _, r := range list {
		decided[r.ID] = r.Version
	}
	return decided, err
}

// ForgetReturns drops the marks of the SKUs whose latest is older: those that come
// back that often are few.
func (s *mongoStore) ForgetReturns(ctx context.Context, before time.Time) error {
	_, err := s.db.C(stockIn).UpdateMany(ctx, bson.D{where("returned_us", "$lt", clock.Micros(before))},
		bson.D{is("$unset", bson.D{is("returns", ""), is("returned_us", "")})})
	if err != nil {
		return fmt.Errorf("forget returns: %w", err)
	}
	return nil
}

// Holding lists the reservations that hold stock.
func (s *mongoStore) Holding(ctx context.Context) ([]Reservation, error) {
	list, err := mongo.List[Reservation](ctx, s.db, reservationsIn, bson.D{where("state", "$in", holdingStates)}, mongo.Page{Sort: keys("_id")})
	out := make([]Reservation, len(list))
	for i, r := range list {
		out[i] = *r
	}
	return out, err
}
