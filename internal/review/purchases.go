package review

import (
	"context"
	"errors"
	"slices"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// ordersShown bounds what of an account can be reviewed: its last orders.
const ordersShown = 100

// purchases are the delivered orders that the caller may review, the account's own
// before the one that a link opens. A link that opens none is no fault of who is signed in.
func (s *Service) purchases(ctx context.Context, link string) ([]*Order, error) {
	who := contract.Who(ctx)
	if !who.SignedIn() && link == "" {
		return nil, problem.Unauthorized("sign_in_required")
	}
	var all []*Order
	if who.SignedIn() {
		var err error
		if all, err = s.store.OrdersOf(ctx, who.UserID, ordersShown); err != nil {
			return nil, err
		}
	}
	if link == "" {
		return all, nil
	}
	o, err := s.linked(ctx, link)
	switch {
	case problem.Code(err) == "order_not_found" && who.SignedIn():
	case err != nil:
		return nil, err
	case o != nil && !slices.ContainsFunc(all, func(a *Order) bool { return a.ID == o.ID }):
		all = append(all, o)
	}
	return all, nil
}

// linked is the delivered order that a link opens, nil when it is not delivered.
// order-service is believed before its event has arrived.
func (s *Service) linked(ctx context.Context, link string) (*Order, error) {
	in := orderapi.VerifyInput{}
	in.Body.Link = link
	v, err := orderapi.VerifyLink.Call(ctx, s.orders, &in)
	if err != nil {
		return nil, err
	}
	for {
		o, err := s.store.Order(ctx, v.OrderID)
		if err != nil {
			return nil, err
		}
		switch {
		case o == nil && !v.Delivered:
			return nil, nil
		case o == nil:
			o = orderOf(v.OrderID, v.Number, v.CustomerID, orderapi.Buyer{Name: v.BuyerName, Email: v.BuyerEmail}, v.Lines, s.now())
			err = s.keep(ctx, o)
		case v.CustomerID != "" && o.CustomerID == "" && o.Mailbox != "": // it joined an account since
			o.CustomerID = v.CustomerID
			err = s.store.SaveOrder(ctx, o.Rev, o)
		default:
			return o, nil
		}
		if err != nil && !raced(err) {
			return nil, err
		}
	}
}

// mine lists what the caller may review, each product once, with what they said of it.
func (s *Service) mine(ctx context.Context, in *reviewapi.OpenInput) (*contract.List[reviewapi.Open], error) {
	orders, err := s.purchases(ctx, in.Link)
	if err != nil {
		return nil, err
	}
	items := []reviewapi.Open{}
	said := map[string][]*Review{} // by customer
	type product struct{ customer, id string }
	seen := map[product]bool{}
	for _, o := range orders {
		customer := o.customer()
		if customer == "" {
			continue
		}
		for _, who := range []string{customer, o.Mailbox} {
			if _, read := said[who]; read || who == "" {
				continue
			}
			if said[who], err = s.store.ReviewsOf(ctx, who); err != nil {
				return nil, err
			}
		}
		for _, g := range o.Goods {
			if seen[product{customer, g.ProductID}] {
				continue
			}
			seen[product{customer, g.ProductID}] = true
			open := reviewapi.Open{Slug: g.Slug, NameES: g.NameES, NameEN: g.NameEN, Number: o.Number}
			if r := own(o, g.ProductID, slices.Concat(said[o.CustomerID], said[o.Mailbox])); r != nil {
				open.Review = r.view()
			}
			items = append(items, open)
		}
	}
	return contract.Listed(items, len(items), contract.Paging{Limit: max(1, len(items))}), nil
}

// own finds what the order's customer said of the product. Anybody can order in the
// name of any e-mail, so that what a guest wrote shows through their very order only.
func own(o *Order, productID string, said []*Review) *Review {
	for _, r := range said {
		if r.ProductID == productID && (r.Customer == o.CustomerID || r.OrderID == o.ID) {
			return r
		}
	}
	return nil
}

// keep stores an order unless it is known, and forgets at once whom it is too late for.
func (s *Service) keep(ctx context.Context, o *Order) error {
	if err := s.store.SaveOrder(ctx, 0, o); err != nil && !errors.Is(err, ErrTaken) {
		return err
	}
	return s.forgetIfGone(ctx, o.ID)
}
