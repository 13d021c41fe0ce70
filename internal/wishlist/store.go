package wishlist

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// item is a remembered SKU.
type item struct {
	SKU   string `json:"sku"`
	Added int64  `json:"added_us"` // microseconds since 1970 UTC
}

// value is a wishlist as it is stored.
type value struct {
	Items []item `json:"items"`           // newest first
	Moves []move `json:"moves,omitempty"` // the last moves to the cart, so that each is made once

	dirty bool // there is something to store
}

func keyOf(userID string) string { return "user/" + userID }

// mine is the key of the caller's list; every operation asks for a signed-in one.
func mine(ctx context.Context) string { return keyOf(contract.Who(ctx).UserID) }

func decode(old kv.Entry, ok bool) (*value, error) {
	v := &value{}
	if ok {
		if err := json.Unmarshal(old.Value, v); err != nil {
			return nil, fmt.Errorf("decode a wishlist: %w", err)
		}
	}
	return v, nil
}

// read gives the caller's list; an empty one when there is none.
func (s *Service) read(ctx context.Context) (*value, error) {
	entry, ok, err := s.store.Get(ctx, mine(ctx))
	if err != nil {
		return nil, fmt.Errorf("read a wishlist: %w", err)
	}
	return decode(entry, ok)
}

// change edits the caller's list. do may run several times, each time on a fresh
// value; one that it leaves clean is not stored.
func (s *Service) change(ctx context.Context, do func(v *value) error) error {
	_, err := s.store.Update(ctx, mine(ctx), func(old kv.Entry, ok bool) (kv.Change, error) {
		v, err := decode(old, ok)
		if err != nil {
			return kv.Change{}, err
		}
		if err := do(v); err != nil || !v.dirty {
			return kv.Change{Keep: true}, err
		}
		body, err := json.Marshal(v)
		return kv.Change{Value: body}, err
	})
	if err != nil {
		return fmt.Errorf("change a wishlist: %w", err)
	}
	return nil
}

func (v *value) has(sku string) bool {
	return slices.ContainsFunc(v.Items, func(i item) bool { return i.SKU == sku })
}

func (v *value) remove(sku string) {
	if v.has(sku) {
		v.Items, v.dirty = slices.DeleteFunc(v.Items, func(i item) bool { return i.SKU == sku }), true
	}
}
