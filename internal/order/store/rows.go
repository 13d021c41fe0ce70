package store

import (
	"fmt"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
)

func orderOf(r db.Order) (*Order, error) {
	o := &Order{
		ID: r.ID, Number: r.Number, State: orderapi.State(r.State), Version: r.Version, Live: r.Live == 1,
		Channel: r.Channel, Lang: r.Lang, CustomerID: r.CustomerID, BuyerEmail: r.BuyerEmail, TotalCLP: r.TotalClp,
		SlotKey: delivery.Key(r.SlotKey), Words: r.Words, LinkEpoch: r.LinkEpoch,
		PayUntil: clock.FromMicros(r.PayUntilUs), Due: clock.FromMicros(r.DueUs), PayingID: r.PayingID, PaidBy: r.PaidBy,
		GiveBack: r.GiveBack == 1, Placed: clock.FromMicros(r.PlacedUs), Updated: clock.FromMicros(r.UpdatedUs),
	}
	if err := json.Unmarshal([]byte(r.People), &o.People); err != nil {
		return nil, fmt.Errorf("read the people of order %s: %w", r.ID, err)
	}
	if err := json.Unmarshal([]byte(r.Goods), &o.Goods); err != nil {
		return nil, fmt.Errorf("read the goods of order %s: %w", r.ID, err)
	}
	return o, nil
}

func ordersOf(rows []db.Order, err error) ([]*Order, error) {
	if err != nil {
		return nil, err
	}
	out := make([]*Order, len(rows))
	for i, r := range rows {
		if out[i], err = orderOf(r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// rowOf is the whole row, for a new order.
func rowOf(o *Order) (db.InsertOrderParams, error) {
	people, err := json.Marshal(o.People)
	if err != nil {
		return db.InsertOrderParams{}, fmt.Errorf("write the people of an order: %w", err)
	}
	goods, err := json.Marshal(o.Goods)
	if err != nil {
		return db.InsertOrderParams{}, fmt.Errorf("write the goods of an order: %w", err)
	}
	return db.InsertOrderParams{
		ID: o.ID, Number: o.Number, State: string(o.State), Version: o.Version, Live: flag(o.Live),
		Channel: o.Channel, Lang: o.Lang, CustomerID: o.CustomerID, BuyerEmail: o.BuyerEmail, TotalClp: o.TotalCLP,
		DeliveryDate: o.Goods.Delivery.Date, SlotKey: string(o.SlotKey), People: string(people), Goods: string(goods), Words: o.Words,
		LinkEpoch: o.LinkEpoch, PayUntilUs: micros(o.PayUntil), DueUs: micros(o.Due), PayingID: o.PayingID, PaidBy: o.PaidBy,
		GiveBack: flag(o.GiveBack), PlacedUs: micros(o.Placed), UpdatedUs: micros(o.Updated),
	}, nil
}

func stepOf(r db.OrderEvent) Step {
	return Step{
		Version: r.Version, State: orderapi.State(r.State), By: lifecycle.Actor(r.Actor), ByID: r.ActorID,
		Channel: r.Channel, Why: r.Why, At: clock.FromMicros(r.AtUs),
	}
}

func paymentOf(r db.Payment) Payment {
	return Payment{
		ID: r.ID, OrderID: r.OrderID, Provider: r.Provider, Token: r.Token, AmountCLP: r.AmountClp, State: r.State,
		Created: clock.FromMicros(r.CreatedUs), Updated: clock.FromMicros(r.UpdatedUs),
	}
}

func entryOf(r db.Ledger) Entry {
	return Entry{ID: r.ID, PaymentID: r.PaymentID, Kind: r.Kind, AmountCLP: r.AmountClp, At: clock.FromMicros(r.AtUs)}
}
