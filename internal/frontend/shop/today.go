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

// today says until when something can still arrive today: the end of the last
// slot that is free.
type today struct {
	now, lastEnd time.Time
}

// leads of delivery, as order-service counts them, are checked there again when an
// order is placed; here they only decide on a badge.
const (
	minimumLead = 3 * time.Hour
	margin      = time.Hour
)

// arrives tells whether a product that takes so long to prepare can still come today.
func (t today) arrives(prepMinutes int) bool {
	if t.lastEnd.IsZero() {
		return false
	}
	lead := max(minimumLead, time.Duration(prepMinutes)*time.Minute+margin)
	return t.lastEnd.Sub(t.now) >= lead
}

// todays remembers the answer for each comuna for half a minute: a badge on a list
// is not worth a call a page.
type todays struct {
	clk clock.Clock
	mu  sync.Mutex
	at  map[string]todayEntry
}

type todayEntry struct {
	lastEnd time.Time
	until   time.Time
}

const (
	todayLife    = 30 * time.Second
	todayComunas = 64 // more than the shop delivers to; above it all are forgotten
)

func newTodays(clk clock.Clock) *todays { return &todays{clk: clk, at: map[string]todayEntry{}} }

func (t *todays) of(v *web.Visit) today {
	comuna := v.Remembered("comuna")
	if comuna == "" {
		comuna = defaultComuna
	}
	now := t.clk.Now()
	t.mu.Lock()
	e, ok := t.at[comuna]
	t.mu.Unlock()
	if ok && now.Before(e.until) {
		return today{now: now, lastEnd: e.lastEnd}
	}
	in := orderapi.QuoteInput{}
	in.Body.Comuna = comuna
	quote, err := web.Call(v, orderapi.Ask, &in)
	e = todayEntry{until: now.Add(todayLife)}
	if err == nil && len(quote.Days) > 0 { // without an answer there is no badge, and the list is shown all the same
		for _, o := range quote.Days[0].Slots {
			if o.Free && o.End.After(e.lastEnd) {
				e.lastEnd = o.End
			}
		}
	}
	t.mu.Lock()
	if len(t.at) >= todayComunas {
		clear(t.at)
	}
	t.at[comuna] = e
	t.mu.Unlock()
	return today{now: now, lastEnd: e.lastEnd}
}
