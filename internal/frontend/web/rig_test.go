package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/redis"
	"floresvictoria.cl/flores/internal/platform/redis/redistest"
)

const ana = "ana@example.cl"

// house is sites before real services of log-in and carts, on one store of sessions.
type house struct {
	t     *testing.T
	auth  *authtest.Shop
	cart  *carttest.Shop
	store kv.Store
	site  *Site

	mu    sync.Mutex
	gates []gate // of pages that are asked to wait
}

// gate is where pages that have their session by now wait.
type gate struct{ entered, open chan struct{} }

// each runs a test on both kinds of store.
func each(t *testing.T, test func(t *testing.T, h *house)) {
	for name, open := range map[string]func(*testing.T, clock.Clock) kv.Store{
		"embedded": func(_ *testing.T, clk clock.Clock) kv.Store { return kv.NewMemory(clk, 1000) },
		"redis": func(t *testing.T, clk clock.Clock) kv.Store {
			return redis.NewStore(redistest.Open(t), "session", clk, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := &house{t: t, auth: authtest.Open(t, authtest.SQLite(t), auth.Config{}), cart: carttest.New(t)}
			h.auth.SignUp(t, ana)
			h.store = open(t, h.auth.Clock)
			h.site = h.newSite()
			test(t, h)
		})
	}
}

// newSite is one more replica.
func (h *house) newSite() *Site {
	s := NewSite(Options{
		Sessions: h.store, Limiter: edge.Unlimited{}, Clock: h.auth.Clock, Log: slog.New(slog.DiscardHandler),
		Services: []Behind{
			{Name: "auth-service", Operations: authapi.Operations(), Conn: h.auth.Conn},
			{Name: "cart-service", Operations: cartapi.Operations(), Conn: h.cart.Conn},
		},
	})
	page := func(path string, do func(*Visit) error) {
		s.Page("GET "+path, func(v *Visit) error {
			if n, err := strconv.Atoi(v.R.URL.Query().Get("wait")); err == nil {
				h.mu.Lock()
				g := h.gates[n]
				h.mu.Unlock()
				g.entered <- struct{}{}
				<-g.open
			}
			if err := do(v); err != nil {
				return err
			}
			who := "guest"
			if v.Account() != nil {
				who = v.Account().Email
			}
			_, err := fmt.Fprintf(v.W, "%s cart=%s bag=%d", who, v.get(keyCart), v.BagCount())
			return err
		})
	}
	page("/look", func(*Visit) error { return nil })
	page("/remember/{name}/{value}", func(v *Visit) error {
		v.Remember(v.R.PathValue("name"), v.R.PathValue("value"))
		return nil
	})
	page("/remembered/{name}", func(v *Visit) error {
		_, err := fmt.Fprint(v.W, v.Remembered(v.R.PathValue("name")), "|")
		return err
	})
	page("/took/{token}/{count}", func(v *Visit) error {
		a := &cartapi.Answer{Token: v.R.PathValue("token")}
		_, err := fmt.Sscan(v.R.PathValue("count"), &a.Body.Count)
		v.TookCart(a)
		return err
	})
	page("/in", func(v *Visit) error {
		in := authapi.LoginInput{}
		in.Body.Email, in.Body.Password = ana, authtest.Password
		out, err := Call(v, authapi.Login, &in)
		if err != nil {
			return err
		}
		return v.SignedIn(out)
	})
	page("/out", func(v *Visit) error { return v.SignedOut() })
	return s
}

// browser keeps one cookie.
type browser struct {
	*house
	cookie string
}

func (h *house) browser() *browser { return &browser{house: h} }

// ask sends a request and gives the answer, without keeping its cookie.
func (b *browser) ask(ctx context.Context, site *Site, path string) *http.Response {
	r := httptest.NewRequestWithContext(ctx, "GET", path, nil)
	if b.cookie != "" {
		r.AddCookie(&http.Cookie{Name: site.sessions.Cookie.Name, Value: b.cookie})
	}
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	return w.Result()
}

func body(res *http.Response) string {
	b := make([]byte, 1<<20)
	n, _ := res.Body.Read(b)
	return string(b[:n])
}

// open opens a page and keeps its cookie.
func (b *browser) open(path string) string { return b.openAt(b.site, path) }

func (b *browser) openAt(site *Site, path string) string {
	b.t.Helper()
	res := b.ask(b.t.Context(), site, path)
	if res.StatusCode != 200 {
		b.t.Fatalf("%s: %d", path, res.StatusCode)
	}
	for _, c := range res.Cookies() {
		b.cookie = c.Value
	}
	return body(res)
}

// slow opens pages that have their session by now and go on with finish, which gives
// their answers.
func (b *browser) slow(paths ...string) (finish func() []*http.Response) {
	b.t.Helper()
	g := gate{make(chan struct{}, len(paths)), make(chan struct{})}
	b.mu.Lock()
	n := len(b.gates)
	b.gates = append(b.gates, g)
	b.mu.Unlock()
	same, answers := *b, make([]*http.Response, len(paths))
	done := make(chan struct{}, len(paths))
	for i, path := range paths {
		go func() {
			answers[i] = same.ask(context.Background(), same.site, path+"?wait="+strconv.Itoa(n))
			done <- struct{}{}
		}()
	}
	wait := func(what chan struct{}) {
		b.t.Helper()
		for range paths {
			select {
			case <-what:
			case <-time.After(20 * time.Second):
				b.t.Fatal("a page hangs")
			}
		}
	}
	wait(g.entered)
	return func() []*http.Response {
		b.t.Helper()
		close(g.open)
		wait(done)
		return answers
	}
}
