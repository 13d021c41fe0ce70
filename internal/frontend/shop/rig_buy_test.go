package shop

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// rig is the shop's pages before a real order-service; the bag, the words of the
// catalogue and the opinions are neighbours in memory that speak their contracts.
type rig struct {
	*ordertest.Shop
	*browser
	site    *web.Site
	bag     *bags
	reviews *reviewDesk
}

func newRig(t testing.TB, change ...func(*web.Options)) *rig {
	t.Helper()
	orders := ordertest.New(t)
	r := &rig{Shop: orders, bag: &bags{orders: orders, lines: map[string][]cartapi.Item{}, seen: map[string]bool{}, occasion: "amor"}, reviews: &reviewDesk{orders: orders}}
	serve := func(name string, ops []*contract.Op, routes func(*contract.Router)) web.Behind {
		router := contract.NewRouter(name, guests{}, slog.New(slog.DiscardHandler), nil)
		routes(router)
		return web.Behind{Name: name, Operations: ops, Conn: contract.Join(name, router, pagesToken)}
	}
	o := web.Options{
		Sessions: kv.NewMemory(orders.Clock, 1000), Limiter: edge.NewMemory(orders.Clock), Demo: true, Clock: orders.Clock,
		Shop: ui.Shop{Address: "Av. Valdivieso 593", Phone: "+56 9 1234 5678"}, Log: slog.New(slog.DiscardHandler),
		Services: []web.Behind{
			{Name: "order-service", Operations: orderapi.Operations(), Conn: orders.Conn},
			serve("cart-service", cartapi.Operations(), r.bag.routes),
			serve("product-service", productapi.Operations(), func(router *contract.Router) {
				contract.HandleCached(router, productapi.Vocabulary, func(*contract.None) string { return `"1"` }, vocabulary)
			}),
			serve("review-service", reviewapi.Operations(), r.reviews.routes),
		},
	}
	for _, c := range change {
		c(&o)
	}
	site := web.NewSite(o)
	mountBuy(site, &pages{today: newTodays(orders.Clock)})
	r.site, r.browser = site, newBrowser(t, site)
	return r
}

func pagesToken(context.Context, string) (string, error) { return "frontend", nil }

// guests knows nobody.
type guests struct{}

func (guests) Identify(*http.Request) (contract.Identity, error) { return contract.Identity{}, nil }

func vocabulary(context.Context, *contract.None) (*productapi.Terms, error) {
	return &productapi.Terms{Occasions: []productapi.Occasion{
		{Slug: "amor", Name: productapi.Text{ES: "Amor", EN: "Love"}, Tissue: "amor"},
		{Slug: "condolencias", Name: productapi.Text{ES: "Condolencias", EN: "Condolence"}, Tissue: "condolencias"},
	}}, nil
}

// bags is a cart-service in memory; what is in it is what order-service takes.
type bags struct {
	orders   *ordertest.Shop
	mu       sync.Mutex
	lines    map[string][]cartapi.Item
	seen     map[string]bool
	problems map[string]cartapi.Problem // shown on the line of their SKU
	occasion string                     // of what is added
}

var bagPrices = map[string]int64{"rosas": 20000, "tulipanes": 12000, "vino": 18000}

func (b *bags) routes(r *contract.Router) {
	contract.Handle(r, cartapi.Get, func(_ context.Context, in *cartapi.Guest) (*cartapi.Answer, error) {
		return b.change(in.Token, func([]cartapi.Item) ([]cartapi.Item, error) { return b.lines[in.Token], nil })
	})
	contract.Handle(r, cartapi.Add, b.add)
	contract.Handle(r, cartapi.Set, func(_ context.Context, in *cartapi.SetInput) (*cartapi.Answer, error) {
		return b.change(in.Token, func(list []cartapi.Item) ([]cartapi.Item, error) {
			i := slices.IndexFunc(list, func(x cartapi.Item) bool { return x.SKU == in.SKU })
			if i < 0 {
				return nil, problem.NotFound("line_not_found")
			}
			list[i].Quantity = in.Body.Quantity
			return list, nil
		})
	})
	contract.Handle(r, cartapi.Remove, func(_ context.Context, in *cartapi.RemoveInput) (*cartapi.Answer, error) {
		return b.change(in.Token, func(list []cartapi.Item) ([]cartapi.Item, error) {
			return slices.DeleteFunc(list, func(x cartapi.Item) bool { return x.SKU == in.SKU }), nil
		})
	})
}

