package cart

import (
	"context"
	"errors"
	"slices"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// maxMerged is how many guests' carts an account's remembers. It matters only
// while a merge is half-done, which Run ends within minutes.
const maxMerged = 20

// merge moves a guest's cart into the caller's own, in three writes of which each
// may be the last before a crash: the guest's is claimed for the account and no
// longer changes; the account's takes the lines in and notes whose they were; the
// guest's lets them go. Repeating the call, or Run, goes on where it stopped.
func (s *Service) merge(ctx context.Context, in *cartapi.MergeInput) (*cartapi.Answer, error) {
	own, guest := userKey(contract.Who(ctx).UserID), guestKey(in.Body.Token)
	c := mergeCall(in.Key, guest)
	mine, err := s.load(ctx, own)
	if err != nil {
		return nil, err
	}
	if st, known, err := mine.recall(c); err != nil {
		return nil, err
	} else if known {
		return s.answer(ctx, st, nil)
	}
	theirs, err := s.read(ctx, guest)
	if err != nil {
		return nil, err
	}
	p, err := s.prices(ctx, append(mine.skus(), theirs.skus()...))
	if err != nil {
		return nil, err
	}
	st, err := s.move(ctx, guest, own, c)
	if err != nil {
		return nil, err
	}
	return s.answer(ctx, st, p)
}

// move does the three writes. A guest's cart that is not there, or is another
// account's by now, brings nothing.
func (s *Service) move(ctx context.Context, guest, own string, c call) (state, error) {
	theirs, err := s.write(ctx, guest, func(v *value) (state, error) {
		switch {
		case !v.exists, v.MovedTo != "" && v.MovedTo != own:
			return state{}, nil
		case v.MovedTo == "":
			v.MovedTo, v.dirty = own, true
		}
		return v.state, nil
	})
	if err != nil {
		return state{}, err
	}
	mine, err := s.write(ctx, own, once(c, func(v *value) (state, error) {
		v.absorb(guest, theirs.Lines)
		return v.state, nil
	}))
	if err != nil || len(theirs.Lines) == 0 {
		return mine, err
	}
	// What stays of the guest's is where it went, for orders placed from it and paid later.
	_, err = s.write(ctx, guest, func(v *value) (state, error) {
		if v.MovedTo == own && len(v.Lines) > 0 {
			v.Lines, v.Calls, v.dirty = nil, nil, true
		}
		return state{}, nil
	})
	return mine, err
}

// absorb takes a guest's lines in, once a guest: summed by SKU, up to the bounds
// of a cart. What both had counts as changed now; the rest keeps its version, so
// that an order placed as a guest still takes out what it paid for.
func (v *value) absorb(guest string, lines []line) {
	if len(lines) == 0 || slices.Contains(v.Merged, guest) {
		return
	}
	v.touch()
	v.Merged = remember(v.Merged, guest, maxMerged)
	for _, l := range lines {
		i := v.find(l.SKU)
		switch {
		case i >= 0:
			mine := &v.Lines[i]
			if l.Changed > mine.Changed {
				mine.SeenCLP = l.SeenCLP
			}
			mine.change(min(mine.Quantity+l.Quantity, maxQuantity), v.Version)
		case len(v.Lines) < cartapi.MaxLines:
			l.From = guest
			v.Lines = append(v.Lines, l)
		}
	}
}

var errMoved = errors.New("the cart moved to an account")

// finish ends a merge that was begun, and tells where the guest's cart went.
func (s *Service) finish(ctx context.Context, guest string) (own string, err error) {
	v, err := s.read(ctx, guest)
	if err != nil {
		return "", err
	}
	if v.MovedTo == "" || len(v.Lines) == 0 {
		return v.MovedTo, nil
	}
	_, err = s.move(ctx, guest, v.MovedTo, call{})
	return v.MovedTo, err
}
