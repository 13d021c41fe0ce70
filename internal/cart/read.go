package cart

import (
	"context"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// get shows the caller's cart. A token that names none shows an empty one.
func (s *Service) get(ctx context.Context, in *cartapi.Guest) (*cartapi.Answer, error) {
	v, err := s.load(ctx, keyOf(ctx, in.Token))
	if err != nil {
		return nil, err
	}
	return s.answer(ctx, v.state, nil)
}

// take tells order-service what the user beside the call, or the guest, means to
// buy. Its ID comes back with order.paid.
func (s *Service) take(ctx context.Context, in *cartapi.Guest) (*cartapi.Contents, error) {
	key := keyOf(ctx, in.Token)
	v, err := s.load(ctx, key)
	if err != nil {
		return nil, err
	}
	out := &cartapi.Contents{Version: v.Version, Lines: v.demand()}
	if v.exists {
		out.ID = key
	}
	return out, nil
}

func (st *state) demand() []productapi.Line {
	lines := make([]productapi.Line, len(st.Lines))
	for i, l := range st.Lines {
		lines[i] = productapi.Line{SKU: l.SKU, Quantity: l.Quantity}
	}
	return lines
}
