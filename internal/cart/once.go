package cart

import (
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// maxCalls is how many keyed calls a cart remembers: more than a customer makes
// while an answer is on its way.
const maxCalls = 20

var errKeyReused = problem.Unprocessable("key_reused")

// call is what was asked under an idempotency key, scoped to the cart.
type call struct {
	Key  string `json:"key"`  // hash of the caller's; empty for a call without one
	What string `json:"what"` // hash of what it asks
}

// called is a call with the cart it was answered with, so that a repeat is
// answered alike, at the prices of its own moment.
type called struct {
	call
	state
}

func callOf(key string, what ...string) call {
	if key == "" {
		return call{}
	}
	return call{Key: id.Hash(key), What: id.Hash(strings.Join(what, "\n"))}
}

func addCall(key, sku string, quantity int64) call {
	return callOf(key, "add", sku, strconv.FormatInt(quantity, 10))
}

func mergeCall(key, guest string) call { return callOf(key, "merge", guest) }

// recall gives the answer of the same call; another call under its key is refused.
func (v *value) recall(c call) (st state, known bool, err error) {
	if c.Key == "" {
		return state{}, false, nil
	}
	for _, old := range v.Calls {
		switch {
		case old.call == c:
			return old.state, true, nil
		case old.Key == c.Key:
			return state{}, false, errKeyReused
		}
	}
	return state{}, false, nil
}

// once makes an edit that is made once under the call's key.
func once(c call, do edit) edit {
	return func(v *value) (state, error) {
		if st, known, err := v.recall(c); known || err != nil {
			return st, err
		}
		st, err := do(v)
		if err == nil && c.Key != "" {
			v.Calls, v.dirty = remember(v.Calls, called{c, st}, maxCalls), true
		}
		return st, err
	}
}
