package app_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/id"
)

// call sends one request from outside, as it stands.
func call(t *testing.T, shop *apptest.Shop, method, path, body string, header ...string) page {
	t.Helper()
	req, err := http.NewRequest(method, shop.URL+path, strings.NewReader(body))
	must(t, err)
	if strings.HasPrefix(body, "{") {
		req.Header.Set("Content-Type", "application/json")
	} else if body != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	must(t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	must(t, err)
	return page{resp, string(text)}
}

func TestProbesAndMetricsAreNotForThePublic(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{Public: "https://flores.example"})
	for _, path := range []string{"/livez", "/readyz", "/health", "/metrics", "/debug/pprof/"} {
		for _, door := range []string{"", "/api"} {
			if p := call(t, shop, "GET", door+path, ""); p.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %d", door+path, p.StatusCode)
			}
		}
		// A door with a port of its own, as it runs in a cluster.
		for _, door := range []string{"frontend", "api-gateway"} {
			for what, h := range map[string]http.Header{
				"through the ingress":     {"X-Forwarded-For": {"203.0.113.9"}},
				"through another proxy":   {"Forwarded": {"for=203.0.113.9"}},
				"by the shop's own name":  {"Host": {"flores.example"}},
				"from beside it, probing": {},
			} {
				req := httptest.NewRequest("GET", path, nil)
				req.Header, req.Host = h, h.Get("Host")
				w := httptest.NewRecorder()
				shop.App.Handler(door).ServeHTTP(w, req)
				want := http.StatusNotFound
				if len(h) == 0 && path != "/metrics" && !strings.HasPrefix(path, "/debug") {
					want = http.StatusOK
				}
				if w.Code != want || want == http.StatusOK && w.Body.Len() > 0 {
					t.Errorf("%s%s %s: %d %q", door, path, what, w.Code, w.Body)
				}
			}
		}
	}
}

func TestWhatOnlyServicesMaySayIsNotHeardFromOutside(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	// The service itself refuses a service token that is none; at the doors it is not there.
	owned := httptest.NewRequest("GET", cartapi.Get.Path, nil)
	owned.Header.Set("Service-Authorization", "Bearer x")
	w := httptest.NewRecorder()
	if shop.App.Handler("cart-service").ServeHTTP(w, owned); w.Code != http.StatusUnauthorized {
		t.Fatalf("the service takes a false service token: %d", w.Code)
	}
	if p := call(t, shop, "GET", "/api/cart", "", "Service-Authorization", "Bearer x"); p.StatusCode != http.StatusOK {
		t.Errorf("Service-Authorization goes through the door: %d %s", p.StatusCode, p.Text)
	}
	// Nor does a true one open anything.
	credential, err := shop.App.Credential("order-service")
	must(t, err)
	ask := authapi.ServiceTokenInput{}
	ask.Body.Service, ask.Body.Credential, ask.Body.Provider = "order-service", credential, "product-service"
	token, err := authapi.IssueServiceToken.Call(t.Context(), shop.Conn("order-service", "auth-service"), &ask)
	must(t, err)
	direct := httptest.NewRequest("GET", "/internal/products/audit", nil)
	direct.Header.Set("Service-Authorization", "Bearer "+token.Token)
	w = httptest.NewRecorder()
	if shop.App.Handler("product-service").ServeHTTP(w, direct); w.Code != http.StatusOK {
		t.Fatalf("the service refuses a true service token: %d", w.Code)
	}
	for _, s := range shop.App.Table() {
		for _, op := range s.Operations {
			if !op.Internal() {
				continue
			}
			for _, target := range []string{path(op), "/api" + path(op), "/api" + strings.TrimPrefix(path(op), "/internal"), "//" + strings.TrimPrefix(path(op), "/"), "/api/.." + path(op), "/api/%2e%2e" + path(op)} {
				p := call(t, shop, op.Method, target, body(op), "Service-Authorization", "Bearer "+token.Token)
				switch p.StatusCode {
				case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusBadRequest, http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusUnprocessableEntity, http.StatusUnauthorized:
				default:
					t.Errorf("%s %s: %d %s", op.Method, target, p.StatusCode, p.Text)
				}
			}
		}
	}

	// An order's events carry the trace of who caused them: the shop's own, not a client's.
	add := `{"sku":"` + apptest.DefaultSKU + `","quantity":1}`
	if p := call(t, shop, "POST", "/api/cart/items", add, "Traceparent", trace, "Tracestate", "x=1", "Baggage", "x=1"); p.StatusCode != http.StatusOK {
		t.Errorf("adding: %d", p.StatusCode)
	}
	for name, b := range storeFiles(t, shop) {
		if bytes.Contains(b, []byte(trace[3:35])) {
			t.Errorf("%s holds the client's trace", name)
		}
	}
}

