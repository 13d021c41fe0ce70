package order

import (
	"context"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/order/lifecycle"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// get shows an order to its owner or to staff.
func (s *Service) get(ctx context.Context, in *orderapi.ByNumber) (*orderapi.Order, error) {
	o, v, err := s.owned(ctx, *in)
	if err != nil {
		return nil, err
	}
	return view(o, v, s.now()), nil
}

// mine lists the caller's orders.
func (s *Service) mine(ctx context.Context, in *orderapi.MineInput) (*contract.List[orderapi.Summary], error) {
	id := contract.Who(ctx).UserID
	list, total, err := s.store.Of(ctx, id, store.Page{Skip: in.Offset(), Most: in.Size()})
	if err != nil {
		return nil, err
	}
	return contract.Listed(summaries(list, viewer{as: lifecycle.Customer, owner: true, id: id}), total, in.Paging), nil
}

// linked loads the order that a link opens.
func (s *Service) linked(ctx context.Context, link string) (*store.Order, error) {
	id, _, ok := s.links.Read(link)
	if !ok {
		return nil, errNoOrder
	}
	o, err := s.store.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if o == nil || !s.opens(link, o) {
		return nil, errNoOrder
	}
	return o, nil
}

// open shows the order of a signed link.
func (s *Service) open(ctx context.Context, in *orderapi.OpenInput) (*orderapi.Order, error) {
	o, err := s.linked(ctx, in.Link)
	if err != nil {
		return nil, err
	}
	return view(o, viewer{as: lifecycle.Customer, owner: true}, s.now()), nil
}

// verifyLink tells another service whose order a link opens.
func (s *Service) verifyLink(ctx context.Context, in *orderapi.VerifyInput) (*orderapi.Verified, error) {
	o, err := s.linked(ctx, in.Body.Link)
	if err != nil {
		return nil, err
	}
	return &orderapi.Verified{
		OrderID: o.ID, Number: o.Number, CustomerID: o.CustomerID, BuyerEmail: o.People.Buyer.Email, BuyerName: o.People.Buyer.Name,
		Delivered: o.State == orderapi.Delivered, Lines: o.Goods.Lines,
	}, nil
}

// Tries to track one order, known or not, by whomever; the doors count them by
// address as well.
const (
	trackTries  = 5
	trackWindow = 15 * time.Minute
)

// track opens a guest's order by its number and the buyer's e-mail. Every miss is
// answered alike, and costs alike.
func (s *Service) track(ctx context.Context, in *orderapi.TrackInput) (*orderapi.Tracked, error) {
	number := strings.ToUpper(strings.TrimSpace(in.Body.Number))
	now := s.now()
	tries, since, err := s.store.Try(ctx, number, now, trackWindow)
	if err != nil {
		return nil, err
	}
	if tries > trackTries {
		return nil, problem.TooMany(since.Add(trackWindow).Sub(now))
	}
	o, err := s.store.ByNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	if o == nil || o.BuyerEmail == "" || o.BuyerEmail != strings.ToLower(strings.TrimSpace(in.Body.Email)) {
		return nil, errNoOrder
	}
	return &orderapi.Tracked{Number: o.Number, Link: s.links.Make(o.ID, o.LinkEpoch)}, nil
}
