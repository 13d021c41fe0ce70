package product

import (
	"maps"
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/product/productapi"
)

// Reservation is an order's document: what was decided about its stock.
type Reservation struct {
	OrderID string            `json:"order_id"`
	State   string            `json:"state"`
	Version int64             `json:"version"` // the order's, of the call that decided
	Lines   []productapi.Line `json:"lines,omitempty"`
	Until   time.Time         `json:"until,omitzero"`

	// Settled: the SKUs' documents have followed. Never true while holding.
	Settled bool `json:"settled,omitzero"`
	// Paid: holding is on the way to consumed, not to held.
	Paid bool `json:"paid,omitzero"`
	// Quiet: nobody need hear that it could not be taken.
	Quiet bool `json:"quiet,omitzero"`
	// GiveBack: released from consumed, so the goods go back on the shelf.
	GiveBack bool `json:"give_back,omitzero"`
	// Former are SKUs of an earlier demand that this one no longer has.
	Former []string `json:"former,omitempty"`
	// Shortage: released because this was missing.
	Shortage []productapi.Shortage `json:"shortage,omitempty"`

	Updated time.Time `json:"updated"`
	Rev     int64     `json:"rev"`
}

// Demand sums the lines by SKU: two lines of one SKU are one demand.
func (r *Reservation) Demand() map[string]int64 {
	sum := make(map[string]int64, len(r.Lines))
	for _, l := range r.Lines {
		sum[l.SKU] += l.Quantity
	}
	return sum
}

// touched are the SKUs that may have an entry of the order, sorted.
func (r *Reservation) touched() []string {
	skus := slices.Collect(maps.Keys(r.Demand()))
	skus = append(skus, r.Former...)
	slices.Sort(skus)
	return slices.Compact(skus)
}

// hold is the reservation as its order sees it.
func (r *Reservation) hold() *productapi.Hold {
	lines := r.Lines
	if lines == nil {
		lines = []productapi.Line{}
	}
	return &productapi.Hold{OrderID: r.OrderID, State: r.State, Version: r.Version, Lines: lines, Until: r.Until}
}

// moved is the next reservation: decided anew, with nothing left to follow from before.
func (r *Reservation) moved(state string, version int64) *Reservation {
	next := *r
	next.State, next.Version = state, version
	next.Settled = state == productapi.Held
	next.Paid, next.Quiet, next.GiveBack, next.Shortage = false, false, false, nil
	return &next
}
