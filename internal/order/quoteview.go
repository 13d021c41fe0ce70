package order

import (
	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// quoteOf writes the rules' quote as the contract has it.
func quoteOf(rules *delivery.Rules, q delivery.Quote, asked delivery.Query) *orderapi.Quote {
	out := &orderapi.Quote{GoodsCLP: asked.GoodsCLP, Days: make([]orderapi.DayOffer, len(q.Days)), Express: offerOf(q.Express)}
	if q.Comuna != nil {
		out.Comuna, out.Zone = q.Comuna.Name, q.Comuna.Zone
		if _, zone, err := rules.Comuna(q.Comuna.Name); err == nil {
			out.FreeFrom = zone.FreeFromCLP
		}
	}
	if t := rules.Today(asked); !t.Until.IsZero() {
		out.Today = &orderapi.SameDay{Until: t.Until, PreparationMinutes: t.PreparationMinutes}
	}
	for i, d := range q.Days {
		day := orderapi.DayOffer{Date: d.Date.String(), Closed: string(d.Closed), Slots: offersOf(d.Delivery), Pickup: offersOf(d.Pickup)}
		if d.Special != nil {
			day.Special, day.SurchargeCLP = textOf(d.Special.Name), d.Special.SurchargeCLP
		}
		out.Days[i] = day
	}
	return out
}

func textOf(t delivery.Text) productapi.Text { return productapi.Text{ES: t.ES, EN: t.EN} }

func offersOf(list []delivery.Offer) []orderapi.Offer {
	out := make([]orderapi.Offer, len(list))
	for i, o := range list {
		out[i] = offerOf(o)
	}
	return out
}

func offerOf(o delivery.Offer) orderapi.Offer {
	out := orderapi.Offer{
		Kind: string(o.Kind), Slot: o.Slot, Start: o.Start, End: o.End, Free: o.Free, PlacesLeft: o.PlacesLeft,
		FeeCLP: o.FeeCLP, SurchargeCLP: o.SurchargeCLP, Reason: string(o.Reason), MinimumCLP: o.MinimumCLP, LeadMinutes: o.LeadMinutes,
	}
	if !o.Date.IsZero() {
		out.Date = o.Date.String()
	}
	if n := o.Next; n != nil {
		out.Next = &orderapi.NextFree{Kind: string(n.Kind), Date: n.Date.String(), Slot: n.Slot, FeeCLP: n.FeeCLP}
	}
	return out
}
