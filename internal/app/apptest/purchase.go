package apptest

import (
	"context"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

// Purchase is a purchase through the API, as a client makes it. Its zero value buys
// one classic Rosas de Recoleta for the first free slot in Providencia.
type Purchase struct {
	Buyer    string // e-mail
	SKUs     []string
	Quantity int64
	Comuna   string
	Key      string // of placing
	Choice   *orderapi.ChosenDelivery
	Expect   int64 // the total that the client believes; 0 is the right one
}

// DefaultSKU is what is bought unless something else is said.
const DefaultSKU = "FV-ROSREC-S"

// Try fills a cart and places it; the error is the API's.
func (p Purchase) Try(ctx context.Context, api *contract.Conn) (*orderapi.Placed, error) {
	p.defaults()
	token, err := p.Fill(ctx, api)
	if err != nil {
		return nil, err
	}
	return p.PlaceCart(ctx, api, token)
}

func (p *Purchase) defaults() {
	if p.Buyer == "" {
		p.Buyer = "compra@example.cl"
	}
	if len(p.SKUs) == 0 {
		p.SKUs = []string{DefaultSKU}
	}
	if p.Quantity == 0 {
		p.Quantity = 1
	}
	if p.Comuna == "" {
		p.Comuna = "Providencia"
	}
	if p.Key == "" {
		p.Key = id.New()
	}
}

// Fill puts the goods in a cart and returns a guest's token.
func (p Purchase) Fill(ctx context.Context, api *contract.Conn) (token string, err error) {
	p.defaults()
	for _, sku := range p.SKUs {
		add := cartapi.AddInput{Guest: cartapi.Guest{Token: token}}
		add.Body.SKU, add.Body.Quantity = sku, p.Quantity
		out, err := cartapi.Add.Call(ctx, api, &add)
		if err != nil {
			return "", err
		}
		if out.Token != "" {
			token = out.Token
		}
	}
	return token, nil
}

// PlaceCart quotes and places what lies in the cart.
func (p Purchase) PlaceCart(ctx context.Context, api *contract.Conn, token string) (*orderapi.Placed, error) {
	in, err := p.Order(ctx, api, token)
	if err != nil {
		return nil, err
	}
	return orderapi.Place.Call(ctx, api, in)
}

// Order quotes what lies in the cart and gives what places it.
func (p Purchase) Order(ctx context.Context, api *contract.Conn, token string) (*orderapi.PlaceInput, error) {
	p.defaults()
	total, choice, err := p.quote(ctx, api, token)
	if err != nil {
		return nil, err
	}
	if p.Expect != 0 {
		total = p.Expect
	}
	in := &orderapi.PlaceInput{Keyed: contract.Keyed{Key: p.Key}, CartToken: token}
	in.Body = orderapi.PlaceBody{
		Buyer:     orderapi.Buyer{Name: "Ana O'Higgins Ñuñoa", Email: p.Buyer, Phone: "+56 9 6123 4567"},
		Recipient: orderapi.Recipient{Name: "Sra. Luz Peña de Núñez", Phone: "9 8765 4321", Address: "Av. Italia 1450, depto. 32", Comuna: p.Comuna, Instructions: "Portón verde"},
		Delivery:  choice, Card: orderapi.Card{Message: "Feliz cumpleaños, tía Nena.", Signature: "Ana"},
		Terms: true, Adult: true, Payment: "sandbox", Lang: "es", ExpectedTotalCLP: total,
	}
	return in, nil
}

// quote finds the first free slot and what everything comes to.
func (p Purchase) quote(ctx context.Context, api *contract.Conn, token string) (int64, orderapi.ChosenDelivery, error) {
	ask := orderapi.QuoteInput{CartToken: token}
	ask.Body.Comuna, ask.Body.Cart, ask.Body.Days = p.Comuna, true, 14
	if p.Choice != nil && p.Choice.Date != "" {
		ask.Body.Date, ask.Body.Days = p.Choice.Date, 1
	}
	q, err := orderapi.Ask.Call(ctx, api, &ask)
	if err != nil {
		return 0, orderapi.ChosenDelivery{}, err
	}
	best := orderapi.Offer{}
	for _, d := range q.Days {
		for _, o := range d.Slots {
			wanted := p.Choice == nil && o.Free || p.Choice != nil && o.Slot == p.Choice.Slot && o.Date == p.Choice.Date
			if wanted && best.Kind == "" {
				best = o
			}
		}
	}
	return q.GoodsCLP + best.FeeCLP + best.SurchargeCLP, orderapi.ChosenDelivery{Kind: best.Kind, Date: best.Date, Slot: best.Slot}, nil
}

// Place is Try for a purchase that must work.
func (p Purchase) Place(s *Shop, ctx context.Context) *orderapi.Placed {
	s.T.Helper()
	out, err := p.Try(ctx, s.API())
	if err != nil {
		s.T.Fatalf("a purchase was refused: %v", err)
	}
	return out
}

// Pay pays an order in the sandbox: decision is approve, decline or abandon.
func Pay(ctx context.Context, api *contract.Conn, placed *orderapi.Placed, decision string) (*orderapi.Returned, error) {
	pay := orderapi.PayInput{ByNumber: orderapi.ByNumber{Number: placed.Order.Number, Guest: orderapi.Guest{Link: placed.Link}}}
	started, err := orderapi.Pay.Call(ctx, api, &pay)
	if err != nil {
		return nil, err
	}
	token := started.URL[strings.LastIndex(started.URL, "/")+1:]
	do := orderapi.SandboxDecision{SandboxInput: orderapi.SandboxInput{Token: token}}
	do.Body.Decision = decision
	if _, err := orderapi.SandboxDo.Call(ctx, api, &do); err != nil {
		return nil, err
	}
	back := orderapi.ReturnInput{}
	back.Body.Token = token
	return orderapi.Return.Call(ctx, api, &back)
}

// Buy places and pays.
func (p Purchase) Buy(s *Shop, ctx context.Context) *orderapi.Placed {
	s.T.Helper()
	placed := p.Place(s, ctx)
	out, err := Pay(ctx, s.API(), placed, "approve")
	if err != nil || out.Outcome != "accepted" {
		s.T.Fatalf("%s was not paid: %+v, %v", placed.Order.Number, out, err)
	}
	return placed
}

// Morning is a day on which every slot is open and orders can still come today: a
// Tuesday in November, at nine in the morning in Santiago.
func Morning(t testing.TB) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, "2026-11-24T09:00:00-03:00")
	if err != nil {
		t.Fatal(err)
	}
	return at
}
