package order

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/problem"
)

var errKeyReused = problem.Unprocessable("key_reused")

// call is an idempotent call: the scope of its key and the hash of what it asks.
type call struct {
	scope string
	key   string
	hash  string
}

// once answers a call that was answered before as it was then, else runs do. do
// stores its answer in the transaction of its change, if it makes one; refusals
// that the state of things gave are stored here.
func once[T any](ctx context.Context, s *Service, c call, do func(ctx context.Context) (*T, error)) (*T, error) {
	if out, known, err := repeated[T](ctx, s, c); known || err != nil {
		return out, err
	}
	out, err := do(ctx)
	if err == nil {
		return out, nil
	}
	if p, ok := problem.From(err); ok && lasting(p) {
		if keepErr := s.store.Keep(ctx, s.refusal(c, p)); keepErr != nil && !errors.Is(keepErr, store.ErrAnswered) {
			return nil, keepErr
		} else if keepErr == nil {
			return nil, err
		}
		err = store.ErrAnswered
	}
	if errors.Is(err, store.ErrAnswered) { // the same call was faster elsewhere
		out, _, err := repeated[T](ctx, s, c)
		return out, err
	}
	return nil, err
}

// lasting tells a refusal that is the answer from one that asks to try again.
func lasting(p *problem.Problem) bool {
	return (p.Status == http.StatusConflict || p.Status == http.StatusUnprocessableEntity) &&
		!slices.Contains([]string{"in_progress", "key_reused", "refund_failed"}, p.Code)
}

func repeated[T any](ctx context.Context, s *Service, c call) (out *T, known bool, err error) {
	a, err := s.store.Answer(ctx, c.scope, c.key)
	switch {
	case err != nil || a == nil:
		return nil, false, err
	case a.Hash != c.hash:
		return nil, true, errKeyReused
	}
	out, err = decoded[T](a.Status, a.Body)
	return out, true, err
}

// decoded reads a stored answer: the output, or the refusal.
func decoded[T any](status int, body string) (*T, error) {
	if status >= http.StatusBadRequest {
		p := &problem.Problem{}
		if err := json.Unmarshal([]byte(body), p); err != nil {
			return nil, err
		}
		return nil, p
	}
	out := new(T)
	return out, json.Unmarshal([]byte(body), out)
}

// answer is what to store of a call's success.
func (s *Service) answer(c call, orderID string, status int, body any) (*store.Answer, error) {
	b, err := json.Marshal(body)
	return &store.Answer{Scope: c.scope, Key: c.key, Hash: c.hash, OrderID: orderID, Status: status, Body: string(b), At: s.now()}, err
}

func (s *Service) refusal(c call, p *problem.Problem) *store.Answer {
	return &store.Answer{Scope: c.scope, Key: c.key, Hash: c.hash, Status: p.Status, Body: problemJSON(p), At: s.now()}
}

// problemJSON is a problem as it is stored; it always has a JSON form.
func problemJSON(p *problem.Problem) string {
	b, _ := json.Marshal(p)
	return string(b)
}
