package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// tokenTime is longer than an access token lives, and than a spent refresh token may
// be shown again.
const tokenTime = 6 * time.Minute

func TestASlowPageDoesNotBringASpentTokenBack(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		b := h.browser()
		b.open("/in")
		finish := b.slow("/remember/comuna/nunoa")
		for range 2 {
			h.auth.Clock.Advance(tokenTime)
			b.open("/look") // renews
		}
		finish()
		h.auth.Clock.Advance(tokenTime)
		if got := b.open("/look"); !strings.HasPrefix(got, ana) {
			t.Errorf("now %q: the visitor is logged out", got)
		}
		if got := b.open("/remembered/comuna"); !strings.HasPrefix(got, "nunoa|") {
			t.Errorf("what the slow page remembered is lost: %q", got)
		}
	})
}

func TestNoChangeOfPagesAtOneTimeIsLost(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		b := h.browser()
		b.open("/remember/first/x")
		var paths []string
		for i := range 20 {
			paths = append(paths, fmt.Sprintf("/remember/n%d/v%d", i, i))
		}
		b.slow(paths...)()
		for i := range 20 {
			if got := b.open(fmt.Sprint("/remembered/n", i)); !strings.HasPrefix(got, fmt.Sprintf("v%d|", i)) {
				t.Errorf("of page %d there is %q", i, got)
			}
		}
	})
}

func TestACartIsNotLostToAPageThatBeganWithoutIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		b := h.browser()
		b.open("/remember/first/x")
		finish, second := b.slow("/remember/comuna/nunoa"), b.slow("/took/second/2")
		b.open("/took/first/1")
		finish()
		if got := b.open("/look"); got != "guest cart=first bag=1" {
			t.Errorf("now %q", got)
		}
		second() // of two first adds the cart that is there already stays, with its count
		if got := b.open("/look"); got != "guest cart=first bag=1" {
			t.Errorf("now %q", got)
		}
	})
}

func TestALogOutIsNotUndoneByALatePage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		b := h.browser()
		b.open("/in")
		old := *b
		finish := b.slow("/remember/comuna/nunoa", "/took/late/1")
		b.open("/out?lang=en")
		for _, res := range finish() {
			if res.StatusCode != 200 || len(res.Cookies()) != 0 {
				t.Errorf("the late page answers %d with cookies %v", res.StatusCode, res.Cookies())
			}
		}
		for name, b := range map[string]*browser{"the browser": b, "a copy of its old cookie": &old} {
			if got := b.open("/look"); got != "guest cart= bag=0" {
				t.Errorf("%s is %q", name, got)
			}
		}
	})
}

func TestALogInIsNotUndoneByALatePageAndKeepsWhatOthersStored(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for _, before := range []bool{true, false} { // the page ends before or after the log-in
			b := h.browser()
			b.open("/remember/first/x")
			old := *b
			late, in := b.slow("/remember/comuna/nunoa"), b.slow("/in")
			b.open("/remember/date/2026-12-24")
			if before {
				late()
			}
			for _, c := range in()[0].Cookies() {
				b.cookie = c.Value
			}
			if b.cookie == old.cookie {
				t.Fatal("the log-in gave no new session")
			}
			if !before {
				if c := late()[0].Cookies(); len(c) != 0 {
					t.Errorf("the late page sends cookies %v", c)
				}
			}
			if got := b.open("/look"); !strings.HasPrefix(got, ana) {
				t.Errorf("now %q", got)
			}
			if got := b.open("/remembered/date"); !strings.HasPrefix(got, "2026-12-24|") {
				t.Errorf("what another page stored while the log-in worked is lost: %q", got)
			}
			if got := b.open("/remembered/comuna"); strings.HasPrefix(got, "nunoa|") != before {
				t.Errorf("the late page's, before %v: %q", before, got)
			}
			if got := old.open("/look"); !strings.HasPrefix(got, "guest") {
				t.Errorf("the old session is %q", got)
			}
		}
	})
}

func TestACookieIsSentOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		b := h.browser()
		b.open("/remember/comuna/nunoa")
		if res := b.ask(t.Context(), h.site, "/remember/comuna/macul"); len(res.Cookies()) != 0 {
			t.Errorf("again: %v", res.Cookies())
		}
		if got := b.open("/remembered/comuna"); !strings.HasPrefix(got, "macul|") {
			t.Errorf("remembered %q", got)
		}
	})
}

