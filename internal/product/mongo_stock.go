package product

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mongo"
)

// stockFields are those of every read; stockDoc has more.
var stockFields = []string{"product_id", "initial", "moved", "on_hand", "held", "consumed", "low_at", "unlimited", "listed", "alert", "band_us", "rev"}

// stockDoc is a SKU's document. Entries and returns are keyed by the order, so
// that one write adds, replaces or removes an order's, and a read takes no others.
// They are bounded by what is in the shop and by the sweeper.
type stockDoc struct {
	SKU       string `bson:"_id"`
	ProductID string `bson:"product_id"`
	Initial   int64  `bson:"initial"`
	Moved     int64  `bson:"moved"`
	OnHand    int64  `bson:"on_hand"`
	Held      int64  `bson:"held"`
	Consumed  int64  `bson:"consumed"`
	LowAt     int64  `bson:"low_at"`
	Unlimited bool   `bson:"unlimited"`
	Listed    bool   `bson:"listed"`
	Alert     int64  `bson:"alert"`
	BandUS    int64  `bson:"band_us"`
	Rev       int64  `bson:"rev"`

	Entries map[string]stockEntry `bson:"entries"` // by orderField
	Returns map[string]int64      `bson:"returns"` // versions, by orderField
}

type stockEntry struct {
	Version  int64 `bson:"version"`
	Quantity int64 `bson:"quantity"`
	TakenUS  int64 `bson:"taken_us"`
}

// stock is the document without what orders have of it.
func (d stockDoc) stock() Stock {
	return Stock{
		SKU: d.SKU, ProductID: d.ProductID, Initial: d.Initial, Moved: d.Moved, OnHand: d.OnHand, Held: d.Held, Consumed: d.Consumed,
		LowAt: d.LowAt, Unlimited: d.Unlimited, Listed: d.Listed, Alert: Alert(d.Alert), BandAt: clock.FromMicros(d.BandUS), Rev: d.Rev,
	}
}

func (d stockDoc) share(orderID string) Share {
	sh := Share{Stock: d.stock(), OrderID: orderID, Returned: d.Returns[orderField(orderID)]}
	if e, ok := d.Entries[orderField(orderID)]; ok {
		sh.Entry = Entry{OrderID: orderID, Version: e.Version, Quantity: e.Quantity, Taken: clock.FromMicros(e.TakenUS)}
	}
	return sh
}

// orderField is an order's identifier as the name of a field, in which a dot would
// be a path and a dollar an operator.
func orderField(orderID string) string {
	return strings.NewReplacer("%", "%25", ".", "%2E", "$", "%24", "\x00", "%00").Replace(orderID)
}

// orderOf reads orderField.
func orderOf(field string) string {
	id, err := url.PathUnescape(field)
	if err != nil {
		return field
	}
	return id
}

// Shares reads the SKUs with the order's part of them alone.
func (s *mongoStore) Shares(ctx context.Context, orderID string, skus []string) ([]Share, error) {
	if len(skus) == 0 {
		return nil, nil
	}
	fields := stockFields
	if orderID != "" {
		fields = append(fields[:len(fields):len(fields)], "entries."+orderField(orderID), "returns."+orderField(orderID))
	}
	list, err := found[stockDoc](ctx, s.db, stockIn, bson.D{among(skus)}, 0, keys("_id"), fields...)
	if err != nil {
		return nil, err
	}
	shares := make([]Share, len(list))
	for i, d := range list {
		shares[i] = d.share(orderID)
	}
	return shares, nil
}

// SaveShare writes all that belongs to the SKU's document in one conditional
// write. A movement's key is looked for first: whatever has it was written with a
// revision of its own, so it is found here or the condition fails.
func (s *mongoStore) SaveShare(ctx context.Context, before, next Share, move *Movement, evs ...events.Event) error {
	var moves bson.A
	if move != nil {
		known, err := s.Movement(ctx, move.SKU, move.Key)
		if err != nil {
			return err
		}
		if known != nil {
			return ErrTaken
		}
		doc, err := mongo.Encode(move)
		if err != nil {
			return err
		}
		moves = bson.A{doc}
	}
	err := s.writeShare(ctx, before, next, moves, evs)
	if err == nil && move != nil {
		s.archive(ctx, next.SKU)
	}
	return err
}

