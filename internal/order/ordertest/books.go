package ordertest

import (
	"maps"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Audit reads order-service's books.
func (s *Shop) Audit() *orderapi.Audit {
	s.t.Helper()
	conn := contract.Join("order-service", s.Router(), named(orderapi.AuditOrders.Access.Callers()[0]))
	out, err := orderapi.AuditOrders.Call(s.t.Context(), conn, &contract.None{})
	s.Must(err)
	return out
}

// Router serves order-service anew.
func (s *Shop) Router() *contract.Router {
	r := contract.NewRouter("order-service", s.guard, s.log(), nil)
	s.Service.Routes(r)
	return r
}

// CheckBooks proves the equation of architecture.md: the holds are the demand of
// live unpaid orders, stock and consumed and held are what there was, slots count
// live orders, the ledger agrees with the states, and nothing is left to publish.
func (s *Shop) CheckBooks() {
	s.t.Helper()
	a := s.Audit()
	for _, f := range a.Faults {
		s.t.Errorf("the audit finds: %s", f)
	}
	if a.OpenIntents != 0 || a.Outbox != 0 {
		s.t.Errorf("%d intents and %d events are left", a.OpenIntents, a.Outbox)
	}
	for _, slot := range a.Slots {
		if slot.Count != slot.Live {
			s.t.Errorf("slot %s counts %d, live orders are %d", slot.Key, slot.Count, slot.Live)
		}
	}
	unpaid := map[string]int64{}
	for _, u := range a.Unpaid {
		unpaid[u.SKU] = u.Quantity
	}
	held, consumed := s.Goods.Sum(productapi.Held), s.Goods.Sum(productapi.Consumed)
	if !maps.Equal(held, unpaid) {
		s.t.Errorf("held is %v, live unpaid orders demand %v", held, unpaid)
	}
	s.Goods.mu.Lock()
	defer s.Goods.mu.Unlock()
	for sku, initial := range s.Goods.initial {
		if got := s.Goods.stock[sku] + held[sku] + consumed[sku]; got != initial {
			s.t.Errorf("%s: %d on the shelf, %d held, %d consumed, but there were %d", sku, s.Goods.stock[sku], held[sku], consumed[sku], initial)
		}
	}
}
