package cart

import (
	"context"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// answer shows a cart at the prices p; lines that came in beside this call are
// asked for now.
func (s *Service) answer(ctx context.Context, st state, p priced) (*cartapi.Answer, error) {
	if !p.cover(st.skus()) {
		var err error
		if p, err = s.prices(ctx, st.skus()); err != nil {
			return nil, err
		}
	}
	return &cartapi.Answer{Body: shown(st, p)}, nil
}

func shown(st state, p priced) cartapi.Cart {
	c := cartapi.Cart{Version: st.Version, Items: make([]cartapi.Item, len(st.Lines))}
	for i, l := range st.Lines {
		item := itemOf(l, p[l.SKU])
		c.Items[i] = item
		c.Count += item.Quantity
		c.GoodsCLP += item.TotalCLP
		c.AdultOnly = c.AdultOnly || item.AdultOnly
		for _, wrong := range item.Problems {
			c.Blocked = c.Blocked || wrong.Code != cartapi.PriceChanged
		}
	}
	return c
}

// itemOf shows a line. What is not sold any more has no price, and adds nothing to the cart.
func itemOf(l line, p *productapi.Snapshot) cartapi.Item {
	item := cartapi.Item{SKU: l.SKU, Quantity: l.Quantity, Problems: problemsOf(l, p)}
	if p == nil {
		return item
	}
	item.Slug, item.Kind, item.Name, item.Size, item.Contents = p.Slug, p.Kind, p.Name, p.Size, p.Contents
	item.Category, item.Occasion, item.Picture = p.Category, p.Occasion, p.Picture
	if p.Active {
		item.UnitPriceCLP, item.TotalCLP, item.AdultOnly = p.PriceCLP, p.PriceCLP*l.Quantity, p.AdultOnly
	}
	return item
}

func problemsOf(l line, p *productapi.Snapshot) []cartapi.Problem {
	if p == nil || !p.Active {
		return []cartapi.Problem{{Code: cartapi.Gone}}
	}
	list := []cartapi.Problem{}
	if !p.InSeason {
		list = append(list, cartapi.Problem{Code: cartapi.OutOfSeason})
	}
	switch {
	case p.Unlimited:
	case p.Available <= 0:
		list = append(list, cartapi.Problem{Code: cartapi.SoldOut})
	case p.Available < l.Quantity:
		list = append(list, cartapi.Problem{Code: cartapi.NotEnough, Available: p.Available})
	}
	if l.SeenCLP != p.PriceCLP {
		list = append(list, cartapi.Problem{Code: cartapi.PriceChanged, WasCLP: l.SeenCLP, NowCLP: p.PriceCLP})
	}
	return list
}