func (s *mongoStore) writeShare(ctx context.Context, before, next Share, moves bson.A, evs []events.Event) error {
	set := bson.D{
		is("product_id", next.ProductID), is("initial", next.Initial), is("moved", next.Moved), is("on_hand", next.OnHand),
		is("held", next.Held), is("consumed", next.Consumed), is("low_at", next.LowAt), is("unlimited", next.Unlimited),
		is("listed", next.Listed), is("alert", int64(next.Alert)), is("band_us", micros(next.BandAt)), is("rev", before.Rev+1),
	}
	stored := s.outbox.Stored(evs...)
	if before.Rev == 0 {
		insert := append(bson.D{is("_id", next.SKU), is("moves", append(bson.A{}, moves...))}, set...)
		if len(stored) > 0 {
			insert = append(insert, is(mongo.FieldOutbox, stored))
		}
		_, err := s.db.C(stockIn).InsertOne(ctx, insert)
		return s.written("save stock", err, ErrTaken, evs)
	}
	var update, push bson.D
	switch e := next.Entry; {
	case e == before.Entry:
	case e.Version == 0:
		update = append(update, is("$unset", bson.D{is("entries."+orderField(before.Entry.OrderID), "")}))
	default:
		set = append(set, is("entries."+orderField(e.OrderID), stockEntry{e.Version, e.Quantity, clock.Micros(e.Taken)}))
	}
	if next.Returned != before.Returned {
		set = append(set, is("returns."+orderField(next.OrderID), next.Returned), is("returned_us", clock.Micros(s.clk.Now())))
	}
	update = append(update, is("$set", set))
	if len(stored) > 0 {
		push = append(push, is(mongo.FieldOutbox, bson.D{is("$each", stored)}))
	}
	if len(moves) > 0 {
		push = append(push, is("moves", moves[0]))
	}
	if len(push) > 0 {
		update = append(update, is("$push", push))
	}
	err := s.db.Update(ctx, stockIn, bson.D{is("_id", next.SKU), is("rev", before.Rev)}, update)
	return s.written("save stock", err, ErrTaken, evs)
}

// Stocks lists the SKUs whose band changed since then.
func (s *mongoStore) Stocks(ctx context.Context, since time.Time) ([]Stock, error) {
	return s.stocks(ctx, bson.D{where("band_us", "$gte", micros(since))})
}

func (s *mongoStore) stocks(ctx context.Context, filter bson.D) ([]Stock, error) {
	list, err := found[stockDoc](ctx, s.db, stockIn, filter, 0, keys("_id"), stockFields...)
	if err != nil {
		return nil, err
	}
	stocks := make([]Stock, len(list))
	for i, d := range list {
		stocks[i] = d.stock()
	}
	return stocks, nil
}

// LowSKUs lists the SKUs with an alert.
func (s *mongoStore) LowSKUs(ctx context.Context) ([]string, error) {
	list, err := found[head](ctx, s.db, stockIn, bson.D{where("alert", "$gt", 0)}, 0, keys("_id"), "rev")
	skus := make([]string, len(list))
	for i, h := range list {
		skus[i] = h.ID
	}
	return skus, err
}

// Offers reads the stock, then the revisions of its products.
func (s *mongoStore) Offers(ctx context.Context, skus []string) ([]Offer, error) {
	if len(skus) == 0 {
		return nil, nil
	}
	stocks, err := s.stocks(ctx, bson.D{among(skus)})
	if err != nil || len(stocks) == 0 {
		return nil, err
	}
	var ids []string
	for _, st := range stocks {
		if !slices.Contains(ids, st.ProductID) { // sizes of one bouquet
			ids = append(ids, st.ProductID)
		}
	}
	revs, err := s.heads(ctx, bson.D{among(ids)})
	if err != nil {
		return nil, err
	}
	offers := make([]Offer, 0, len(stocks))
	for _, st := range stocks {
		if rev, ok := revs[st.ProductID]; ok {
			offers = append(offers, Offer{Stock: st, ProductRev: rev})
		}
	}
	return offers, nil
}