// The lock on refreshing is a process's own. Over replicas it is auth-service that
// gives all the same successor, and the session that keeps the newest.
func TestTwoReplicasRenewOneSession(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		sites := []*Site{h.site, h.newSite()}
		b := h.browser()
		b.open("/in")
		for round := range 4 {
			h.auth.Clock.Advance(tokenTime)
			var all sync.WaitGroup
			for i := range 12 {
				all.Go(func() {
					res := b.ask(t.Context(), sites[i%2], fmt.Sprintf("/remember/n%d/r%d", i, round))
					if got := body(res); res.StatusCode != 200 || !strings.HasPrefix(got, ana) {
						t.Errorf("round %d, page %d: %d %q", round, i, res.StatusCode, got)
					}
				})
			}
			all.Wait()
			for i := range 12 {
				if got := b.openAt(sites[round%2], fmt.Sprint("/remembered/n", i)); !strings.HasPrefix(got, fmt.Sprintf("r%d|", round)) {
					t.Errorf("round %d: page %d's is %q", round, i, got)
				}
			}
		}
	})
}

func TestAVisitorWhoLeavesWhileTheTokenIsRenewedStaysLoggedIn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		b := h.browser()
		b.open("/in")
		h.auth.Clock.Advance(tokenTime)
		ctx, leave := context.WithCancel(t.Context())
		h.site.Page("GET /leave", func(*Visit) error {
			leave() // with the token renewed, and before the session is stored
			return nil
		})
		if b.ask(ctx, h.site, "/leave"); ctx.Err() == nil {
			t.Fatal("the visitor has not left")
		}
		h.auth.Clock.Advance(tokenTime)
		if got := b.open("/look"); !strings.HasPrefix(got, ana) {
			t.Errorf("now %q", got)
		}
	})
}

// fragile is a store that can be cut off for writing.
type fragile struct {
	kv.Store
	down atomic.Bool
}

func (f *fragile) Update(ctx context.Context, key string, fn kv.Func) (kv.Entry, error) {
	if f.down.Load() {
		return kv.Entry{}, errors.New("the store is away")
	}
	return f.Store.Update(ctx, key, fn)
}

func TestAPageWhoseSessionIsNotStoredIsNotShown(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		store := &fragile{Store: h.store}
		h.store = store
		h.site = h.newSite()
		b := h.browser()
		b.open("/remember/comuna/nunoa")
		store.down.Store(true)
		res := b.ask(t.Context(), h.site, "/took/first/1")
		if got := body(res); res.StatusCode != 503 || strings.Contains(got, "first") || res.Header.Get("Retry-After") == "" {
			t.Errorf("%d %q", res.StatusCode, got)
		}
		if res := b.ask(t.Context(), h.site, "/look"); res.StatusCode != 200 {
			t.Errorf("a page that changes nothing: %d", res.StatusCode)
		}
		store.down.Store(false)
		if got := b.open("/look"); got != "guest cart= bag=0" {
			t.Errorf("then %q", got)
		}
	})
}

// counter is a limiter that tells what was counted.
type counter struct {
	edge.Unlimited
	mu   sync.Mutex
	keys []string
}

func (c *counter) Allow(ctx context.Context, key string, rate edge.Rate) (bool, time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keys = append(c.keys, key)
	return c.Unlimited.Allow(ctx, key, rate)
}

func TestAnOperationsLimitCountsForTheAccountOverItsBrowsers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		limiter := &counter{}
		h.site.Limiter = limiter
		one, two := h.browser(), h.browser()
		one.open("/in")
		two.open("/in")
		guests := slices.Clone(limiter.keys)
		one.open("/in") // by now signed in
		two.open("/in")
		var accounts []string
		for _, k := range limiter.keys {
			if strings.Contains(k, "/account/") {
				accounts = append(accounts, k)
			}
		}
		if len(accounts) != 2 || accounts[0] != accounts[1] || slices.ContainsFunc(guests, func(k string) bool { return strings.Contains(k, "account") }) {
			t.Errorf("counted %v", limiter.keys)
		}
	})
}
