// Package storetest is what every database that order-service runs on must hold
// to: the embedded store and the server pass the same suite.
package storetest

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Database is an empty one with the service's schema.
type Database interface {
	DB() relational.DB
	Restart(t testing.TB) // closes it and opens what it had stored
}

// Run proves a kind of database. open gives one and closes it after the test.
func Run(t *testing.T, open func(t *testing.T) Database) {
	for name, test := range map[string]func(*testing.T, *rig){
		"an intent has one lease at a time":          oneLease,
		"an intent ends once":                        endsOnce,
		"abandoned intents and owed releases show":   owed,
		"placing is all or nothing":                  allOrNothing,
		"a slot is never oversold":                   neverOversold,
		"of many changes of a version one is made":   oneChange,
		"a refused change leaves nothing behind":     nothingBehind,
		"a place is given back and taken again once": placeBack,
		"a payment is booked once":                   bookedOnce,
		"due orders are taken by one":                takenByOne,
		"what was committed survives a restart":      survives,
		"answers and intents are pruned":             pruned,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, newRig(t, open(t)))
		})
	}
}

type rig struct {
	t *testing.T
	Database
	*store.Store
	outbox *events.RelationalOutbox
	now    time.Time
}

func newRig(t *testing.T, db Database) *rig {
	r := &rig{t: t, Database: db, now: time.Date(2026, 11, 24, 13, 0, 0, 0, time.UTC)}
	r.start()
	return r
}

func (r *rig) start() {
	r.outbox = events.NewRelationalOutbox(r.DB(), clock.NewFake(r.now), "order-service")
	r.Store = store.New(r.DB(), r.outbox)
}

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// intent opens a new intent.
func (r *rig) intent() store.Intent {
	r.t.Helper()
	it, mine, err := r.OpenIntent(r.t.Context(), store.Intent{Scope: "cart", Key: id.New(), Hash: "h", OrderID: id.New()}, r.now, r.now.Add(time.Minute))
	r.must(err)
	if !mine {
		r.t.Fatal("a new intent is somebody else's")
	}
	return it
}

// noon is the slot that the orders here are for.
var noon = delivery.SlotKey("centro", delivery.Date{Year: 2026, Month: 11, Day: 26}, "12-15")

// placement is an order for noon, of so many places.
func (r *rig) placement(it store.Intent, places int) store.Placement {
	it.State, it.Status, it.Answer = store.IntentDone, 201, `{}`
	o := &store.Order{
		ID: it.OrderID, Number: "FV-" + it.OrderID[24:], State: orderapi.PendingPayment, Version: it.Version, Live: true, Channel: "web", Lang: "es",
		BuyerEmail: "ana@example.cl", TotalCLP: 22690, SlotKey: noon, LinkEpoch: 1, PayUntil: r.now.Add(time.Hour), Due: r.now.Add(time.Hour),
		Placed: r.now, Updated: r.now,
		People: store.People{Buyer: orderapi.Buyer{Name: "Ana Soto", Email: "ana@example.cl"}},
		Goods:  store.Goods{Lines: []orderapi.Line{}, Delivery: orderapi.Delivery{Kind: "slot", Date: "2026-11-26", Slot: "12-15"}, Provider: "sandbox"},
	}
	o.Steps = []store.Step{{Version: o.Version, State: o.State, By: lifecycle.Customer, Channel: "web", At: r.now}}
	ev := orderapi.OrderPlaced.New(o.ID, o.Version, orderapi.Changed{OrderID: o.ID})
	return store.Placement{Intent: it, Order: o, Places: places, Events: []events.Event{ev}}
}

// placed places an order and loads it.
func (r *rig) placed() *store.Order {
	r.t.Helper()
	p := r.placement(r.intent(), 1000)
	r.must(r.Place(r.t.Context(), p))
	return r.load(p.Order.ID)
}

func (r *rig) load(orderID string) *store.Order {
	r.t.Helper()
	o, err := r.ByID(r.t.Context(), orderID)
	r.must(err)
	if o == nil {
		r.t.Fatal("the order is not there")
	}
	return o
}

// to prepares a move of the order, with its step and an event.
func (r *rig) to(o *store.Order, state orderapi.State) *store.Change {
	next := *o
	next.State, next.Version, next.Updated = state, o.Version+1, r.now.Add(time.Second)
	step := store.Step{Version: next.Version, State: state, By: lifecycle.System, Channel: "job", At: next.Updated}
	return &store.Change{
		Order: &next, Was: o.Version, Steps: []store.Step{step},
		Events: []events.Event{orderapi.OrderPaid.New(o.ID, next.Version, orderapi.Changed{OrderID: o.ID})},
	}
}

func (r *rig) events() int64 {
	r.t.Helper()
	n, err := r.Outbox(r.t.Context())
	r.must(err)
	return n
}

func (r *rig) taken() int {
	r.t.Helper()
	n, err := r.Taken(r.t.Context(), noon)
	r.must(err)
	return n
}