func (b *bags) add(_ context.Context, in *cartapi.AddInput) (*cartapi.Answer, error) {
	if bagPrices[in.Body.SKU] == 0 {
		return nil, problem.NotFound("sku_not_found")
	}
	fresh := in.Token == ""
	if fresh {
		in.Token = id.Secret()
	}
	out, err := b.change(in.Token, func(list []cartapi.Item) ([]cartapi.Item, error) {
		if b.seen[in.Key] {
			return list, nil
		}
		b.seen[in.Key] = true
		if i := slices.IndexFunc(list, func(x cartapi.Item) bool { return x.SKU == in.Body.SKU }); i >= 0 {
			list[i].Quantity += in.Body.Quantity
			return list, nil
		}
		return append(list, cartapi.Item{
			SKU: in.Body.SKU, Quantity: in.Body.Quantity, Slug: in.Body.SKU, Kind: productapi.KindFlowers, Size: "standard",
			Name: productapi.Text{ES: "Ramo " + in.Body.SKU, EN: "Bouquet " + in.Body.SKU}, Occasion: b.occasion, Picture: "/favicon.svg", Problems: []cartapi.Problem{},
			AdultOnly: in.Body.SKU == "vino",
		}), nil
	})
	if err == nil && fresh {
		out.Token = in.Token
	}
	return out, err
}

// change changes a bag and answers it, priced.
func (b *bags) change(token string, do func([]cartapi.Item) ([]cartapi.Item, error)) (*cartapi.Answer, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	list, err := do(slices.Clone(b.lines[token]))
	if err != nil {
		return nil, err
	}
	b.lines[token] = list
	out := &cartapi.Answer{Body: cartapi.Cart{Version: 1, Items: []cartapi.Item{}}}
	var demand []productapi.Line
	for _, x := range list {
		x.UnitPriceCLP = bagPrices[x.SKU]
		x.TotalCLP = x.UnitPriceCLP * x.Quantity
		if p, ok := b.problems[x.SKU]; ok {
			x.Problems = []cartapi.Problem{p}
			out.Body.Blocked = out.Body.Blocked || p.Code != cartapi.PriceChanged
		}
		out.Body.Items = append(out.Body.Items, x)
		out.Body.Count += x.Quantity
		out.Body.GoodsCLP += x.TotalCLP
		out.Body.AdultOnly = out.Body.AdultOnly || x.AdultOnly
		demand = append(demand, productapi.Line{SKU: x.SKU, Quantity: x.Quantity})
	}
	b.orders.Carts.Fill(token, demand...)
	return out, nil
}

// reviewDesk is a review-service in memory, for the one order that the test delivers.
type reviewDesk struct {
	orders *ordertest.Shop
	open   []reviewapi.Open
	got    []reviewapi.WriteInput
}

func (o *reviewDesk) routes(r *contract.Router) {
	contract.Handle(r, reviewapi.Mine, func(context.Context, *reviewapi.OpenInput) (*contract.List[reviewapi.Open], error) {
		return contract.Listed(o.open, len(o.open), contract.Paging{}), nil
	})
	contract.Handle(r, reviewapi.Write, func(_ context.Context, in *reviewapi.WriteInput) (*reviewapi.Review, error) {
		o.got = append(o.got, *in)
		review := &reviewapi.Review{ID: id.New(), Slug: in.Body.Slug, Rating: in.Body.Rating, Title: in.Body.Title, Text: in.Body.Text, State: reviewapi.Waiting, Author: "Ana S."}
		for i := range o.open {
			if o.open[i].Slug == in.Body.Slug {
				o.open[i].Review = review
			}
		}
		return review, nil
	})
}
