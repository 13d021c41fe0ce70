package cart_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/cart/carttest"
	"floresvictoria.cl/flores/internal/platform/kv"
)

func TestAGuestsCartMovesIntoTheAccounts(t *testing.T) {
	carttest.Each(t, testAGuestsCartMovesIntoTheAccounts)
}

func testAGuestsCartMovesIntoTheAccounts(t *testing.T, open carttest.Opener) {
	s := open(t)
	eva := guest(t, s).add("rosa", 2).add("vaso", 1)
	ana := account(t, s, "u1").add("lirio", 1).add("rosa", 1)
	if got := ana.merge(eva.token); lines(got) != "lirio 1, rosa 3, vaso 1" {
		t.Errorf("merged: %s", lines(got))
	}
	eva.has("")
	for range 2 { // again, under another key
		ana.merge(eva.token)
		ana.has("lirio 1, rosa 3, vaso 1")
	}
	old := eva.token
	if eva.add("rosa", 1); eva.token == old {
		t.Error("a token that was given up opens a cart again")
	}
	ana.merge(eva.token)
	ana.has("lirio 1, rosa 4, vaso 1")
}

func TestMergingWhatIsNotThereChangesNothing(t *testing.T) {
	carttest.Each(t, testMergingWhatIsNotThereChangesNothing)
}

func testMergingWhatIsNotThereChangesNothing(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1").add("rosa", 1)
	before := ana.cart().Version
	if got := ana.merge("unknown"); lines(got) != "rosa 1" || got.Version != before {
		t.Errorf("%+v", got)
	}
	account(t, s, "u2").merge("unknown")
	eva := guest(t, s).add("lirio", 1)
	eva.clear()
	ana.merge(eva.token)
	ana.has("rosa 1")
}

func TestAGuestsCartGoesToOneAccount(t *testing.T) { carttest.Each(t, testAGuestsCartGoesToOneAccount) }

func testAGuestsCartGoesToOneAccount(t *testing.T, open carttest.Opener) {
	s := open(t)
	eva := guest(t, s).add("rosa", 2)
	account(t, s, "u1").merge(eva.token)
	account(t, s, "u2").merge(eva.token)
	account(t, s, "u1").has("rosa 2")
	account(t, s, "u2").has("")
}

func TestAHalfDoneMergeIsNoOtherAccounts(t *testing.T) {
	carttest.Each(t, testAHalfDoneMergeIsNoOtherAccounts)
}

func testAHalfDoneMergeIsNoOtherAccounts(t *testing.T, open carttest.Opener) {
	s := open(t)
	eva, ana, eli := guest(t, s).add("rosa", 2), account(t, s, "u1"), account(t, s, "u2")
	store := &crashing{Store: s.Store, after: true}
	store.left.Store(1)
	s.Serve(store)
	if _, err := ana.tryMerge("", eva.token); err == nil {
		t.Fatal("nothing crashed")
	}
	s.Restart()
	eli.merge(eva.token)
	eli.has("")
	ana.merge(eva.token)
	ana.has("rosa 2")
}

func TestAfterAMergeThePriceSeenLastIsTheOneAccepted(t *testing.T) {
	carttest.Each(t, testAfterAMergeThePriceSeenLastIsTheOneAccepted)
}

func testAfterAMergeThePriceSeenLastIsTheOneAccepted(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana := account(t, s, "u1").add("rosa", 1)
	before := guest(t, s).add("vaso", 1)
	s.Goods.Sell("rosa", 33000)
	s.Goods.Sell("vaso", 13000)
	s.Clock.Advance(time.Minute)
	after := guest(t, s).add("rosa", 1)
	ana.add("vaso", 1)
	ana.merge(before.token)
	for _, item := range ana.merge(after.token).Items {
		if item.Quantity != 2 || len(item.Problems) != 0 {
			t.Errorf("%+v", item)
		}
	}
}

func TestAMergeStaysWithinTheBoundsOfACart(t *testing.T) {
	carttest.Each(t, testAMergeStaysWithinTheBoundsOfACart)
}

