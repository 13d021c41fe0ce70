package shopper_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"floresvictoria.cl/flores/test/cluster/shopper"
)

// shop answers so many requests with 503, and what was shown to it.
func shop(t *testing.T, down int) (door shopper.Door, keys *[]string) {
	keys = &[]string{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*keys = append(*keys, r.Host+" "+r.Header.Get("Idempotency-Key"))
		switch {
		case len(*keys) <= down:
			w.WriteHeader(http.StatusServiceUnavailable)
		case r.URL.Path == "/no":
			w.Header().Set("Referrer-Policy", "no-referrer")
			w.WriteHeader(http.StatusConflict)
			_, _ = w.Write([]byte(`{"code":"sold_out"}`))
		default:
			_, _ = w.Write([]byte(`{"number":"C-1"}`))
		}
	}))
	t.Cleanup(s.Close)
	return shopper.Door{URL: s.URL, Host: "flores.test"}, keys
}

func TestWhatIsNotAnsweredIsSentAgainWithItsKeyAndCounted(t *testing.T) {
	door, keys := shop(t, 2)
	n := &shopper.Tally{}
	c := shopper.New(door, n, time.Minute)
	defer c.Close()
	if number, err := c.Write(t.Context(), "ana@example.cl"); err != nil || number != "C-1" {
		t.Fatalf("%q, %v", number, err)
	}
	if len(*keys) != 3 || len(slices.Compact(slices.Clone(*keys))) != 1 || (*keys)[0] == "flores.test " {
		t.Errorf("it was sent as %q", *keys)
	}
	if got := n.Count(); got.Requests != 3 || got.Failed != 2 || got.Failing <= 0 || len(got.Failures) != 2 {
		t.Errorf("counted as %+v", got)
	}
	n.Mark()
	if got := n.Count(); got.Requests != 0 || got.Failed != 0 || got.Failing != 0 {
		t.Errorf("after a mark: %+v", got)
	}
}

func TestWithoutPatienceItIsSentOnce(t *testing.T) {
	door, keys := shop(t, 1)
	c := shopper.New(door, &shopper.Tally{}, 0)
	defer c.Close()
	if _, err := c.Page(t.Context(), "/"); err == nil || len(*keys) != 1 {
		t.Errorf("sent %d times: %v", len(*keys), err)
	}
}

func TestARefusalIsAnAnswer(t *testing.T) {
	door, keys := shop(t, 0)
	n := &shopper.Tally{}
	c := shopper.New(door, n, time.Minute)
	defer c.Close()
	_, err := c.Do(t.Context(), shopper.Request{Method: http.MethodGet, Path: "/no"}, nil)
	if shopper.Code(err) != "sold_out" || len(*keys) != 1 || n.Count().Failed != 0 {
		t.Errorf("%v, sent %d times", err, len(*keys))
	}
}

func TestTheAnswerOfAWayInWithNobodyBehindItIsNoAnswer(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	n := &shopper.Tally{}
	c := shopper.New(shopper.Door{URL: s.URL, Host: "flores.test"}, n, 0)
	defer c.Close()
	if _, err := c.Page(t.Context(), "/"); err == nil || n.Count().Failed != 1 {
		t.Errorf("%v, counted as %+v", err, n.Count())
	}
}
