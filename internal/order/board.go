package order

import (
	"context"
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// boardMost bounds a board: far more than a day's places.
const boardMost = 1000

// board is a day's work by slot; express and what is fetched at the shop are apart.
func (s *Service) board(ctx context.Context, in *orderapi.BoardInput) (*orderapi.Board, error) {
	now := s.now()
	date := delivery.DateOf(now)
	if in.Date != "" {
		var err error
		if date, err = delivery.ParseDate(in.Date); err != nil {
			return nil, problem.Invalid(problem.At("query:date", "expected_date"))
		}
	}
	list, states, err := s.store.On(ctx, date.String(), boardMost)
	if err != nil {
		return nil, err
	}
	taken, err := s.store.TakenBetween(ctx, date, date)
	if err != nil {
		return nil, err
	}
	day := s.rules.Day(date, now)
	out := &orderapi.Board{Date: date.String(), Closed: string(day.Closed), States: states, Columns: s.columns(date, day, taken)}
	if day.Special != nil {
		out.Special = textOf(day.Special.Name)
	}
	v := staffViewer(contract.Who(ctx))
	for _, o := range list {
		c := column(out, o.Goods.Delivery)
		c.Orders = append(c.Orders, summary(o, v))
	}
	for _, c := range out.Columns { // who comes to fetch comes at their hour
		if c.Slot == orderapi.ByPickup {
			slices.SortStableFunc(c.Orders, func(a, b orderapi.Summary) int { return a.Delivery.Start.Compare(b.Delivery.Start) })
		}
	}
	return out, nil
}

// columns makes the day's columns, empty, in the order of the day.
func (s *Service) columns(date delivery.Date, day delivery.Day, taken map[delivery.Key]int) []orderapi.SlotColumn {
	var out []orderapi.SlotColumn
	pickup := orderapi.SlotColumn{Slot: orderapi.ByPickup, Orders: []orderapi.Summary{}}
	count := func(c *orderapi.SlotColumn, key delivery.Key) {
		c.Taken += taken[key]
		c.Capacity += s.rules.Places(key)
	}
	for _, slot := range s.rules.Config().Slots {
		c := orderapi.SlotColumn{Slot: slot.Code, Orders: []orderapi.Summary{}}
		for _, zone := range s.rules.Zones() {
			count(&c, delivery.SlotKey(zone.Code, date, slot.Code))
		}
		count(&pickup, delivery.PickupKey(date, slot.Code))
		out = append(out, c)
	}
	express := orderapi.SlotColumn{Slot: orderapi.Express, Orders: []orderapi.Summary{}}
	for hour := range 24 {
		key := delivery.ExpressKey(date, hour)
		express.Taken += taken[key]
		if s.expressAt(date, day, hour) {
			express.Capacity += s.rules.Places(key)
		}
	}
	return append(out, express, pickup)
}

// expressAt tells whether an express order of that clock hour could still be
// brought within the day's slots.
func (s *Service) expressAt(date delivery.Date, day delivery.Day, hour int) bool {
	if len(day.Slots) == 0 {
		return false
	}
	start := date.At(delivery.Hour(hour))
	arrival := start.Add(time.Duration(s.rules.Config().Express.QuotedMinutes) * time.Minute)
	return !start.Before(day.Slots[0].Start) && !arrival.After(day.Slots[len(day.Slots)-1].End)
}

// column finds where an order belongs; a slot that the rules no longer have gets
// a column of its own.
func column(b *orderapi.Board, d orderapi.Delivery) *orderapi.SlotColumn {
	code := d.Slot
	if d.Kind != orderapi.BySlot {
		code = d.Kind
	}
	for i := range b.Columns {
		if b.Columns[i].Slot == code {
			return &b.Columns[i]
		}
	}
	b.Columns = append(b.Columns, orderapi.SlotColumn{Slot: code, Orders: []orderapi.Summary{}})
	return &b.Columns[len(b.Columns)-1]
}

// search finds orders for the back office.
func (s *Service) search(ctx context.Context, in *orderapi.SearchInput) (*contract.List[orderapi.Summary], error) {
	w := store.Search{Text: in.Q, State: string(in.State), Date: in.Date}
	list, total, err := s.store.Find(ctx, w, store.Page{Skip: in.Offset(), Most: in.Size()})
	if err != nil {
		return nil, err
	}
	return contract.Listed(summaries(list, staffViewer(contract.Who(ctx))), total, in.Paging), nil
}

// audit is what the invariants are checked with.
func (s *Service) audit(ctx context.Context, _ *contract.None) (*orderapi.Audit, error) {
	return s.store.Audit(ctx)
}
