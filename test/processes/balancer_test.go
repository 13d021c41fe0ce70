package processes

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// Given a replica that is ready and one that is not, when many come at once, then
// everybody is served by the one.
func TestWhoeverComesFindsTheReplicaThatIsReady(t *testing.T) {
	replica := func(name string, status int) *httptest.Server {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/readyz" {
				w.WriteHeader(status)
				return
			}
			_, _ = io.WriteString(w, name)
		}))
		t.Cleanup(s.Close)
		return s
	}
	there, leaving := replica("there", http.StatusOK), replica("leaving", http.StatusServiceUnavailable)
	b, err := balance("127.0.0.1:0", []string{leaving.URL, there.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.close)
	for end := time.Now().Add(10 * time.Second); !b.ready[1].Load(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("nobody is ready")
		}
	}
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() {
			resp, err := client.Get("http://" + b.ln.Addr().String())
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = resp.Body.Close() }()
			if text, err := io.ReadAll(resp.Body); string(text) != "there" || err != nil {
				t.Errorf("%q, %v", text, err)
			}
		})
	}
	all.Wait()
}

// Given three replicas, when many take turns at once, then each of them may try every one.
func TestEveryReplicaIsTriedWhoeverElseTakesATurn(t *testing.T) {
	b := &balancer{back: make([]string, 3)}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20_000 {
				order := b.next()
				slices.Sort(order)
				if !slices.Equal(order, []int{0, 1, 2}) {
					t.Errorf("only %v are tried", slices.Compact(order))
					return
				}
			}
		})
	}
	all.Wait()
}
