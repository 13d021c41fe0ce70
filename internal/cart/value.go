package cart

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// maxQuantity bounds a line, in pieces.
const maxQuantity = 99

// Refusals of a change.
var (
	errFull     = problem.Conflict("cart_full")
	errTooLarge = problem.Conflict("quantity_too_large")
	errNoLine   = problem.NotFound("line_not_found")
)

// line is a SKU in a cart; there is one line a SKU, so its quantity is the whole demand.
type line struct {
	SKU      string `json:"sku"`
	Quantity int64  `json:"quantity"`
	SeenCLP  int64  `json:"seen_clp"`       // the price that the customer has seen and accepted
	Changed  int64  `json:"changed"`        // the cart's version when the customer last changed the quantity
	From     string `json:"from,omitempty"` // key of the guest's cart that it came from
}

// state is what an answer shows of a cart.
type state struct {
	// Version starts at the time in microseconds and rises with each change of
	// the lines: also a cart that was deleted and begun anew goes on rising, and
	// versions of two carts compare by time.
	Version int64  `json:"version"`
	Lines   []line `json:"lines"`
}

// value is a cart as it is stored.
type value struct {
	state
	Touched int64    `json:"touched_us"`         // when the lines last changed
	Told    bool     `json:"told,omitzero"`      // cart.abandoned went out since
	Calls   []called `json:"calls,omitempty"`    // the last calls that had a key
	Paid    []string `json:"paid,omitempty"`     // the last order.paid events dealt with
	Merged  []string `json:"merged,omitempty"`   // keys of the last guests' carts taken in
	MovedTo string   `json:"moved_to,omitempty"` // a guest's cart whose lines go to this account's, or went

	exists bool
	dirty  bool // there is something to store
	events []events.Event
	now    time.Time
}

func decode(old kv.Entry, ok bool, now time.Time) (*value, error) {
	v := &value{exists: ok, now: now}
	if ok {
		if err := json.Unmarshal(old.Value, v); err != nil {
			return nil, fmt.Errorf("decode a cart: %w", err)
		}
	}
	return v, nil
}

// touch is called before the lines change, and once.
func (v *value) touch() {
	v.Version = max(v.Version+1, clock.Micros(v.now))
	v.Touched, v.Told, v.dirty = clock.Micros(v.now), false, true
}

// change is the customer's wish as of a version of the cart.
func (l *line) change(quantity, version int64) {
	l.Quantity, l.Changed = quantity, version
}

func (st *state) find(sku string) int {
	return slices.IndexFunc(st.Lines, func(l line) bool { return l.SKU == sku })
}

func (st *state) skus() []string {
	list := make([]string, len(st.Lines))
	for i, l := range st.Lines {
		list[i] = l.SKU
	}
	return list
}

// add puts more of a SKU in, at the price that its page shows now.
func (v *value) add(sku string, quantity, priceCLP int64) error {
	i := v.find(sku)
	switch {
	case i < 0 && len(v.Lines) >= cartapi.MaxLines:
		return errFull
	case i >= 0 && v.Lines[i].Quantity+quantity > maxQuantity, quantity > maxQuantity:
		return errTooLarge
	}
	v.touch()
	if i < 0 {
		v.Lines = append(v.Lines, line{SKU: sku, Quantity: quantity, SeenCLP: priceCLP, Changed: v.Version})
		return nil
	}
	l := &v.Lines[i]
	l.SeenCLP = priceCLP
	l.change(l.Quantity+quantity, v.Version)
	return nil
}

// set gives a line its quantity and accepts today's price, if there is one (above 0).
// The same again changes nothing.
func (v *value) set(sku string, quantity, priceCLP int64) error {
	i := v.find(sku)
	if i < 0 {
		return errNoLine
	}
	if priceCLP <= 0 {
		priceCLP = v.Lines[i].SeenCLP
	}
	if v.Lines[i].Quantity == quantity && v.Lines[i].SeenCLP == priceCLP {
		return nil
	}
	v.touch()
	if l := &v.Lines[i]; l.Quantity != quantity {
		l.change(quantity, v.Version)
	}
	v.Lines[i].SeenCLP = priceCLP
	return nil
}

// remove takes lines out: those for which gone is true.
func (v *value) remove(gone func(line) bool) {
	if slices.ContainsFunc(v.Lines, gone) {
		v.touch()
		v.Lines = slices.DeleteFunc(v.Lines, gone)
	}
}

// remember appends to a list that keeps its last max items.
func remember[T any](list []T, item T, max int) []T {
	list = append(list, item)
	return list[len(list)-min(len(list), max):]
}
