package app_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// The walk goes through every operation of the table.

func TestEveryOperationRefusesWhoMayNot(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	customer := bearer(t, shop, func() context.Context { ctx, _ := shop.Customer("ana@example.cl"); return ctx })
	admin := bearer(t, shop, func() context.Context { return shop.Staff(authapi.Admin) })
	for _, s := range shop.App.Table() {
		for _, op := range s.Operations {
			switch {
			case op.Internal():
				for _, door := range []string{"", "/api"} { // the pages' door, and the API's
					p := ask(t, shop, op, http.MethodPost, door+op.Path, admin, `{}`)
					if p.Status != http.StatusNotFound && p.Status != http.StatusMethodNotAllowed {
						t.Errorf("%s is reached through the door at %q: %d", op, door, p.Status)
					}
				}
				if op.Access.String() == "credential" {
					continue
				}
				if p := direct(t, shop, s.Name, op, admin); p.Status != http.StatusForbidden {
					t.Errorf("%s answers a user's token with %d", op, p.Status)
				}
			case op.Access.Permission() != "":
				if p := ask(t, shop, op, op.Method, path(op), "", body(op)); p.Status != http.StatusUnauthorized {
					t.Errorf("%s without a token: %d %s", op, p.Status, p.Code)
				}
				if p := ask(t, shop, op, op.Method, path(op), customer, body(op)); p.Status != http.StatusForbidden {
					t.Errorf("%s with a customer's token: %d %s", op, p.Status, p.Code)
				}
			case op.Access.String() == contract.SignedIn.String():
				if p := ask(t, shop, op, op.Method, path(op), "", body(op)); p.Status != http.StatusUnauthorized {
					t.Errorf("%s without a token: %d %s", op, p.Status, p.Code)
				}
			}
		}
	}
}

func TestEveryOperationRefusesBadInputAsAProblem(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	admin := bearer(t, shop, func() context.Context { return shop.Staff(authapi.Admin) })
	huge := `{"x":"` + strings.Repeat("ñ", 3<<20) + `"}`
	for _, s := range shop.App.Table() {
		for _, op := range s.Operations {
			if op.Internal() {
				continue
			}
			bad := map[string]string{"unknown query parameter": "?no_such_parameter=1"}
			for what, query := range bad {
				p := ask(t, shop, op, op.Method, path(op)+query, admin, body(op))
				if p.Status < 400 || p.Status >= 500 || p.Code == "" {
					t.Errorf("%s with an %s: %d %s", op, what, p.Status, p.Code)
				}
			}
			if op.Method == http.MethodGet || op.Method == http.MethodDelete {
				continue
			}
			for what, in := range map[string]string{"malformed JSON": `{"a":`, "a duplicate member": `{"a":1,"a":2}`, "an unknown member": `{"no_such_member":1}`, "a huge body": huge, "an array": `[1]`} {
				p := ask(t, shop, op, op.Method, path(op), admin, in)
				if p.Status < 400 || p.Status >= 500 || p.Code == "" {
					t.Errorf("%s with %s: %d %s", op, what, p.Status, p.Code)
				}
				for _, f := range p.Errors {
					if strings.Contains(f.Code, "ñ") {
						t.Errorf("%s echoes what was sent", op)
					}
				}
			}
		}
	}
}

// Customer B and guest B ask for what is A's, by every operation that names one thing.
func TestAnotherOwnerSeesAndChangesNothing(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	a, _ := shop.Customer("a@example.cl")
	order := apptest.Purchase{Buyer: "a@example.cl"}.Place(shop, a)
	guest := apptest.Purchase{Buyer: "guest@example.cl"}.Place(shop, context.Background())
	tokenB := bearer(t, shop, func() context.Context { ctx, _ := shop.Customer("b@example.cl"); return ctx })
	for _, s := range shop.App.Table() {
		for _, op := range s.Operations {
			if op.Access.String() != contract.Owner.String() && op.Access.String() != contract.SignedIn.String() || !strings.Contains(op.Path, "{") {
				continue
			}
			for _, number := range []string{order.Order.Number, guest.Order.Number} {
				for _, token := range []string{"", tokenB} {
					target := strings.NewReplacer("{number}", number, "{id}", order.Order.ID, "{sku}", "FV-ROSREC-S", "{token}", "x").Replace(op.Path)
					p := ask(t, shop, op, op.Method, target, token, body(op))
					switch p.Status {
					case http.StatusNotFound, http.StatusUnauthorized, http.StatusUnprocessableEntity:
					case http.StatusOK, http.StatusNoContent:
						if !strings.HasPrefix(op.Path, "/api/cart") && !strings.HasPrefix(op.Path, "/api/wishlist") {
							t.Errorf("%s shows %s to somebody else: %d", op, number, p.Status)
						}
					default:
						t.Errorf("%s of %s for somebody else: %d %s", op, number, p.Status, p.Code)
					}
				}
			}
		}
	}
}

// path fills an operation's path with names of nothing.
func path(op *contract.Op) string {
	parts := strings.Split(op.Path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") {
			parts[i] = "019ac5d2-0000-7000-8000-000000000000"
		}
	}
	return strings.Join(parts, "/")
}

func body(op *contract.Op) string {
	if op.Method == http.MethodGet || op.Method == http.MethodDelete {
		return ""
	}
	return `{}`
}

// ask sends a request through the doors and returns the problem it is answered with;
// an answer that is none is a problem of its status without code.
func ask(t *testing.T, shop *apptest.Shop, op *contract.Op, method, target, token, body string) *problem.Problem {
	t.Helper()
	req, err := http.NewRequest(method, shop.URL+target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	dress(req, token, body)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatalf("%s: %v", op, err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return readProblem(t, op, resp.StatusCode, resp.Header, b)
}

func readProblem(t *testing.T, op *contract.Op, status int, h http.Header, b []byte) *problem.Problem {
	t.Helper()
	if status < 400 {
		return problem.New(status, "")
	}
	var p problem.Problem
	if strings.HasPrefix(h.Get("Content-Type"), problem.ContentType) {
		if err := json.Unmarshal(b, &p); err != nil {
			t.Errorf("%s: the problem cannot be read: %v", op, err)
		}
	}
	p.Status = status
	return &p
}

// direct asks the service itself, past the doors.
func direct(t *testing.T, shop *apptest.Shop, service string, op *contract.Op, token string) *problem.Problem {
	req := httptest.NewRequest(op.Method, path(op), bytes.NewReader([]byte(body(op))))
	dress(req, token, body(op))
	w := httptest.NewRecorder()
	shop.App.Handler(service).ServeHTTP(w, req)
	return readProblem(t, op, w.Code, w.Header(), w.Body.Bytes())
}

func dress(req *http.Request, token, body string) {
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Idempotency-Key", id.New())
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
}

func bearer(t *testing.T, shop *apptest.Shop, as func() context.Context) string {
	t.Helper()
	token := contract.UserToken(as())
	if token == "" {
		t.Fatal("no token")
	}
	return token
}
