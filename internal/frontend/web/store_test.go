package web

import (
	"bytes"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// A copy of the session store is worth nothing without the browsers' cookies.
func TestASessionOpensWithTheBrowsersTokenAlone(t *testing.T) {
	clk := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
	store := kv.NewMemory(clk, 100)
	sessions := sessionStore{store, clk}
	token, other := id.Secret(), id.Secret()
	session, err := scs.GobCodec{}.Encode(clk.Now().Add(time.Hour), values{keyRefresh: "b7Q4mJ2x"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tok := range []string{token, other} {
		if err := sessions.Commit(tok, session, clk.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if got, ok, err := sessions.Find(token); err != nil || !ok || !bytes.Equal(got, session) {
		t.Errorf("its own browser finds %q, %v, %v", got, ok, err)
	}
	mine, ok, err := store.Get(t.Context(), sessionKey(token))
	if err != nil || !ok {
		t.Fatalf("not stored under the token's hash: %v", err)
	}
	if bytes.Contains(mine.Value, []byte(keyRefresh)) || bytes.Contains(mine.Value, []byte("b7Q4mJ2x")) {
		t.Error("the store reads the session")
	}
	// Somebody who writes to the store cannot hand one visitor another's session.
	if _, err := store.Update(t.Context(), sessionKey(other), func(kv.Entry, bool) (kv.Change, error) {
		return kv.Change{Value: mine.Value, TTL: time.Hour}, nil
	}); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := sessions.Find(other); ok || err != nil {
		t.Errorf("another browser finds %q, %v", got, err)
	}
	if err := sessions.Delete(token); err != nil {
		t.Fatal(err)
	}
	if _, ok, _ := sessions.Find(token); ok {
		t.Error("a deleted session is found")
	}
}
