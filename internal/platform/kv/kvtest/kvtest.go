// Package kvtest is what every key-value store must do: the one suite that the
// twins pass.
package kvtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// Clients is how many use a store at one time in the suite.
const Clients = 32

// Run runs the suite. open gives an empty store on the clock, with room for at
// least 2,000 keys.
func Run(t *testing.T, open func(t *testing.T, clk clock.Clock) kv.Store) {
	for name, test := range map[string]func(*testing.T, kv.Store, *clock.Fake){
		"a value is read as it was stored":            valuesRoundTrip,
		"a change sees the last one and raises it":    versionsRise,
		"an error or Keep leaves a key as it was":     refusalsKeep,
		"a deleted key is gone and its version not":   deleted,
		"an expired key is gone":                      expired,
		"a sweep removes what expired and no more":    swept,
		"a scan gives every key of the prefix":        scanned,
		"keys and values out of bounds are refused":   bounded,
		"no change of many clients is lost":           concurrentCounter,
		"many clients take exactly what there is":     concurrentTake,
		"what a caller does to its slice stays there": slicesAreCopies,
	} {
		t.Run(name, func(t *testing.T) {
			clk := clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
			test(t, open(t, clk), clk)
		})
	}
}

// set stores a value.
func set(value string, ttl time.Duration) kv.Func {
	return func(kv.Entry, bool) (kv.Change, error) { return kv.Change{Value: []byte(value), TTL: ttl}, nil }
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// get returns "" and false for a key that is not there.
func get(t *testing.T, s kv.Store, key string) (string, bool) {
	t.Helper()
	e, ok, err := s.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return string(e.Value), ok
}

func valuesRoundTrip(t *testing.T, s kv.Store, clk *clock.Fake) {
	if _, ok := get(t, s, "none"); ok {
		t.Error("a key is there before it was stored")
	}
	for key, value := range map[string]string{
		"text": "una rosa", "empty": "", "binary": "\x00\xff\x00", "clave:ñandú 🌹": "x", "big": strings.Repeat("x", kv.MaxValue),
	} {
		stored := must(s.Update(t.Context(), key, set(value, 0)))(t)
		e, ok, err := s.Get(t.Context(), key)
		if err != nil || !ok || !bytes.Equal(e.Value, []byte(value)) || e.Key != key || !e.Expires.IsZero() {
			t.Errorf("%s: %v %v, expires %v", key, ok, err, e.Expires)
		}
		if e.Version != stored.Version || e.Version == 0 {
			t.Errorf("%s: version %d, stored as %d", key, e.Version, stored.Version)
		}
	}
	e := must(s.Update(t.Context(), "short", set("x", time.Minute)))(t)
	if want := clk.Now().Add(time.Minute); !e.Expires.Equal(want) {
		t.Errorf("expires %v, not %v", e.Expires, want)
	}
}

func versionsRise(t *testing.T, s kv.Store, _ *clock.Fake) {
	last := must(s.Update(t.Context(), "k", set("0", 0)))(t)
	for i := 1; i < 5; i++ {
		next := must(s.Update(t.Context(), "k", func(old kv.Entry, ok bool) (kv.Change, error) {
			if !ok || old.Version != last.Version || string(old.Value) != strconv.Itoa(i-1) {
				t.Errorf("change %d sees %v %+v", i, ok, old)
			}
			return kv.Change{Value: []byte(strconv.Itoa(i))}, nil
		}))(t)
		if next.Version <= last.Version || string(next.Value) != strconv.Itoa(i) {
			t.Errorf("after %d: %+v", last.Version, next)
		}
		last = next
	}
}

func refusalsKeep(t *testing.T, s kv.Store, _ *clock.Fake) {
	before := must(s.Update(t.Context(), "k", set("old", time.Hour)))(t)
	no := errors.New("no")
	if _, err := s.Update(t.Context(), "k", func(kv.Entry, bool) (kv.Change, error) { return kv.Change{Delete: true}, no }); !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
	keep := func(kv.Entry, bool) (kv.Change, error) { return kv.Change{Keep: true, Value: []byte("new")}, nil }
	if e := must(s.Update(t.Context(), "k", keep))(t); e.Version != before.Version || string(e.Value) != "old" {
		t.Errorf("Keep gave %+v", e)
	}
	must(s.Update(t.Context(), "none", keep))(t)
	if _, ok := get(t, s, "none"); ok {
		t.Error("Keep made a key")
	}
	if e, ok, err := s.Get(t.Context(), "k"); err != nil || !ok || e.Version != before.Version || !e.Expires.Equal(before.Expires) {
		t.Errorf("now %+v %v", e, err)
	}
}

func deleted(t *testing.T, s kv.Store, clk *clock.Fake) {
	before := must(s.Update(t.Context(), "k", set("x", 0)))(t)
	if err := errors.Join(s.Delete(t.Context(), "k"), s.Delete(t.Context(), "k"), s.Delete(t.Context(), "none")); err != nil {
		t.Fatal(err)
	}
	if _, ok := get(t, s, "k"); ok {
		t.Error("still there")
	}
	clk.Advance(time.Second)
	after := must(s.Update(t.Context(), "k", set("y", 0)))(t)
	if after.Version <= before.Version {
		t.Errorf("version %d after %d", after.Version, before.Version)
	}
	gone := must(s.Update(t.Context(), "k", func(kv.Entry, bool) (kv.Change, error) { return kv.Change{Delete: true}, nil }))(t)
	if _, ok := get(t, s, "k"); ok || gone.Version <= after.Version {
		t.Errorf("there: %v, version %d after %d", ok, gone.Version, after.Version)
	}
}

func expired(t *testing.T, s kv.Store, clk *clock.Fake) {
	first := must(s.Update(t.Context(), "k", set("x", time.Minute)))(t)
	clk.Advance(time.Minute - time.Microsecond)
	if _, ok := get(t, s, "k"); !ok {
		t.Error("gone too early")
	}
	clk.Advance(time.Microsecond)
	if _, ok := get(t, s, "k"); ok {
		t.Error("still there")
	}
	if page := must(s.Scan(t.Context(), "", "", 10))(t); len(page.Entries) != 0 {
		t.Error("a scan shows it")
	}
	second := must(s.Update(t.Context(), "k", func(old kv.Entry, ok bool) (kv.Change, error) {
		if ok || old.Value != nil {
			t.Error("a change sees it")
		}
		return kv.Change{Value: []byte("y")}, nil // this one stays
	}))(t)
	clk.Advance(24 * time.Hour)
	if v, ok := get(t, s, "k"); !ok || v != "y" || second.Version <= first.Version {
		t.Errorf("%q %v, version %d after %d", v, ok, second.Version, first.Version)
	}
}

func swept(t *testing.T, s kv.Store, clk *clock.Fake) {
	for i := range 5 {
		must(s.Update(t.Context(), fmt.Sprint("short", i), set("x", time.Minute)))(t)
		must(s.Update(t.Context(), fmt.Sprint("long", i), set("x", time.Hour)))(t)
		must(s.Update(t.Context(), fmt.Sprint("ever", i), set("x", 0)))(t)
	}
	clk.Advance(time.Minute)
	for n := 1; n > 0; { // how many a call removes is the store's business
		if n = must(s.Sweep(t.Context(), 2))(t); n > 2 {
			t.Errorf("%d removed, not at most 2", n)
		}
	}
	if page := must(s.Scan(t.Context(), "", "", 100))(t); len(page.Entries) != 10 {
		t.Errorf("%d keys are left, not 10", len(page.Entries))
	}
}

func scanned(t *testing.T, s kv.Store, _ *clock.Fake) {
	want := map[string]string{}
	for i := range 25 {
		key := fmt.Sprintf("cart:%02d", i)
		want[key] = fmt.Sprint(i)
		must(s.Update(t.Context(), key, set(want[key], 0)))(t)
	}
	for _, other := range []string{"cart", "cart;", "car", "dart:1", "caru:1"} {
		must(s.Update(t.Context(), other, set("other", 0)))(t)
	}
	got := map[string]string{}
	for after := ""; ; {
		page := must(s.Scan(t.Context(), "cart:", after, 10))(t)
		for _, e := range page.Entries {
			got[e.Key] = string(e.Value)
		}
		if after = page.Next; after == "" {
			break
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v", slices.Sorted(maps.Keys(got)))
	}
}

func bounded(t *testing.T, s kv.Store, _ *clock.Fake) {
	for name, err := range map[string]error{
		"an empty key": func() error { _, err := s.Update(t.Context(), "", set("x", 0)); return err }(),
		"a long key": func() error {
			_, err := s.Update(t.Context(), strings.Repeat("k", kv.MaxKey+1), set("x", 0))
			return err
		}(),
		"a key that is no text": func() error { _, err := s.Update(t.Context(), "\xff", set("x", 0)); return err }(),
		"a long value": func() error {
			_, err := s.Update(t.Context(), "k", set(strings.Repeat("x", kv.MaxValue+1), 0))
			return err
		}(),
	} {
		if !errors.Is(err, kv.ErrBounds) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func concurrently(fn func(client int)) {
	var clients sync.WaitGroup
	for c := range Clients {
		clients.Go(func() { fn(c) })
	}
	clients.Wait()
}

func concurrentCounter(t *testing.T, s kv.Store, _ *clock.Fake) {
	const each = 20
	concurrently(func(c int) {
		for range each {
			for _, key := range []string{"shared", fmt.Sprint("own", c)} {
				_, err := s.Update(context.Background(), key, func(old kv.Entry, _ bool) (kv.Change, error) {
					n, _ := strconv.Atoi(string(old.Value))
					return kv.Change{Value: []byte(strconv.Itoa(n + 1))}, nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		}
	})
	if v, _ := get(t, s, "shared"); v != strconv.Itoa(Clients*each) {
		t.Errorf("shared counts %s", v)
	}
	for c := range Clients {
		if v, _ := get(t, s, fmt.Sprint("own", c)); v != strconv.Itoa(each) {
			t.Errorf("client %d counts %s", c, v)
		}
	}
}

func concurrentTake(t *testing.T, s kv.Store, _ *clock.Fake) {
	const stock = 10
	must(s.Update(t.Context(), "stock", set(strings.Repeat("x", stock), 0)))(t)
	none := errors.New("none left")
	took := make([]bool, Clients)
	concurrently(func(c int) {
		_, err := s.Update(context.Background(), "stock", func(old kv.Entry, _ bool) (kv.Change, error) {
			if len(old.Value) == 0 {
				return kv.Change{}, none
			}
			return kv.Change{Value: old.Value[1:]}, nil
		})
		if took[c] = err == nil; err != nil && !errors.Is(err, none) {
			t.Error(err)
		}
	})
	sold := 0
	for _, yes := range took {
		if yes {
			sold++
		}
	}
	if left, _ := get(t, s, "stock"); sold != stock || left != "" {
		t.Errorf("sold %d, left %q", sold, left)
	}
}

func slicesAreCopies(t *testing.T, s kv.Store, _ *clock.Fake) {
	mine := []byte("rosa")
	e := must(s.Update(t.Context(), "k", func(kv.Entry, bool) (kv.Change, error) { return kv.Change{Value: mine}, nil }))(t)
	read, _, err := s.Get(t.Context(), "k")
	if err != nil {
		t.Fatal(err)
	}
	page := must(s.Scan(t.Context(), "", "", 1))(t)
	for _, b := range [][]byte{mine, e.Value, read.Value, page.Entries[0].Value} {
		b[0] = 'X'
	}
	if v, _ := get(t, s, "k"); v != "rosa" {
		t.Errorf("stored value became %q", v)
	}
}
