package auth_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

func open(t *testing.T) *authtest.Shop {
	t.Helper()
	return openWith(t, auth.Config{})
}

func openWith(t *testing.T, cfg auth.Config) *authtest.Shop {
	t.Helper()
	return authtest.Open(t, authtest.SQLite(t), cfg)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks a refusal's status and code, and gives it for more.
func refused(t *testing.T, err error, status int, code string) *problem.Problem {
	t.Helper()
	p, ok := problem.From(err)
	if !ok || p.Status != status || p.Code != code {
		t.Errorf("answered %v, not %d %s", err, status, code)
		return &problem.Problem{}
	}
	return p
}

// faulty checks that the input is refused for one fault.
func faulty(t *testing.T, err error, pointer, code string) {
	t.Helper()
	p := refused(t, err, 422, "invalid")
	if len(p.Errors) != 1 || p.Errors[0].Pointer != pointer || p.Errors[0].Code != code {
		t.Errorf("faults %+v, not %s at %s", p.Errors, code, pointer)
	}
}

// refusal is the problem in err, or an empty one.
func refusal(err error) *problem.Problem {
	p, ok := problem.From(err)
	if !ok {
		return &problem.Problem{}
	}
	return p
}

// together runs fn n times at once.
func together(n int, fn func(i int) error) []error {
	out := make([]error, n)
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			out[i] = fn(i)
		})
	}
	close(start)
	all.Wait()
	return out
}

func identify(t *testing.T, v *tokens.Verifier, access string) (contract.Identity, error) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set(tokens.UserHeader, "Bearer "+access)
	return v.Identify(r)
}
