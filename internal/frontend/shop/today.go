package shop

import (
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
)

// defaultComuna is whose delivery is shown to who has not said theirs: the shop's own.
const defaultComuna = "Recoleta"

// today is what the quote of a comuna says of the same day.
type today struct {
	now     time.Time
	minutes int // of preparation that still arrive, ordered now; negative: nothing does
}

// arrives tells whether a product that takes so long to prepare can still come today.
func (t today) arrives(prepMinutes int) bool { return prepMinutes <= t.minutes }

// todays remembers the answer for each comuna for half a minute: a badge on a list
// is not worth a call a page.
type todays struct {
	clk  clock.Clock
	mu   sync.Mutex
	kept map[string]todayEntry
}

type todayEntry struct {
	asked time.Time
	same  *orderapi.SameDay // nil: nothing more today, or nobody to ask
}

// at is the answer as it stands a little later.
func (e todayEntry) at(now time.Time) today {
	if e.same == nil || !now.Before(e.same.Until) {
		return today{now: now, minutes: -1}
	}
	return today{now: now, minutes: e.same.PreparationMinutes - int(now.Sub(e.asked).Minutes())}
}

const (
	todayLife    = 30 * time.Second
	todayComunas = 64 // more than the shop delivers to; above it all are forgotten
)

func newTodays(clk clock.Clock) *todays { return &todays{clk: clk, kept: map[string]todayEntry{}} }

func (t *todays) of(v *web.Visit) today {
	comuna := v.Remembered("comuna")
	if comuna == "" {
		comuna = defaultComuna
	}
	now := t.clk.Now()
	t.mu.Lock()
	e, ok := t.kept[comuna]
	t.mu.Unlock()
	if ok && now.Sub(e.asked) < todayLife {
		return e.at(now)
	}
	in := orderapi.QuoteInput{}
	in.Body.Comuna = comuna
	e = todayEntry{asked: now}
	if quote, err := web.Call(v, orderapi.Ask, &in); err == nil { // without an answer there is no badge, and the list is shown all the same
		e.same = quote.Today
	}
	t.mu.Lock()
	if len(t.kept) >= todayComunas {
		clear(t.kept)
	}
	t.kept[comuna] = e
	t.mu.Unlock()
	return e.at(now)
}
