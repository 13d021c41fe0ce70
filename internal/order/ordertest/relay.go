package ordertest

import (
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Relay publishes what the outbox holds: product-service consumes it, and what it
// answers by is given to order-service. Events are delivered twice, as they may be.
func (s *Shop) Relay() {
	s.t.Helper()
	for {
		batch, err := s.Outbox.Pending(s.t.Context(), 100)
		s.Must(err)
		if len(batch) == 0 {
			break
		}
		var ids []string
		for _, ev := range batch {
			s.Events = append(s.Events, ev)
			ids = append(ids, ev.ID)
			s.Goods.consume(ev)
			s.Goods.consume(ev)
		}
		s.Must(s.Outbox.Done(s.t.Context(), ids))
	}
	s.Goods.mu.Lock()
	lost := s.Goods.lost
	s.Goods.lost = nil
	s.Goods.mu.Unlock()
	for _, l := range lost {
		s.Deliver(productapi.HoldLost.New(l.OrderID, l.Version, l))
	}
	if len(lost) > 0 {
		s.Relay()
	}
}

// Deliver gives an event to order-service, twice.
func (s *Shop) Deliver(ev events.Event) {
	s.t.Helper()
	ev.Source = "somebody"
	for _, h := range s.Service.Handlers() {
		if h.Type == ev.Type {
			s.Must(h.Handle(s.t.Context(), ev))
			s.Must(h.Handle(s.t.Context(), ev))
		}
	}
}

// consume is product-service's side of an order's events.
func (g *Goods) consume(ev events.Event) {
	for _, d := range []events.Definition[orderapi.Changed]{orderapi.OrderPaid, orderapi.OrderCancelled, orderapi.OrderExpired} {
		if d.Type() != ev.Type {
			continue
		}
		if o, err := d.Decode(ev); err == nil {
			g.follow(o, ev.Type)
		}
	}
}

func (g *Goods) follow(o orderapi.Changed, kind string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.holds[o.OrderID]
	if h == nil || o.Version < h.Version {
		return
	}
	fresh := o.Version > h.Version
	h.Version = o.Version
	switch {
	case kind != orderapi.OrderPaid.Type() && (kind == orderapi.OrderExpired.Type() || o.Restock):
		g.giveBack(h)
	case h.State == productapi.Held:
		h.State = productapi.Consumed
	case h.State == productapi.Released && fresh:
		if err := g.take(h, productapi.Consumed); err != nil && kind == orderapi.OrderPaid.Type() {
			g.lost = append(g.lost, productapi.LostHold{OrderID: o.OrderID, Version: o.Version})
		}
	}
}
