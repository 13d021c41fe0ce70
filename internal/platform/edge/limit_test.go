package edge_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/edge/limittest"
)

func TestMemory(t *testing.T) {
	limittest.Run(t, func(_ *testing.T, clk clock.Clock) edge.Limiter { return edge.NewMemory(clk) })
}

func TestMemoryIsBounded(t *testing.T) {
	m := edge.NewMemory(clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)))
	for i := range 200_000 {
		if ok, _ := m.Allow(t.Context(), fmt.Sprint(i), edge.Rate{Times: 1, Per: time.Hour}); !ok {
			t.Fatalf("key %d is refused its first request", i)
		}
	}
	if n := m.Len(); n > 65536 {
		t.Errorf("%d keys are kept", n)
	}
}

// door answers 200 to whom the edge lets through, or what the operation's limit says.
type door struct {
	http.Handler
	clk *clock.Fake
}

var login = contract.Post[struct{ Body struct{} }, contract.None]("/api/login", contract.Public, contract.Once("a test"), contract.PerAddress(3, time.Minute))

func newDoor(t *testing.T, general edge.Rate, credential func(*http.Request) string) *door {
	t.Helper()
	clk := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
	limiter := edge.NewMemory(clk)
	h, err := edge.New(edge.Options{Limiter: limiter, General: general, Credential: credential}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		if account := r.Header.Get("Test-Account"); account != "" {
			ctx = edge.WithAccount(ctx, account)
		}
		if r.URL.Path == "/api/login" && edge.AllowOp(ctx, limiter, login.Meta()) != nil {
			w.WriteHeader(http.StatusTooManyRequests)
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	return &door{h, clk}
}

func (d *door) asks(path, from string, header ...string) int {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.RemoteAddr = from + ":1234"
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Code
}

func address(n int) string { return fmt.Sprint("192.0.2.", n) }

func TestOneCredentialIsLimitedOverManyAddresses(t *testing.T) {
	cookie := func(r *http.Request) string { return r.Header.Get("Cookie") }
	for name, c := range map[string]struct {
		credential  func(*http.Request) string
		header      string
		mine, other string
	}{
		"a bearer's token": {nil, "Authorization", "Bearer mine", "Bearer other"},
		"a session":        {cookie, "Cookie", "fv=mine", "fv=other"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t, edge.Rate{Times: 10, Per: time.Minute}, c.credential)
			for i := range 10 {
				if got := d.asks("/", address(i), c.header, c.mine); got != 200 {
					t.Fatalf("request %d: %d", i, got)
				}
			}
			if got := d.asks("/", address(99), c.header, c.mine); got != 429 {
				t.Errorf("from a new address: %d", got)
			}
			if got := d.asks("/", address(1), c.header, c.other); got != 200 {
				t.Errorf("another's: %d", got)
			}
			if got := d.asks("/", address(1)); got != 200 {
				t.Errorf("without one: %d", got)
			}
			d.clk.Advance(6 * time.Second)
			if got := d.asks("/", address(99), c.header, c.mine); got != 200 {
				t.Errorf("when it is time: %d", got)
			}
		})
	}
}

func TestMadeUpCredentialsDoNotHelpAnAddress(t *testing.T) {
	d := newDoor(t, edge.Rate{Times: 10, Per: time.Minute}, nil)
	for i := range 11 {
		if got := d.asks("/", address(1), "Authorization", fmt.Sprint("Bearer ", i)); (got == 200) != (i < 10) {
			t.Errorf("request %d: %d", i, got)
		}
	}
}

func TestAnOperationsLimitHoldsForAddressCredentialAndAccount(t *testing.T) {
	for name, c := range map[string]struct {
		from   func(i int) string
		header func(i int) []string
	}{
		"one address, many credentials": {func(int) string { return address(1) }, func(i int) []string { return []string{"Authorization", fmt.Sprint("Bearer ", i)} }},
		"one credential":                {address, func(int) []string { return []string{"Authorization", "Bearer mine"} }},
		"one account, many credentials": {address, func(i int) []string { return []string{"Authorization", fmt.Sprint("Bearer ", i), "Test-Account", "u1"} }},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t, edge.Rate{}, nil)
			for i := range 4 {
				if got := d.asks("/api/login", c.from(i), c.header(i)...); (got == 200) != (i < 3) {
					t.Errorf("call %d: %d", i, got)
				}
			}
			if got := d.asks("/api/login", address(77), "Authorization", "Bearer other", "Test-Account", "u2"); got != 200 {
				t.Errorf("somebody else: %d", got)
			}
		})
	}
}
