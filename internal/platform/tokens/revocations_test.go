package tokens_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/tokens"
)

func poll(t *testing.T, v *tokens.Verifier) {
	t.Helper()
	if err := v.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestARevokedSessionEndsAlsoWhenItsSignatureIsKnown(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	ended, other := i.user(t, user("ana", "phone")), i.user(t, user("ana", "laptop"))
	if _, err := identify(t, v, tokens.UserHeader, ended); err != nil {
		t.Fatal(err)
	}
	i.set(func() { i.revoked = append(i.revoked, tokens.Revocation{SessionID: "phone", UserID: "ana"}) })
	poll(t, v)
	_, err := identify(t, v, tokens.UserHeader, ended)
	refused(t, err, 401, "session_revoked")
	if _, err := identify(t, v, tokens.UserHeader, other); err != nil {
		t.Errorf("the other session: %v", err)
	}
}

func TestAChangeOfRoleEndsOlderTokensOnly(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	before := i.user(t, florist())
	i.set(func() {
		i.revoked = append(i.revoked, tokens.Revocation{UserID: "rosa", RoleVersion: 5}, tokens.Revocation{UserID: "rosa", RoleVersion: 3})
	})
	poll(t, v)
	_, err := identify(t, v, tokens.UserHeader, before)
	refused(t, err, 401, "session_revoked")
	promoted := florist()
	promoted.RoleVersion = 5
	if _, err := identify(t, v, tokens.UserHeader, i.user(t, promoted)); err != nil {
		t.Error(err)
	}
}

func TestWithoutNewsTheIdentityIsStaleAfterTenSeconds(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	token := i.user(t, florist())
	i.set(func() { i.away = true })
	i.clk.Advance(tokens.StaleAfter)
	if id, err := identify(t, v, tokens.UserHeader, token); err != nil || id.Stale {
		t.Errorf("at ten seconds: %+v, %v", id, err)
	}
	i.clk.Advance(time.Second)
	if id, err := identify(t, v, tokens.UserHeader, token); err != nil || !id.Stale || id.UserID != "rosa" {
		t.Errorf("after ten seconds: %+v, %v", id, err)
	}
	if id, err := identify(t, v, tokens.UserHeader, i.user(t, user("ana", "s1"))); err != nil || !id.Stale || id.UserID != "ana" {
		t.Errorf("a customer goes on: %+v, %v", id, err)
	}
}

func TestStaffAreServedAtOnceWhenNewsCanBeHadAgain(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	i.clk.Advance(time.Minute) // as after a machine's sleep
	token := i.user(t, florist())
	if id, err := identify(t, v, tokens.UserHeader, token); err != nil || id.Stale {
		t.Errorf("%+v, %v", id, err)
	}
	i.clk.Advance(time.Minute)
	i.set(func() { i.away = true })
	asked := i.feedAsked.Load()
	for range 20 {
		if id, err := identify(t, v, tokens.UserHeader, token); err != nil || !id.Stale {
			t.Errorf("%+v, %v", id, err)
		}
	}
	if n := i.feedAsked.Load() - asked; n != 1 {
		t.Errorf("20 requests asked an issuer that is away %d times", n)
	}
}

func TestBeforeTheFirstNewsEverybodyIsStale(t *testing.T) {
	i := newIssuer(t)
	v := i.verifier(t)
	if id, err := identify(t, v, tokens.UserHeader, i.user(t, user("ana", "s1"))); err != nil || !id.Stale {
		t.Errorf("%+v, %v", id, err)
	}
}

func TestRunFollowsTheFeedUntilItIsStopped(t *testing.T) {
	i := newIssuer(t)
	i.away = true
	v := i.verifier(t)
	ctx, stop := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() {
		if err := v.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	until(t, func() bool { return i.feedAsked.Load() > 1 })
	i.set(func() { i.away = false })
	until(t, v.KeysLoaded)
	token := i.user(t, user("ana", "phone"))
	i.set(func() { i.revoked = append(i.revoked, tokens.Revocation{SessionID: "phone"}) })
	until(t, func() bool { _, err := identify(t, v, tokens.UserHeader, token); return err != nil })
	stop()
	run.Wait()
}

func TestManyRequestsAndNewsAtOnce(t *testing.T) {
	i := newIssuer(t)
	v := i.ready(t)
	var all sync.WaitGroup
	for n := range 16 {
		token := i.user(t, user("ana", fmt.Sprint(n)))
		all.Go(func() {
			for range 50 {
				if id, err := identify(t, v, tokens.UserHeader, token); err == nil && id.SessionID != fmt.Sprint(n) {
					t.Errorf("session %d was taken for %s", n, id.SessionID)
				}
			}
		})
		all.Go(func() {
			i.set(func() { i.revoked = append(i.revoked, tokens.Revocation{SessionID: fmt.Sprint(n)}) })
			if err := v.Poll(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for n := range 16 {
		_, err := identify(t, v, tokens.UserHeader, i.user(t, user("ana", fmt.Sprint(n))))
		refused(t, err, 401, "session_revoked")
	}
}

// until waits for what another goroutine brings about.
func until(t *testing.T, came func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !came() {
		if time.Now().After(deadline) {
			t.Fatal("it never came to be")
		}
		time.Sleep(time.Millisecond)
	}
}