func TestTheClientsAddressIsWhatATrustedProxySays(t *testing.T) {
	attempt := func(t *testing.T, shop *apptest.Shop, from string) int {
		return call(t, shop, "POST", "/api/auth/forgot-password", `{"email":"`+id.New()+`@example.cl"}`, "X-Forwarded-For", from).StatusCode
	}
	limited := func(c *app.Config) { c.RateLimit = 100_000 }
	trusting := func(c *app.Config) { limited(c); c.Trusted = []string{"127.0.0.0/8", "10.0.0.0/8"} }
	for name, c := range map[string]struct {
		config func(*app.Config)
		from   func(i int) string // of the i-th of six; five are allowed
		last   int
	}{
		"nobody is trusted: what they say is not heard":    {limited, func(i int) string { return fmt.Sprintf("203.0.113.%d", i) }, http.StatusTooManyRequests},
		"a trusted proxy: each client has a count":         {trusting, func(i int) string { return fmt.Sprintf("203.0.113.%d", i) }, http.StatusAccepted},
		"what the client itself wrote to the left is not":  {trusting, func(i int) string { return fmt.Sprintf("198.51.100.%d, 203.0.113.9", i) }, http.StatusTooManyRequests},
		"through two trusted proxies":                      {trusting, func(i int) string { return fmt.Sprintf("198.51.100.%d, 203.0.113.9, 10.1.2.3", i) }, http.StatusTooManyRequests},
		"one household has one count, by its IPv6 network": {trusting, func(i int) string { return fmt.Sprintf("2001:db8:1:2::%d", i) }, http.StatusTooManyRequests},
		"two households have two":                          {trusting, func(i int) string { return fmt.Sprintf("2001:db8:1:%d::1", i) }, http.StatusAccepted},
		"an address that is none ends the walk":            {trusting, func(i int) string { return fmt.Sprintf("203.0.113.%d, unknown", i) }, http.StatusTooManyRequests},
	} {
		t.Run(name, func(t *testing.T) {
			shop := apptest.Start(t, apptest.Options{Config: c.config, Clock: clock.NewFake(apptest.Morning(t))})
			for i := range 5 {
				if got := attempt(t, shop, c.from(i)); got != http.StatusAccepted {
					t.Fatalf("attempt %d: %d", i, got)
				}
			}
			if got := attempt(t, shop, c.from(5)); got != c.last {
				t.Errorf("the sixth: %d, want %d", got, c.last)
			}
		})
	}
}

func TestLogInsAreCountedByAddressAtBothDoorsTogether(t *testing.T) {
	clk := clock.NewFake(apptest.Morning(t))
	shop := apptest.Start(t, apptest.Options{Clock: clk, Config: func(c *app.Config) { c.RateLimit = 100_000 }})
	api := func() page {
		return call(t, shop, "POST", "/api/auth/login", `{"email":"`+id.New()+`@example.cl","password":"no-es-esta"}`)
	}
	pages := func() page {
		return call(t, shop, "POST", "/entrar", "correo="+id.New()+"%40example.cl&clave=no-es-esta")
	}
	for i := range 10 {
		if p := api(); p.StatusCode != http.StatusUnauthorized {
			t.Fatalf("log-in %d by the API: %d %s", i, p.StatusCode, p.Text)
		}
		if p := pages(); p.StatusCode != http.StatusUnprocessableEntity {
			t.Fatalf("log-in %d by the pages: %d", i, p.StatusCode)
		}
	}
	for door, ask := range map[string]func() page{"API": api, "pages": pages} {
		p := ask()
		if p.StatusCode != http.StatusTooManyRequests {
			t.Errorf("the 21st at the %s: %d", door, p.StatusCode)
		}
		if after := p.Header.Get("Retry-After"); after != "3" {
			t.Errorf("the %s says to come back in %q s", door, after)
		}
	}
	clk.Advance(3e9)
	if p := api(); p.StatusCode != http.StatusUnauthorized {
		t.Errorf("after that time: %d", p.StatusCode)
	}

	// The general limit is the doors' too.
	few := apptest.Start(t, apptest.Options{Clock: clk, Config: func(c *app.Config) { c.RateLimit = 4 }})
	for _, path := range []string{"/", "/api/categories", "/despacho", "/api/delivery/zones"} {
		if p := call(t, few, "GET", path, ""); p.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, p.StatusCode)
		}
	}
	for _, path := range []string{"/", "/api/categories"} {
		if p := call(t, few, "GET", path, ""); p.StatusCode != http.StatusTooManyRequests || p.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %d, Retry-After %q", path, p.StatusCode, p.Header.Get("Retry-After"))
		}
	}
}
