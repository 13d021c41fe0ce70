package order

import (
	"time"

	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
)

// view is the order as a viewer sees it: buyers never learn which of the staff did
// what, and who came by the link not whether its e-mail has an account.
func view(o *store.Order, v viewer, now time.Time) *orderapi.Order {
	out := &orderapi.Order{
		ID: o.ID, Number: o.Number, State: o.State, Version: o.Version, Channel: o.Channel, Lang: o.Lang,
		Buyer: o.People.Buyer, Recipient: o.People.Recipient, Card: o.People.Card, HidePrice: o.People.HidePrice,
		Delivery: o.Goods.Delivery, Lines: o.Goods.Lines, Totals: o.Goods.Totals,
		PaidCLP: o.PaidCLP(), RefundedCLP: o.RefundedCLP(),
		Payments: make([]orderapi.Payment, len(o.Payments)), Timeline: make([]orderapi.Event, len(o.Steps)),
		Moves:  v.moves(o.State),
		CanPay: v.owner && o.State == orderapi.PendingPayment && now.Before(o.PayUntil),
		Placed: o.Placed, Updated: o.Updated,
	}
	if v.as == lifecycle.Staff || v.id == o.CustomerID {
		out.CustomerID = o.CustomerID
	}
	if o.State == orderapi.PendingPayment {
		out.PayUntil = o.PayUntil
	}
	for i, p := range o.Payments {
		out.Payments[i] = paymentView(p)
	}
	for i, s := range o.Steps {
		e := orderapi.Event{State: s.State, At: s.At, By: string(s.By), Channel: s.Channel, Why: s.Why}
		if v.as == lifecycle.Staff {
			e.ByID = s.ByID
		}
		out.Timeline[i] = e
	}
	return out
}

func paymentView(p store.Payment) orderapi.Payment {
	return orderapi.Payment{ID: p.ID, Provider: p.Provider, State: p.State, AmountCLP: p.AmountCLP, At: p.Created}
}

// summary is the order in lists.
func summary(o *store.Order, v viewer) orderapi.Summary {
	out := orderapi.Summary{
		Number: o.Number, State: o.State, Version: o.Version, BuyerName: o.People.Buyer.Name, Recipient: o.People.Recipient.Name,
		Comuna: o.People.Recipient.Comuna, Delivery: o.Goods.Delivery, Lines: o.Goods.Lines, TotalCLP: o.TotalCLP,
		HasCard: o.People.Card.Message != "", Moves: v.moves(o.State), Placed: o.Placed,
	}
	for _, l := range o.Goods.Lines {
		if out.Occasion == "" && !l.AddOn {
			out.Occasion = l.Occasion
		}
	}
	return out
}

func summaries(list []*store.Order, v viewer) []orderapi.Summary {
	out := make([]orderapi.Summary, len(list))
	for i, o := range list {
		out[i] = summary(o, v)
	}
	return out
}