func testAMergeStaysWithinTheBoundsOfACart(t *testing.T, open carttest.Opener) {
	s := open(t)
	eva, ana := guest(t, s), account(t, s, "u1")
	for i := range 30 {
		s.Goods.Sell(fmt.Sprint("a", i), 1000)
		s.Goods.Sell(fmt.Sprint("b", i), 1000)
		ana.add(fmt.Sprint("a", i), 60)
		eva.add(fmt.Sprint("b", i), 1)
	}
	eva.add("a0", 60)
	got := ana.merge(eva.token)
	if len(got.Items) != cartapi.MaxLines || got.Items[0].Quantity != 99 || got.Items[49].SKU != "b19" {
		t.Errorf("%d lines: %s", len(got.Items), lines(got))
	}
}

func TestTheSameKeyMergesOneCart(t *testing.T) { carttest.Each(t, testTheSameKeyMergesOneCart) }

func testTheSameKeyMergesOneCart(t *testing.T, open carttest.Opener) {
	s := open(t)
	eva, eli := guest(t, s).add("rosa", 1), guest(t, s).add("lirio", 1)
	ana := account(t, s, "u1")
	for range 2 {
		out, err := ana.tryMerge("k", eva.token)
		ana.must(err)
		if lines(out.Body) != "rosa 1" {
			t.Error(lines(out.Body))
		}
	}
	_, err := ana.tryMerge("k", eli.token)
	refused(t, err, http.StatusUnprocessableEntity, "key_reused")
	eli.has("lirio 1")
}

func TestParallelMergesMoveACartOnce(t *testing.T) { carttest.Each(t, testParallelMergesMoveACartOnce) }

func testParallelMergesMoveACartOnce(t *testing.T, open carttest.Opener) {
	s := open(t)
	eva, ana := guest(t, s).add("rosa", 2), account(t, s, "u1").add("rosa", 1)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if _, err := ana.tryMerge("", eva.token); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	ana.has("rosa 3")
	eva.has("")
}

// crashing is a store whose process dies at a write: before it, or after it was
// made and before anybody hears of it.
type crashing struct {
	kv.Store
	left  atomic.Int32 // writes until then
	after bool
}

var errCrash = errors.New("the process died")

func (c *crashing) Update(ctx context.Context, key string, fn kv.Func) (kv.Entry, error) {
	switch left := c.left.Add(-1); {
	case left > 0:
		return c.Store.Update(ctx, key, fn)
	case left == 0 && c.after:
		if _, err := c.Store.Update(ctx, key, fn); err != nil {
			return kv.Entry{}, err
		}
	}
	return kv.Entry{}, errCrash
}

func TestACrashInAMergeNeitherLosesNorDoublesALine(t *testing.T) {
	carttest.Each(t, testACrashInAMergeNeitherLosesNorDoublesALine)
}

func testACrashInAMergeNeitherLosesNorDoublesALine(t *testing.T, open carttest.Opener) {
	goOn := map[string]func(*carttest.Shop, *visitor, string){
		"the customer tries again": func(_ *carttest.Shop, ana *visitor, token string) { ana.merge(token) },
		"the job ends it": func(s *carttest.Shop, _ *visitor, _ string) {
			_, err := s.Service.Tend(s.Ctx, "")
			s.Must(err)
		},
		"both": func(s *carttest.Shop, ana *visitor, token string) {
			_, err := s.Service.Tend(s.Ctx, "")
			s.Must(err)
			ana.merge(token)
		},
	}
	for name, resume := range goOn {
		for write := int32(1); write <= 3; write++ {
			for _, after := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, write %d, after %v", name, write, after), func(t *testing.T) {
					s := open(t)
					eva, ana := guest(t, s).add("rosa", 2).add("vaso", 1), account(t, s, "u1").add("rosa", 1)
					store := &crashing{Store: s.Store, after: after}
					store.left.Store(write)
					s.Serve(store)
					if _, err := ana.tryMerge("k", eva.token); err == nil {
						t.Fatal("nothing crashed")
					}
					s.Restart()
					begun := write > 1 || after
					if begun {
						eva.has("") // it is the account's now, and no longer changes
					}
					if resume(s, ana, eva.token); !begun && name == "the job ends it" {
						eva.has("rosa 2, vaso 1") // as if never asked
						return
					}
					ana.has("rosa 3, vaso 1")
					eva.has("")
				})
			}
		}
	}
}
