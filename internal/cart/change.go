package cart

import (
	"context"
	"errors"
	"slices"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

var errNoSKU = problem.NotFound("sku_not_found")

// Each change asks for the prices first: when product-service does not answer,
// nothing is changed, and the caller may repeat the call as it was.

// add puts a SKU in the caller's cart. A guest without a cart gets one, under a
// token that this service chose: a token that names no cart is never taken over,
// or who planted it could read what is added.
func (s *Service) add(ctx context.Context, in *cartapi.AddInput) (*cartapi.Answer, error) {
	sku, quantity := in.Body.SKU, in.Body.Quantity
	key, c := keyOf(ctx, in.Token), addCall(in.Key, sku, quantity)
	v, err := s.load(ctx, key)
	if err != nil {
		return nil, err
	}
	if st, known, err := v.recall(c); err != nil {
		return nil, err
	} else if known {
		return s.answer(ctx, st, nil)
	}
	p, err := s.prices(ctx, append(v.skus(), sku))
	if err != nil {
		return nil, err
	}
	if !p.sold(sku) {
		return nil, errNoSKU
	}
	do := once(c, func(v *value) (state, error) {
		err := v.add(sku, quantity, p.clp(sku))
		return v.state, err
	})
	token := ""
	st, err := s.change(ctx, key, do)
	if errors.Is(err, errNoCart) {
		token = id.Secret()
		st, err = s.write(ctx, guestKey(token), do)
	}
	if err != nil {
		return nil, err
	}
	out, err := s.answer(ctx, st, p)
	if err != nil {
		return nil, err
	}
	out.Token = token
	return out, nil
}

// set gives a line its quantity and accepts its price.
func (s *Service) set(ctx context.Context, in *cartapi.SetInput) (*cartapi.Answer, error) {
	key := keyOf(ctx, in.Token)
	v, err := s.load(ctx, key)
	if err != nil {
		return nil, err
	}
	if v.find(in.SKU) < 0 {
		return nil, errNoLine
	}
	p, err := s.prices(ctx, v.skus())
	if err != nil {
		return nil, err
	}
	st, err := s.change(ctx, key, func(v *value) (state, error) {
		err := v.set(in.SKU, in.Body.Quantity, p.clp(in.SKU))
		return v.state, err
	})
	if errors.Is(err, errNoCart) {
		return nil, errNoLine
	}
	if err != nil {
		return nil, err
	}
	return s.answer(ctx, st, p)
}

// remove takes a line out; one that is not there is out.
func (s *Service) remove(ctx context.Context, in *cartapi.RemoveInput) (*cartapi.Answer, error) {
	return s.takeOut(ctx, in.Token, func(l line) bool { return l.SKU == in.SKU })
}

// clear takes every line out.
func (s *Service) clear(ctx context.Context, in *cartapi.Guest) (*cartapi.Answer, error) {
	return s.takeOut(ctx, in.Token, func(line) bool { return true })
}

func (s *Service) takeOut(ctx context.Context, token string, gone func(line) bool) (*cartapi.Answer, error) {
	key := keyOf(ctx, token)
	v, err := s.load(ctx, key)
	if err != nil {
		return nil, err
	}
	v.Lines = slices.DeleteFunc(v.Lines, gone)
	p, err := s.prices(ctx, v.skus())
	if err != nil {
		return nil, err
	}
	st, err := s.change(ctx, key, func(v *value) (state, error) {
		v.remove(gone)
		return v.state, nil
	})
	if err != nil && !errors.Is(err, errNoCart) {
		return nil, err
	}
	return s.answer(ctx, st, p)
}
