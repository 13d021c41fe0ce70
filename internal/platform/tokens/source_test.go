package tokens_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// desk gives out numbered tokens of ten minutes.
type desk struct {
	clk    *clock.Fake
	issued atomic.Int64
	away   atomic.Bool
	hold   chan struct{} // when set, the desk answers once it is closed
}

func (d *desk) issue(ctx context.Context, provider string) (string, time.Time, error) {
	n := d.issued.Add(1)
	if d.hold != nil {
		select {
		case <-d.hold:
		case <-ctx.Done():
			return "", time.Time{}, ctx.Err()
		}
	}
	if d.away.Load() {
		return "", time.Time{}, errAway
	}
	return fmt.Sprint(provider, n), d.clk.Now().Add(tokens.MaxServiceLife), nil
}

func newDesk() (*desk, *tokens.ServiceTokenSource) {
	d := &desk{clk: clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))}
	return d, tokens.NewServiceTokenSource(d.issue, d.clk)
}

func wantToken(t *testing.T, s *tokens.ServiceTokenSource, provider, want string) {
	t.Helper()
	if got, err := s.Token(t.Context(), provider); err != nil || got != want {
		t.Errorf("token %q, %v; not %q", got, err, want)
	}
}

func TestATokenIsRenewedAtHalfItsLife(t *testing.T) {
	d, s := newDesk()
	wantToken(t, s, "cart", "cart1")
	wantToken(t, s, "product", "product2")
	d.clk.Advance(tokens.MaxServiceLife/2 - time.Second)
	wantToken(t, s, "cart", "cart1")
	d.clk.Advance(time.Second)
	wantToken(t, s, "cart", "cart3")
	wantToken(t, s, "cart", "cart3")
}

func TestWhileTheIssuerIsAwayTheHeldTokenServesToItsEnd(t *testing.T) {
	d, s := newDesk()
	wantToken(t, s, "cart", "cart1")
	d.away.Store(true)
	d.clk.Advance(tokens.MaxServiceLife - 2*time.Second)
	for range 20 {
		wantToken(t, s, "cart", "cart1")
	}
	if n := d.issued.Load(); n != 2 {
		t.Errorf("20 calls asked an issuer that is away %d times", n-1)
	}
	d.clk.Advance(2 * time.Second)
	if _, err := s.Token(t.Context(), "cart"); !errors.Is(err, errAway) {
		t.Errorf("with an expired token: %v", err)
	}
	d.away.Store(false)
	wantToken(t, s, "cart", "cart4")
}

func TestManyWhoNeedATokenFetchOne(t *testing.T) {
	d, s := newDesk()
	d.hold = make(chan struct{})
	var all sync.WaitGroup
	for range 32 {
		all.Go(func() { wantToken(t, s, "cart", "cart1") })
	}
	until(t, func() bool { return d.issued.Load() == 1 })
	close(d.hold)
	all.Wait()
	if n := d.issued.Load(); n != 1 {
		t.Errorf("%d tokens were fetched", n)
	}
}

func TestNobodyWaitsForARenewalWhileTheTokenIsGood(t *testing.T) {
	d, s := newDesk()
	wantToken(t, s, "cart", "cart1")
	d.clk.Advance(tokens.MaxServiceLife / 2)
	d.hold = make(chan struct{})
	var renewal sync.WaitGroup
	renewal.Go(func() { wantToken(t, s, "cart", "cart2") })
	until(t, func() bool { return d.issued.Load() == 2 })
	wantToken(t, s, "cart", "cart1") // would hang if it waited
	close(d.hold)
	renewal.Wait()
	wantToken(t, s, "cart", "cart2")
}

func TestWhoGivesUpWaitingLeavesTheOthersAlone(t *testing.T) {
	d, s := newDesk()
	d.hold = make(chan struct{})
	ctx, giveUp := context.WithCancel(t.Context())
	var first, second sync.WaitGroup
	first.Go(func() {
		if _, err := s.Token(ctx, "cart"); !errors.Is(err, context.Canceled) {
			t.Errorf("who gave up got %v", err)
		}
	})
	until(t, func() bool { return d.issued.Load() == 1 })
	second.Go(func() { wantToken(t, s, "cart", "cart2") })
	giveUp()
	first.Wait()
	close(d.hold)
	second.Wait()
}
