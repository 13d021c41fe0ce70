package contract_test

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type keyedBody struct {
	contract.Keyed
	Body line
}

// shaky fails the first times with a status that says nothing was done.
func shaky[I, O any](r *contract.Router, op *contract.Operation[I, O], failures int32, tries *atomic.Int32, each func(*I)) {
	contract.Handle(r, op, func(_ context.Context, in *I) (*O, error) {
		if each != nil {
			each(in)
		}
		if tries.Add(1) <= failures {
			return nil, problem.Unavailable("service_unavailable")
		}
		return new(O), nil
	})
}

func TestWhatCanBeRepeatedIsRepeated(t *testing.T) {
	var (
		get  = contract.Get[contract.None, contract.None]("/api/x", contract.Public)
		put  = contract.Put[contract.None, contract.None]("/api/x", contract.Public)
		del  = contract.Delete[contract.None, contract.None]("/api/x", contract.Public)
		post = contract.Post[contract.None, contract.None]("/api/x", contract.Public, contract.Once("a test"))
		asks = contract.Post[contract.None, contract.None]("/api/x", contract.Public, contract.Repeatable("a test"))
		ptch = contract.Patch[contract.None, contract.None]("/api/x", contract.Public)
	)
	for op, want := range map[*contract.Operation[contract.None, contract.None]]int32{get: 2, put: 2, del: 2, post: 1, asks: 2, ptch: 1} {
		t.Run(op.Method, func(t *testing.T) {
			var tries atomic.Int32
			both(t, func(r *contract.Router) { shaky(r, op, 1, &tries, nil) }, func(t *testing.T, s *site) {
				tries.Store(0)
				_, err := op.Call(t.Context(), s.conn, &contract.None{})
				if tries.Load() != want || (err == nil) != (want == 2) {
					t.Errorf("tried %d times, %v", tries.Load(), err)
				}
			})
		})
	}
}

func TestAnIdempotentPostIsRepeatedWithTheSameKeyAndBody(t *testing.T) {
	pay := contract.Post[keyedBody, contract.None]("/api/pay", contract.Public, contract.Idempotent)
	var seen []keyedBody
	var tries atomic.Int32
	both(t, func(r *contract.Router) { shaky(r, pay, 2, &tries, func(in *keyedBody) { seen = append(seen, *in) }) }, func(t *testing.T, s *site) {
		tries.Store(0)
		seen = nil
		if _, err := pay.Call(t.Context(), s.conn, &keyedBody{Body: line{"R-12", 2}}); err != nil {
			t.Fatal(err)
		}
		if len(seen) != 3 || seen[0] != seen[2] || seen[0].Key == "" || seen[0].Body.SKU != "R-12" {
			t.Errorf("got %v", seen)
		}
	})
}

func TestThreeTimesIsEnoughAndTheLastRefusalIsTheAnswer(t *testing.T) {
	get := contract.Get[contract.None, contract.None]("/api/x", contract.Public)
	var tries atomic.Int32
	both(t, func(r *contract.Router) { shaky(r, get, 99, &tries, nil) }, func(t *testing.T, s *site) {
		tries.Store(0)
		_, err := get.Call(t.Context(), s.conn, &contract.None{})
		if p := wantProblem(t, err, 503, "service_unavailable"); tries.Load() != 3 || p.RetryAfter() != time.Second {
			t.Errorf("tried %d times", tries.Load())
		}
	})
}

func TestADefiniteAnswerIsNotAskedForAgain(t *testing.T) {
	get := contract.Get[contract.None, contract.None]("/api/x", contract.Public)
	for _, status := range []int{404, 409, 422, 429, 500} {
		tries := 0
		routes := func(r *contract.Router) {
			contract.Handle(r, get, func(context.Context, *contract.None) (*contract.None, error) {
				tries++
				return nil, problem.New(status, "no")
			})
		}
		both(t, routes, func(t *testing.T, s *site) {
			tries = 0
			if _, err := get.Call(t.Context(), s.conn, &contract.None{}); err == nil || tries != 1 {
				t.Errorf("%d: tried %d times, %v", status, tries, err)
			}
		})
	}
}

func TestRepeatsHaveABudget(t *testing.T) {
	get := contract.Get[contract.None, contract.None]("/api/x", contract.Public)
	var tries atomic.Int32
	both(t, func(r *contract.Router) { shaky(r, get, 1<<30, &tries, nil) }, func(t *testing.T, s *site) {
		tries.Store(0)
		const calls = 60
		done := make(chan struct{})
		for range calls {
			go func() { _, _ = get.Call(context.Background(), s.conn, &contract.None{}); done <- struct{}{} }()
		}
		for range calls {
			<-done
		}
		if n := tries.Load(); n < calls+10 || n > calls+16 { // a burst of 10, and a tenth of the calls
			t.Errorf("%d calls were %d tries", calls, n)
		}
	})
}

func TestACallerWhoLeavesIsNotKeptForARepeat(t *testing.T) {
	get := contract.Get[contract.None, contract.None]("/api/x", contract.Public)
	var tries atomic.Int32
	both(t, func(r *contract.Router) { shaky(r, get, 99, &tries, nil) }, func(t *testing.T, s *site) {
		ctx, cancel := context.WithCancel(t.Context())
		tries.Store(0)
		go func() {
			for tries.Load() == 0 {
				time.Sleep(time.Millisecond)
			}
			cancel()
		}()
		if _, err := get.Call(ctx, s.conn, &contract.None{}); !errors.Is(err, context.Canceled) {
			if problem.Code(err) != "service_unavailable" || tries.Load() != 3 {
				t.Errorf("got %v after %d tries", err, tries.Load())
			}
		}
	})
}

// Both ways see a cut connection alike: the provider ends it without an answer.
func TestAProviderThatCutsItsConnectionsIsLeftAloneForAWhile(t *testing.T) {
	post := contract.Post[contract.None, contract.None]("/api/x", contract.Public, contract.Once("a test"))
	for _, remote := range []bool{false, true} {
		var asked atomic.Int32
		var healthy atomic.Bool
		h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			if !healthy.Load() {
				panic(http.ErrAbortHandler)
			}
			w.WriteHeader(204)
		})
		s := &site{}
		join(t, s, h, remote)
		for range 30 {
			_, err := post.Call(t.Context(), s.conn, &contract.None{})
			wantProblem(t, err, 503, "service_unavailable")
		}
		if n := asked.Load(); n != 20 {
			t.Errorf("asked %d times: the breaker opens at the twentieth", n)
		}
		healthy.Store(true)
		deadline := time.Now().Add(10 * time.Second)
		for {
			if _, err := post.Call(t.Context(), s.conn, &contract.None{}); err == nil {
				break
			}
			if time.Now().After(deadline) {
				t.Fatal("the breaker does not close again")
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}

func TestAnOpenBreakerSpendsNoRepeats(t *testing.T) {
	get := contract.Get[contract.None, contract.None]("/api/x", contract.Public)
	for _, remote := range []bool{false, true} {
		s := &site{}
		join(t, s, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }), remote)
		for range 30 {
			_, _ = get.Call(t.Context(), s.conn, &contract.None{})
		}
		start := time.Now()
		_, err := get.Call(t.Context(), s.conn, &contract.None{})
		wantProblem(t, err, 503, "service_unavailable")
		if took := time.Since(start); took > 10*time.Millisecond {
			t.Errorf("waited %s for a provider that is not asked", took)
		}
	}
}
