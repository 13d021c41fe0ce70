package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// Audit reads the books for the check that proves them. It reads every order,
// and its parts at several moments: it is exact when nothing moves.
func (s *Store) Audit(ctx context.Context) (*orderapi.Audit, error) {
	q := s.read()
	a := &orderapi.Audit{States: map[orderapi.State]int64{}, Faults: []string{}}
	for _, part := range []func(context.Context, *db.Queries, *orderapi.Audit) error{auditSlots, auditUnpaid, auditStates, auditLedger} {
		if err := part(ctx, q, a); err != nil {
			return nil, wrapped("audit the orders", err)
		}
	}
	var err error
	if a.OpenIntents, err = s.Unsettled(ctx); err != nil {
		return nil, err
	}
	a.Outbox, err = s.Outbox(ctx)
	return a, err
}

// auditSlots holds the counters against the orders' states and against the claims.
func auditSlots(ctx context.Context, q *db.Queries, a *orderapi.Audit) error {
	counts, err := q.SlotCounts(ctx)
	if err != nil {
		return err
	}
	live, err := q.LiveBySlot(ctx)
	if err != nil {
		return err
	}
	claims, err := q.ClaimsBySlot(ctx)
	if err != nil {
		return err
	}
	slots, claimed := map[string]*orderapi.SlotAudit{}, map[string]int64{}
	at := func(key string) *orderapi.SlotAudit {
		if slots[key] == nil {
			slots[key] = &orderapi.SlotAudit{Key: key}
		}
		return slots[key]
	}
	for _, r := range counts {
		at(r.Key).Count = r.Taken
	}
	for _, r := range live {
		at(r.SlotKey).Live = r.N
	}
	for _, r := range claims {
		at(r.Key)
		claimed[r.Key] = r.N
	}
	a.Slots = make([]orderapi.SlotAudit, 0, len(slots))
	for _, key := range slices.Sorted(maps.Keys(slots)) {
		slot := *slots[key]
		a.Slots = append(a.Slots, slot)
		if claimed[key] != slot.Count {
			a.Faults = append(a.Faults, fmt.Sprintf("slot %s: %d claims, %d counted", key, claimed[key], slot.Count))
		}
	}
	return nil
}

func auditUnpaid(ctx context.Context, q *db.Queries, a *orderapi.Audit) error {
	rows, err := q.UnpaidGoods(ctx)
	if err != nil {
		return err
	}
	demand := map[string]int64{}
	for _, row := range rows {
		var goods Goods
		if err := json.Unmarshal([]byte(row), &goods); err != nil {
			return err
		}
		for _, l := range goods.Lines {
			demand[l.SKU] += l.Quantity
		}
	}
	a.Unpaid = make([]orderapi.UnpaidDemand, 0, len(demand))
	for _, sku := range slices.Sorted(maps.Keys(demand)) {
		a.Unpaid = append(a.Unpaid, orderapi.UnpaidDemand{SKU: sku, Quantity: demand[sku]})
	}
	return nil
}

func auditStates(ctx context.Context, q *db.Queries, a *orderapi.Audit) error {
	rows, err := q.CountStates(ctx)
	for _, r := range rows {
		a.States[orderapi.State(r.State)] = r.N
	}
	return err
}

// auditLedger holds every order's state against what the ledger says of it.
func auditLedger(ctx context.Context, q *db.Queries, a *orderapi.Audit) error {
	sums, err := q.LedgerSums(ctx)
	if err != nil {
		return err
	}
	for _, r := range sums {
		if r.Kind == Charge {
			a.PaidCLP = r.Total
		} else {
			a.RefundedCLP = r.Total
		}
	}
	rows, err := q.Balances(ctx)
	if err != nil {
		return err
	}
	for _, r := range rows {
		state := orderapi.State(r.State)
		keeps := int64(0)
		if lifecycle.Sold(state) && r.GiveBack == 0 {
			keeps = r.TotalClp
		}
		// Money above what the shop keeps is on its way back while the order is due.
		if r.NetClp != keeps && (r.NetClp < keeps || r.DueUs == 0) {
			a.Faults = append(a.Faults, fmt.Sprintf("order %s is %s with %d in the ledger, not %d", r.Number, state, r.NetClp, keeps))
		}
		if live := lifecycle.Live(state, r.Live == 1); live != (r.Live == 1) {
			a.Faults = append(a.Faults, fmt.Sprintf("order %s is %s and its place says otherwise", r.Number, state))
		}
	}
	return nil
}
