package order

import (
	"context"
	"fmt"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/money"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// ivaPercent is Chile's tax on sales, which every price includes.
const ivaPercent = 19

// basket is what is bought, priced by product-service now.
type basket struct {
	lines    []orderapi.Line
	demand   []productapi.Line
	goodsCLP int64
	minutes  int  // the longest preparation
	adult    bool // asks for 18 years or more
	cart     orderapi.CartTaken
	problems []orderapi.CartProblem
}

// basket takes the caller's cart and prices it. The user's token travels with
// the call; a guest's cart is named by its own.
func (s *Service) basket(ctx context.Context, cartToken string) (*basket, error) {
	contents, err := cartapi.Take.Call(ctx, s.cart, &cartapi.Guest{Token: cartToken})
	if err != nil {
		return nil, neighbour("take the cart", err)
	}
	b, err := s.priced(ctx, contents.Lines)
	if err != nil {
		return nil, err
	}
	b.cart = orderapi.CartTaken{ID: contents.ID, Version: contents.Version}
	return b, nil
}

// priced asks for today's prices of all lines at once.
func (s *Service) priced(ctx context.Context, demand []productapi.Line) (*basket, error) {
	b := &basket{demand: demand}
	if len(demand) == 0 {
		return b, nil
	}
	in := productapi.PricesInput{}
	in.Body.SKUs = make([]string, len(demand))
	for i, l := range demand {
		in.Body.SKUs[i] = l.SKU
	}
	snapshots, err := productapi.Prices.Call(ctx, s.product, &in)
	if err != nil {
		return nil, neighbour("price the goods", err)
	}
	known := make(map[string]*productapi.Snapshot, len(snapshots.Items))
	for i := range snapshots.Items {
		known[snapshots.Items[i].SKU] = &snapshots.Items[i]
	}
	for _, l := range demand {
		b.add(l, known[l.SKU])
	}
	return b, nil
}

// add prices one line. Whether there is enough of it is for the hold to say.
func (b *basket) add(l productapi.Line, p *productapi.Snapshot) {
	switch {
	case p == nil || !p.Active:
		b.problems = append(b.problems, orderapi.CartProblem{SKU: l.SKU, Code: cartapi.Gone})
		return
	case !p.InSeason:
		b.problems = append(b.problems, orderapi.CartProblem{SKU: l.SKU, Code: cartapi.OutOfSeason})
	}
	total := p.PriceCLP * l.Quantity
	b.lines = append(b.lines, orderapi.Line{
		SKU: l.SKU, ProductID: p.ProductID, Slug: p.Slug, Name: p.Name, Size: p.Size, Contents: p.Contents, Picture: p.Picture,
		Occasion: p.Occasion, Quantity: l.Quantity, UnitPriceCLP: p.PriceCLP, TotalCLP: total, AddOn: p.Kind == productapi.KindAddOn,
	})
	b.goodsCLP += total
	b.minutes = max(b.minutes, p.PrepMinutes)
	b.adult = b.adult || p.AdultOnly
}

// totals adds the delivery. The special date's surcharge comes last and is never discounted.
func (b *basket) totals(feeCLP, surchargeCLP int64) orderapi.Totals {
	total := b.goodsCLP + feeCLP + surchargeCLP
	return orderapi.Totals{
		GoodsCLP: b.goodsCLP, FeeCLP: feeCLP, SurchargeCLP: surchargeCLP, TotalCLP: total, TaxCLP: money.IncludedTax(total, ivaPercent),
	}
}

// neighbour is the error of a call that should not have been refused: that it is
// down may be told, a refusal is a fault of ours.
func neighbour(doing string, err error) error {
	if p, ok := problem.From(err); ok && p.Status < 500 {
		return fmt.Errorf("%s: refused: %v", doing, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}
