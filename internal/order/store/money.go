package store

import "floresvictoria.cl/flores/internal/order/lifecycle"

// PaidCLP is what was charged for the order, by the ledger.
func (o *Order) PaidCLP() int64 { return o.sum(Charge) }

// RefundedCLP is what was given back, by the ledger.
func (o *Order) RefundedCLP() int64 { return o.sum(Refund) }

func (o *Order) sum(kind string) (total int64) {
	for _, e := range o.Ledger {
		if e.Kind == kind {
			total += e.AmountCLP
		}
	}
	return total
}

// Owes is what of a payment is to be given back: all that was charged, except
// what pays an order that the shop has sold.
func (o *Order) Owes(p Payment) (clp int64) {
	if p.ID == o.PaidBy && lifecycle.Sold(o.State) && !o.GiveBack {
		return 0
	}
	for _, e := range o.Ledger {
		switch {
		case e.PaymentID != p.ID:
		case e.Kind == Charge:
			clp += e.AmountCLP
		case e.Kind == Refund:
			clp -= e.AmountCLP
		}
	}
	return clp
}

// OwedCLP is what is to be given back of all payments.
func (o *Order) OwedCLP() (clp int64) {
	for _, p := range o.Payments {
		clp += o.Owes(p)
	}
	return clp
}

// Payment finds an attempt by its identifier.
func (o *Order) Payment(id string) *Payment {
	for i := range o.Payments {
		if o.Payments[i].ID == id {
			return &o.Payments[i]
		}
	}
	return nil
}
