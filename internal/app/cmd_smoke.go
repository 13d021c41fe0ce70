package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type smokeCmd struct {
	URL    string        `help:"The shop's address, where / is the storefront and /api the gateway." default:"http://127.0.0.1:8080" env:"FLORES_SMOKE_URL" placeholder:"URL"`
	Comuna string        `help:"Where to deliver to." default:"Providencia"`
	Within time.Duration `help:"How long all of it may take." default:"60s"`
}

// Run buys one bouquet through the public API. Without a sandbox it stops before it
// would charge anybody: the rest is a real customer's.
func (c *smokeCmd) Run(ctx context.Context, s streams) error {
	ctx, cancel := context.WithTimeout(ctx, c.Within)
	defer cancel()
	api, err := contract.Dial("api", strings.TrimSuffix(c.URL, "/"), nil)
	if err != nil {
		return err
	}
	defer api.Close()
	b := &smokeBuyer{api: api, url: strings.TrimSuffix(c.URL, "/"), comuna: c.Comuna, out: s.out}
	for _, step := range []struct {
		name string
		run  func(context.Context) error
	}{
		{"the storefront answers", b.storefront},
		{"the catalogue lists something to buy", b.choose},
		{"it lies in a cart", b.fill},
		{"it can be delivered", b.quote},
		{"the order is placed", b.place},
		{"it is paid in the sandbox", b.pay},
		{"the order says so", b.paid},
	} {
		start := time.Now()
		err := step.run(ctx)
		if errors.Is(err, errNoSandbox) {
			fmt.Fprintln(s.out, "no sandbox here: stopped before anything was ordered")
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: no: %w", step.name, plainRefusal(err))
		}
		fmt.Fprintf(s.out, "%s: yes (%s)\n", step.name, time.Since(start).Round(time.Millisecond))
	}
	return nil
}

var errNoSandbox = errors.New("this shop has no sandbox payment")

// smokeBuyer is a guest who buys.
type smokeBuyer struct {
	api         *contract.Conn
	url, comuna string
	out         io.Writer

	sku      string
	token    string
	total    int64
	delivery orderapi.ChosenDelivery
	placed   *orderapi.Placed
}

func (b *smokeBuyer) storefront(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.url+"/", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("it answers %s", resp.Status)
	}
	return nil
}

func (b *smokeBuyer) choose(ctx context.Context) error {
	list, err := productapi.List.Call(ctx, b.api, &productapi.ListInput{})
	if err != nil {
		return err
	}
	for _, card := range list.Items {
		if card.Band == productapi.SoldOut || card.OutOfSeason {
			continue
		}
		p, err := productapi.Get.Call(ctx, b.api, &productapi.BySlug{Slug: card.Slug})
		if err != nil {
			return err
		}
		for _, v := range p.Variants {
			if v.Band != productapi.SoldOut {
				b.sku = v.SKU
				return nil
			}
		}
	}
	return errors.New("nothing is in stock")
}

func (b *smokeBuyer) fill(ctx context.Context) error {
	in := cartapi.AddInput{}
	in.Body.SKU, in.Body.Quantity = b.sku, 1
	out, err := cartapi.Add.Call(ctx, b.api, &in)
	if err != nil {
		return err
	}
	b.token = out.Token
	return nil
}

func (b *smokeBuyer) quote(ctx context.Context) error {
	in := orderapi.QuoteInput{CartToken: b.token}
	in.Body.Comuna, in.Body.Cart, in.Body.Days = b.comuna, true, 14
	q, err := orderapi.Ask.Call(ctx, b.api, &in)
	if err != nil {
		return err
	}
	for _, day := range q.Days {
		for _, o := range day.Slots {
			if o.Free {
				b.total = q.GoodsCLP + o.FeeCLP + o.SurchargeCLP
				b.delivery = orderapi.ChosenDelivery{Kind: o.Kind, Date: o.Date, Slot: o.Slot}
				return nil
			}
		}
	}
	return errors.New("no slot is free in two weeks")
}

func (b *smokeBuyer) place(ctx context.Context) error {
	in := &orderapi.PlaceInput{Keyed: contract.Keyed{Key: id.New()}, CartToken: b.token}
	in.Body = orderapi.PlaceBody{
		Buyer:     orderapi.Buyer{Name: "Prueba de humo", Email: "prueba@floresvictoria.cl", Phone: "+56961234567"},
		Recipient: orderapi.Recipient{Name: "Prueba de humo", Phone: "+56961234567", Address: "Av. Valdivieso 593", Comuna: b.comuna},
		Delivery:  b.delivery, Terms: true, Adult: true, Payment: "sandbox", Lang: "es", ExpectedTotalCLP: b.total,
	}
	out, err := orderapi.Place.Call(ctx, b.api, in)
	if p, ok := problem.From(err); ok && slices.ContainsFunc(p.Errors, func(f problem.Field) bool { return f.Code == "payment_unavailable" }) {
		return errNoSandbox
	}
	if err != nil {
		return err
	}
	b.placed = out
	fmt.Fprintf(b.out, "%s, %d CLP\n", out.Order.Number, out.Order.Totals.TotalCLP)
	return nil
}

func (b *smokeBuyer) guest() orderapi.ByNumber {
	return orderapi.ByNumber{Number: b.placed.Order.Number, Guest: orderapi.Guest{Link: b.placed.Link}}
}

func (b *smokeBuyer) pay(ctx context.Context) error {
	started, err := orderapi.Pay.Call(ctx, b.api, &orderapi.PayInput{ByNumber: b.guest()})
	if err != nil {
		return err
	}
	token := started.URL[strings.LastIndex(started.URL, "/")+1:]
	do := orderapi.SandboxDecision{SandboxInput: orderapi.SandboxInput{Token: token}}
	do.Body.Decision = "approve"
	if _, err := orderapi.SandboxDo.Call(ctx, b.api, &do); err != nil {
		return err
	}
	back := orderapi.ReturnInput{}
	back.Body.Token = token
	out, err := orderapi.Return.Call(ctx, b.api, &back)
	if err == nil && out.Outcome != "accepted" {
		err = fmt.Errorf("the payment ended as %s", out.Outcome)
	}
	return err
}

func (b *smokeBuyer) paid(ctx context.Context) error {
	in := b.guest()
	o, err := orderapi.Get.Call(ctx, b.api, &in)
	if err == nil && o.PaidCLP != o.Totals.TotalCLP {
		err = fmt.Errorf("%s is %s with %d of %d CLP paid", o.Number, o.State, o.PaidCLP, o.Totals.TotalCLP)
	}
	return err
}
