package contracttest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// RoundTrip checks, for the operation:
//   - a random valid input sent through Call reaches the handler equal,
//   - a random output of the handler reaches the caller equal,
//   - each code that the operation refuses with reaches the caller, with its details,
//
// each in memory and over HTTP, and equal up to the normal form: nil is empty, an
// absent parameter is its default. Types whose texts no tag describes are drawn by
// the generators given.
func RoundTrip(t *testing.T, op *contract.Op, generators ...Generator) {
	t.Helper()
	if err := op.Check(); err != nil {
		t.Fatal(err)
	}
	rig := newRig(t, op, generators)
	t.Run("values", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			if err := rig.values(t.Context(), t); err != nil {
				t.Fatal(err)
			}
		})
	})
	t.Run("refusals", func(t *testing.T) {
		for _, code := range append([]string{"some_code"}, op.Codes...) {
			if err := rig.refusal(t.Context(), code); err != nil {
				t.Errorf("%s: %v", code, err)
			}
		}
	})
}

// rig is the operation served by a handler that says what it is told to.
type rig struct {
	op    *contract.Op
	draw  *drawer
	in    reflect.Type
	out   reflect.Type
	conns map[string]*contract.Conn
	valid any // an input for the refusals, where the input itself matters not

	got  any // what reached the handler
	give any
	fail error
	tag  int // of a cached answer: each is another
}

func newRig(t *testing.T, op *contract.Op, generators []Generator) *rig {
	in, out := op.Types()
	rig := &rig{op: op, in: in, out: out, draw: newDrawer(generators)}
	r := contract.NewRouter("tested-service", anyone{op}, slog.New(slog.DiscardHandler), nil)
	var etag func(any) string
	if op.IsCached {
		etag = func(any) string { return fmt.Sprint(rig.tag) }
	}
	contract.HandleAny(r, op, etag, func(_ context.Context, in any) (any, error) {
		rig.got = in
		return rig.give, rig.fail
	})
	srv := httptest.NewServer(r)
	t.Cleanup(srv.Close)
	token := func(context.Context, string) (string, error) { return "caller", nil }
	remote, err := contract.Dial("tested-service", srv.URL, token)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(remote.Close)
	rig.conns = map[string]*contract.Conn{"in memory": contract.Join("tested-service", r, token), "over HTTP": remote}
	return rig
}

// values sends one random input and has one random output answered.
func (r *rig) values(ctx context.Context, t *rapid.T) error {
	in := r.draw.input(t, r.in)
	out := r.draw.output(t, r.out, r.op.Whole())
	r.give, r.fail, r.valid = out, nil, in
	for way, conn := range r.conns {
		r.tag++
		r.got = nil
		got, err := contract.CallAny(ctx, conn, r.op, in)
		if err != nil {
			return fmt.Errorf("%s: the valid input %+v was refused: %w", way, in, err)
		}
		if diff := diff(normalInput(in), blankKey(in, r.got)); diff != "" {
			return fmt.Errorf("%s: the input arrived as another (-sent +arrived):\n%s", way, diff)
		}
		if err := r.sameOutput(out, got); err != nil {
			return fmt.Errorf("%s: %w", way, err)
		}
		if r.op.IsCached {
			again, err := contract.CallAny(ctx, conn, r.op, in)
			if err != nil || again != got {
				return fmt.Errorf("%s: a cached answer was not shared: %w", way, err)
			}
		}
	}
	return nil
}

func (r *rig) sameOutput(want, got any) error {
	if s, ok := want.(*contract.Stream); ok {
		answer := got.(*contract.Stream)
		b, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || string(b) != string(s.Bytes) || answer.ContentType != s.ContentType {
			return fmt.Errorf("the stream arrived as another: %d bytes of %d, %w", len(b), len(s.Bytes), err)
		}
		return nil
	}
	if diff := diff(normalOutput(want, r.op), got); diff != "" {
		return fmt.Errorf("the output arrived as another (-given +arrived):\n%s", diff)
	}
	return nil
}

// refusal has the handler refuse with the code.
func (r *rig) refusal(ctx context.Context, code string) error {
	given := problem.Conflict(code).With(map[string]string{"detail": code}).After(3 * time.Second)
	given.Errors = []problem.Field{problem.At("/x/0", code, "name", "value")}
	r.fail = fmt.Errorf("refusing: %w", given)
	for way, conn := range r.conns {
		r.tag++
		_, err := contract.CallAny(ctx, conn, r.op, r.valid)
		got, ok := problem.From(err)
		if !ok {
			return fmt.Errorf("%s: arrived as %w", way, err)
		}
		if diff := diff(given, got); diff != "" || got.RetryAfter() != given.RetryAfter() {
			return fmt.Errorf("%s: arrived as another (-given +arrived):\n%s", way, diff)
		}
	}
	return nil
}

// anyone is a guard that lets everybody have the operation.
type anyone struct{ op *contract.Op }

func (a anyone) Identify(req *http.Request) (contract.Identity, error) {
	id := contract.Identity{UserID: "user", EmailVerified: true, Permissions: []string{a.op.Access.Permission()}}
	if callers := a.op.Access.Callers(); len(callers) > 0 && strings.HasPrefix(req.Header.Get("Service-Authorization"), "Bearer ") {
		id.Caller = callers[0]
	}
	return id, nil
}
