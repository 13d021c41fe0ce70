package apptest

import (
	"context"
	"fmt"
	"strings"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Broken checks the books of docs/architecture.md and names what does not add up:
// the holds are the demand of live unpaid orders, what is on hand and consumed is
// what there was and came in, every slot counts its live orders, the ledger agrees
// with the states, and every outbox is empty.
func (s *Shop) Broken() (faults []string) {
	ctx := context.Background()
	orders, err := orderapi.AuditOrders.Call(ctx, s.Conn("order-service", "order-service"), &contract.None{})
	if err != nil {
		return []string{"the orders' audit: " + err.Error()}
	}
	stock, err := productapi.AuditStock.Call(ctx, s.Conn("order-service", "product-service"), &contract.None{})
	if err != nil {
		return []string{"the stock's audit: " + err.Error()}
	}
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for _, slot := range orders.Slots {
		if slot.Count != slot.Live {
			fault("slot %s counts %d, %d orders are live", slot.Key, slot.Count, slot.Live)
		}
	}
	held := map[string]int64{}
	for _, h := range stock.Holds {
		if h.State != productapi.Held {
			fault("hold %s stands at %s", h.OrderID, h.State)
		}
		for _, l := range h.Lines {
			held[l.SKU] += l.Quantity
		}
	}
	for _, d := range orders.Unpaid {
		if held[d.SKU] != d.Quantity {
			fault("%s: %d held, live unpaid orders want %d", d.SKU, held[d.SKU], d.Quantity)
		}
		delete(held, d.SKU)
	}
	for sku, n := range held {
		if n != 0 {
			fault("%s: %d held for no live unpaid order", sku, n)
		}
	}
	for _, b := range stock.Stock {
		if b.OnHand+b.Consumed != b.Initial+b.Movements {
			fault("%s: on hand %d + consumed %d is not initial %d + movements %d", b.SKU, b.OnHand, b.Consumed, b.Initial, b.Movements)
		}
		if b.OnHand-b.Held < 0 {
			fault("%s is oversold by %d", b.SKU, b.Held-b.OnHand)
		}
	}
	if orders.Outbox != 0 || stock.Outbox != 0 {
		fault("events wait in the outboxes: %d of orders, %d of products", orders.Outbox, stock.Outbox)
	}
	for _, f := range orders.Faults {
		fault("%s", f)
	}
	return faults
}

// Balance waits until the books are in order, and fails with what is not.
func (s *Shop) Balance() {
	s.T.Helper()
	var last []string
	defer func() {
		if s.T.Failed() && len(last) > 0 {
			s.T.Logf("the books:\n%s", strings.Join(last, "\n"))
		}
	}()
	Eventually(s.T, "the books are in order", func() bool {
		last = s.Broken()
		return len(last) == 0
	})
}
