package order

import (
	"context"
	"maps"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/store"
)

// counters are the counters that one quote looks at. Days that nobody had in mind,
// where the next free offer is looked for, are read when they are met.
type counters struct {
	ctx   context.Context
	store *store.Store
	ahead int // how many days are read at the next day that is met
	days  map[string]bool
	taken map[delivery.Key]int
	err   error // of a read; what was counted since is not to be told
}

func (s *Service) counters(ctx context.Context) *counters {
	return &counters{ctx: ctx, store: s.store, ahead: 1, days: map[string]bool{}, taken: map[delivery.Key]int{}}
}

// of is how many places of a counter are taken.
func (c *counters) of(key delivery.Key) int {
	if !c.days[key.Day()] && c.err == nil {
		var date delivery.Date
		if date, c.err = delivery.ParseDate(key.Day()); c.err != nil {
			return 0
		}
		c.read(date, date.AddDays(c.ahead-1))
		c.ahead *= 2 // where one day is full, the next ones may be
	}
	return c.taken[key]
}

// read reads some days, both included.
func (c *counters) read(from, until delivery.Date) {
	taken, err := c.store.TakenBetween(c.ctx, from, until)
	if err != nil {
		c.err = err
		return
	}
	maps.Copy(c.taken, taken)
	for date := from; date.Compare(until) <= 0; date = date.AddDays(1) {
		c.days[date.String()] = true
	}
}
