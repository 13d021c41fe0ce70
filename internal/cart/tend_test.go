package cart_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
)

// told lists the owners that cart.abandoned names, oldest first.
func told(t *testing.T, s *carttest.Shop) (owners []string) {
	t.Helper()
	pending, err := s.Outbox.Pending(s.Ctx, 100)
	s.Must(err)
	for _, ev := range pending {
		data, err := cartapi.Abandoned.Decode(ev)
		s.Must(err)
		if ev.Subject != data.UserID || len(data.Lines) == 0 || ev.Version == 0 || ev.Source != "cart-service" {
			t.Errorf("%+v", ev)
		}
		owners = append(owners, data.UserID)
	}
	return owners
}

func TestACartThatLiesForADayIsToldOfOnce(t *testing.T) {
	carttest.Each(t, testACartThatLiesForADayIsToldOfOnce)
}

func testACartThatLiesForADayIsToldOfOnce(t *testing.T, open carttest.Opener) {
	s := open(t)
	tend := func(want int) {
		t.Helper()
		next, err := s.Service.Tend(s.Ctx, "")
		if got := told(t, s); err != nil || next != "" || len(got) != want {
			t.Errorf("told %v (%v), want %d", got, err, want)
		}
	}
	ana := account(t, s, "u1").add("rosa", 1)
	guest(t, s).add("rosa", 1) // nobody to write to
	account(t, s, "u2").add("rosa", 1).clear()
	s.Clock.Advance(day - time.Second)
	tend(0)
	version := ana.take().Version
	s.Clock.Advance(time.Second)
	tend(1)
	tend(1)
	if ana.take().Version != version {
		t.Error("being told of made another version of the cart")
	}
	s.Clock.Advance(30 * day)
	s.Restart()
	tend(1)
	ana.add("lirio", 1) // interested again
	s.Clock.Advance(day)
	tend(2)
}

func TestATurnIsBoundedAndTheNextGoesOn(t *testing.T) {
	carttest.Each(t, testATurnIsBoundedAndTheNextGoesOn)
}

func testATurnIsBoundedAndTheNextGoesOn(t *testing.T, open carttest.Opener) {
	s := open(t)
	const carts = 2100
	for i := range carts {
		account(t, s, fmt.Sprint("u", i)).add("rosa", 1)
	}
	s.Clock.Advance(day)
	next, err := s.Service.Tend(s.Ctx, "")
	s.Must(err)
	if n, err := s.Outbox.Size(s.Ctx); next == "" || n < 2000 || n >= carts || err != nil {
		t.Fatalf("after one turn %d are told of, %v, next %q", n, err, next)
	}
	next, err = s.Service.Tend(s.Ctx, next)
	s.Must(err)
	if n, err := s.Outbox.Size(s.Ctx); next != "" || n != carts || err != nil {
		t.Errorf("after two %d, %v, next %q", n, err, next)
	}
}

func TestTheJobGoesRoundAndStops(t *testing.T) { carttest.Each(t, testTheJobGoesRoundAndStops) }

func testTheJobGoesRoundAndStops(t *testing.T, open carttest.Opener) {
	s := open(t)
	account(t, s, "u1").add("rosa", 1)
	s.Clock.Advance(day)
	ctx, stop := context.WithCancel(s.Ctx)
	done := make(chan error, 1)
	go func() { done <- s.Service.Run(ctx) }()
	for deadline := time.Now().Add(5 * time.Second); len(told(t, s)) == 0; {
		if time.Now().After(deadline) {
			t.Fatal("nobody was told")
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
