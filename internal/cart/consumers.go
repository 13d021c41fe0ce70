package cart

import (
	"context"
	"errors"
	"slices"
	"strings"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/events"
)

// maxPaid is how many order.paid events a cart remembers: far more orders than
// are placed from one cart while a message is tried again.
const maxPaid = 50

// paid takes out of the cart what the order bought, once an event, except from
// lines that the customer changed since the order was placed: those are wanted
// again. When a guest logged in between, the lines are in the account's cart.
func (s *Service) paid(ctx context.Context, ev events.Event, o orderapi.Changed) error {
	key := o.Cart.ID
	if !strings.HasPrefix(key, guestPrefix) && !strings.HasPrefix(key, userPrefix) {
		return nil // entered by staff, or ordered again: it was in no cart
	}
	_, err := s.write(ctx, key, func(v *value) (state, error) {
		if v.MovedTo != "" && !slices.Contains(v.Paid, ev.ID) {
			return state{}, errMoved
		}
		v.bought(ev.ID, o, func(line) bool { return true })
		return state{}, nil
	})
	if !errors.Is(err, errMoved) {
		return err
	}
	own, err := s.finish(ctx, key)
	if err != nil || own == "" {
		return err
	}
	_, err = s.write(ctx, own, func(v *value) (state, error) {
		v.bought(ev.ID, o, func(l line) bool { return l.From == key })
		return state{}, nil
	})
	return err
}

// bought takes from the lines of which the order was placed.
func (v *value) bought(eventID string, o orderapi.Changed, ordered func(line) bool) {
	if !v.exists || slices.Contains(v.Paid, eventID) {
		return
	}
	v.Paid, v.dirty = remember(v.Paid, eventID, maxPaid), true
	left := slices.Clone(v.Lines)
	for _, l := range o.Lines {
		i := slices.IndexFunc(left, func(mine line) bool { return mine.SKU == l.SKU })
		if i >= 0 && left[i].Changed <= o.Cart.Version && ordered(left[i]) {
			left[i].Quantity -= l.Quantity
		}
	}
	if slices.Equal(left, v.Lines) {
		return
	}
	v.touch()
	v.Lines = slices.DeleteFunc(left, func(l line) bool { return l.Quantity <= 0 })
}

// userDeleted forgets an account's cart.
func (s *Service) userDeleted(ctx context.Context, _ events.Event, u authapi.DeletedData) error {
	return s.store.Delete(ctx, userKey(u.UserID))
}
