package app

import (
	"context"

	"floresvictoria.cl/flores/internal/order"
	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func buildOrder(ctx context.Context, k *Kit) (*Part, error) {
	db, err := k.DB(ctx, sqlite.Full)
	if err != nil {
		return nil, err
	}
	facts := delivery.Default()
	if n := k.Config.SlotCapacity; n > 0 { // a load test sells more in an hour than a shop in a year
		facts.SlotPlaces, facts.PickupPlaces = n, n
	}
	rules, err := delivery.New(facts)
	if err != nil {
		return nil, err
	}
	link, err := k.Key(EnvLinkKey)
	if err != nil {
		return nil, err
	}
	public, err := k.MailPublic()
	if err != nil {
		return nil, err
	}
	w := k.Config.Windows
	svc, err := order.New(order.Deps{
		DB: db, Outbox: k.Outbox(db), Product: k.Conn(productName), Cart: k.Conn(cartName), Clock: k.Clock, Rules: rules,
		Windows: order.Windows{IntentLease: w.IntentLease, PayWithin: w.PayWithin, PayingLease: w.PayingLease, KeepFor: w.KeepFor, HoldNet: w.HoldNet},
		LinkKey: link, NotificationKey: public, PublicURL: k.publicURL, Demo: k.Demo, Log: k.Log,
	})
	if err != nil {
		return nil, err
	}
	return &Part{Routes: svc.Routes, Handlers: svc.Handlers(), Run: []func(context.Context) error{svc.Run}}, nil
}

// publicURL is what the shop is called from outside, without a slash at the end.
func (k *Kit) publicURL() string {
	if k.Public == nil {
		return ""
	}
	return k.Public.Scheme + "://" + k.Public.Host
}
