package wishlist

import (
	"context"
	"fmt"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// maxMoves is how many moves a list remembers: more than a customer makes while
// an answer is on its way.
const maxMoves = 20

var errKeyReused = problem.Unprocessable("key_reused")

// move is one that was made under an idempotency key.
type move struct {
	Key string `json:"key"` // hash of the caller's
	SKU string `json:"sku"`
}

// moved tells whether this move was made; another one under its key is refused.
func (v *value) moved(m move) (bool, error) {
	for _, old := range v.Moves {
		switch {
		case old == m:
			return true, nil
		case old.Key == m.Key:
			return false, errKeyReused
		}
	}
	return false, nil
}

// toCart puts one in the cart and then forgets it here. The cart is changed under
// the caller's own key: a repeat after a crash between the two adds nothing.
func (s *Service) toCart(ctx context.Context, in *wishlistapi.MoveInput) (*contract.None, error) {
	m := move{Key: id.Hash(in.Key), SKU: in.SKU}
	v, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	if done, err := v.moved(m); done || err != nil {
		return nil, err
	}
	if !v.has(in.SKU) {
		return nil, errNoItem
	}
	add := cartapi.AddInput{Keyed: in.Keyed}
	add.Body.SKU, add.Body.Quantity = in.SKU, 1
	if _, err := cartapi.Add.Call(ctx, s.cart, &add); err != nil {
		return nil, fmt.Errorf("move to the cart: %w", err) // the cart's refusals are the answer
	}
	return nil, s.change(ctx, func(v *value) error {
		if done, err := v.moved(m); done || err != nil {
			return err
		}
		v.remove(in.SKU)
		v.Moves, v.dirty = append(v.Moves, m), true
		v.Moves = v.Moves[len(v.Moves)-min(len(v.Moves), maxMoves):]
		return nil
	})
}
