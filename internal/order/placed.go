package order

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
)

// order is the order that the try places; its version is the lease's.
func (t *try) order(ctx context.Context, b *basket, f *form, offer delivery.Offer, totals orderapi.Totals) (*store.Order, error) {
	now := t.s.now()
	number, err := t.s.newNumber(ctx, now)
	if err != nil {
		return nil, err
	}
	v := t.viewer()
	o := &store.Order{
		ID: t.it.OrderID, Number: number, State: orderapi.PendingPayment, Version: t.it.Version, Live: true,
		Channel: channelWeb, Lang: f.lang, CustomerID: t.customerID, BuyerEmail: f.people.Buyer.Email, TotalCLP: totals.TotalCLP,
		People: f.people, SlotKey: offer.Key, Words: store.Words(number, f.people), LinkEpoch: firstEpoch,
		Goods: store.Goods{
			Lines: b.lines, Totals: totals, Cart: b.cart, Provider: t.in.Body.Payment,
			Delivery: orderapi.Delivery{
				Kind: string(offer.Kind), Date: offer.Date.String(), Slot: offer.Slot, Zone: f.zone, Start: offer.Start.UTC(), End: offer.End.UTC(),
			},
		},
		PayUntil: now.Add(t.s.windows.PayWithin), Due: now.Add(t.s.windows.PayWithin), Placed: now, Updated: now,
	}
	if o.Goods.Link, err = t.s.sealedLink(o); err != nil {
		return nil, err
	}
	o.Steps = []store.Step{{Version: o.Version, State: o.State, By: v.as, ByID: v.id, Channel: channelWeb, At: now}}
	return o, nil
}

// viewer is the buyer, to whom the answer is shown.
func (t *try) viewer() viewer { return viewer{as: lifecycle.Customer, owner: true, id: t.customerID} }

// The digits of an order number come from easyDigits; a day that used up most of
// them goes on with letters that nobody mistakes for digits or words.
const (
	easyDigits  = "0123456789"
	moreDigits  = "0123456789BCDFGHJKMNPQRTVWXYZ"
	easyTries   = 6
	numberTries = 20
)

// newNumber finds a free FV-YYYYMMDD-XXXXX with the shop's date. It is random: a
// number tells nobody how much the shop sells, nor the next order's number.
func (s *Service) newNumber(ctx context.Context, now time.Time) (string, error) {
	day := "FV-" + strings.ReplaceAll(delivery.DateOf(now).String(), "-", "") + "-"
	for n := range numberTries {
		digits := easyDigits
		if n >= easyTries {
			digits = moreDigits
		}
		number := day + randomOf(digits, 5)
		taken, err := s.store.NumberTaken(ctx, number)
		if err != nil {
			return "", err
		}
		if !taken {
			return number, nil
		}
	}
	return "", fmt.Errorf("no order number was free in %d tries", numberTries)
}

func randomOf(alphabet string, n int) string {
	out := make([]byte, n)
	for i := range out {
		k, _ := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet)))) // never fails: the runtime aborts without randomness
		out[i] = alphabet[k.Int64()]
	}
	return string(out)
}

// jsonText is the JSON of a contract type, which always has one.
func jsonText(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
