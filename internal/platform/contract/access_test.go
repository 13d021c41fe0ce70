package contract_test

import (
	"context"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

func TestWhoMayCallWhat(t *testing.T) {
	ops := map[string]*contract.Operation[contract.None, contract.None]{
		"public":    contract.Get[contract.None, contract.None]("/api/public", contract.Public),
		"owner":     contract.Get[contract.None, contract.None]("/api/owner", contract.Owner),
		"signed in": contract.Get[contract.None, contract.None]("/api/account", contract.SignedIn),
		"before":    contract.Get[contract.None, contract.None]("/api/password", contract.SignedIn, contract.BeforePassword),
		"staff":     contract.Get[contract.None, contract.None]("/api/staff", contract.Needs("orders:move")),
		"internal":  contract.Get[contract.None, contract.None]("/internal/hold", contract.Internal("order-service", "cart-service")),
		"other":     contract.Get[contract.None, contract.None]("/internal/other", contract.Internal("cart-service")),
		"first":     contract.Get[contract.None, contract.None]("/internal/token", contract.Credential),
	}
	const (
		ok      = ""
		sign    = "401 sign_in_required"
		invalid = "401 token_invalid"
		forbid  = "403 forbidden"
		change  = "403 password_change_required"
		unknown = "503 revocations_unknown"
	)
	table := map[string]map[string]string{ // by token, by operation
		"":         {"public": ok, "owner": ok, "signed in": sign, "before": sign, "staff": sign, "internal": ok, "other": forbid, "first": ok},
		"customer": {"public": ok, "owner": ok, "signed in": ok, "before": ok, "staff": forbid, "internal": ok, "other": forbid, "first": ok},
		"printed":  {"public": ok, "owner": change, "signed in": change, "before": ok, "staff": change, "internal": ok, "other": forbid, "first": ok},
		"florist":  {"public": ok, "owner": ok, "signed in": ok, "before": ok, "staff": ok, "internal": ok, "other": forbid, "first": ok},
		"auditor":  {"public": ok, "owner": ok, "signed in": ok, "before": ok, "staff": forbid, "internal": ok, "other": forbid, "first": ok},
		"stale":    {"public": ok, "owner": ok, "signed in": ok, "before": ok, "staff": unknown, "internal": ok, "other": forbid, "first": ok},
		"wrong":    {"public": ok, "owner": invalid, "signed in": invalid, "before": invalid, "staff": invalid, "internal": invalid, "other": invalid, "first": invalid},
	}
	var who contract.Identity
	routes := func(r *contract.Router) {
		for _, op := range ops {
			contract.Handle(r, op, func(ctx context.Context, _ *contract.None) (*contract.None, error) {
				who = contract.Who(ctx)
				return nil, nil
			})
		}
	}
	both(t, routes, func(t *testing.T, s *site) {
		for token, row := range table {
			for name, op := range ops {
				want, stated := row[name]
				if !stated {
					t.Fatalf("%q × %q is not in the table", token, name)
				}
				who = contract.Identity{}
				_, err := op.Call(contract.WithUserToken(t.Context(), token), s.conn, &contract.None{})
				got := ""
				if p, refused := problem.From(err); refused {
					got = p.Error()
				} else if err != nil {
					got = err.Error()
				}
				if got != want {
					t.Errorf("%q calls %q: got %q, want %q", token, name, got, want)
				}
				if err == nil && who.UserID != people[token].UserID {
					t.Errorf("%q calls %q and is %q", token, name, who.UserID)
				}
			}
		}
	})
}

func TestAServiceWithoutATokenIsRefusedAtInternalOperations(t *testing.T) {
	op := contract.Get[contract.None, contract.None]("/internal/hold", contract.Internal("order-service"))
	both(t, func(r *contract.Router) { answer(r, op, &contract.None{}, nil) }, func(t *testing.T, s *site) {
		for _, header := range [][]string{nil, {"Service-Authorization", "Bearer mail-service"}, {"Authorization", "Bearer order-service"}} {
			if resp := s.raw("GET", "/internal/hold", "", header...); resp.StatusCode < 401 || resp.StatusCode > 403 {
				t.Errorf("%v: got %d", header, resp.StatusCode)
			}
		}
	})
	if _, err := op.Call(t.Context(), contract.Join("x", nil, nil), &contract.None{}); err == nil {
		t.Error("a connection without a token called an internal operation")
	}
}

func TestAPermissionCannotBeUsedBeforeThePasswordIsChangedNorWhenRevocationsAreUnknown(t *testing.T) {
	for name, want := range map[string]bool{"florist": true, "auditor": false, "printed": false, "stale": false} {
		if got := people[name].Can("orders:move"); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

type keyed struct {
	contract.Keyed
}

func TestAnIdempotentOperationAsksForItsKey(t *testing.T) {
	pay := contract.Post[keyed, contract.None]("/api/pay", contract.Public, contract.Idempotent)
	add := contract.Post[keyed, contract.None]("/api/add", contract.Public, contract.KeyOptional)
	var got keyed
	routes := func(r *contract.Router) { capture(r, pay, &got); capture(r, add, &got) }
	both(t, routes, func(t *testing.T, s *site) {
		if p := refused(t, s.raw("POST", "/api/pay", "")); p.Error() != "400 key_required" {
			t.Errorf("got %v", p)
		}
		if resp := s.raw("POST", "/api/add", ""); resp.StatusCode != 204 || got.Key != "" {
			t.Errorf("got %d with %q", resp.StatusCode, got.Key)
		}
		if resp := s.raw("POST", "/api/pay", "", "Idempotency-Key", "k1"); resp.StatusCode != 204 || got.Key != "k1" {
			t.Errorf("got %d with %q", resp.StatusCode, got.Key)
		}
		for _, op := range []*contract.Operation[keyed, contract.None]{pay, add} {
			if _, err := op.Call(t.Context(), s.conn, &keyed{}); err != nil || got.Key == "" {
				t.Errorf("a call always sends a key, got %q, %v", got.Key, err)
			}
			if _, err := op.Call(t.Context(), s.conn, &keyed{contract.Keyed{Key: "mine"}}); err != nil || got.Key != "mine" {
				t.Errorf("got %q, %v", got.Key, err)
			}
		}
	})
}
