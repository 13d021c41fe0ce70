package postgres_test

import (
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/test/servers"
)

// road is the way to a server, which can be closed.
type road struct {
	t       testing.TB
	target  string
	addr    string
	mu      sync.Mutex
	open    net.Listener
	walkers []net.Conn
}

// newRoad gives an open road to the server of a URL, and the URL at its near end.
func newRoad(t testing.TB, base string) (*road, string) {
	u, err := url.Parse(base)
	must(t, err)
	r := &road{t: t, target: u.Host, addr: "127.0.0.1:0"}
	r.reopen()
	t.Cleanup(r.close)
	u.Host = r.addr
	return r, u.String()
}

func (r *road) reopen() {
	l, err := net.Listen("tcp", r.addr)
	must(r.t, err)
	r.addr, r.open = l.Addr().String(), l
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", r.target)
			if err != nil {
				_ = near.Close()
				continue
			}
			r.mu.Lock()
			r.walkers = append(r.walkers, near, far)
			r.mu.Unlock()
			go func() { _, _ = io.Copy(far, near); _ = far.Close() }()
			go func() { _, _ = io.Copy(near, far); _ = near.Close() }()
		}
	}()
}

func (r *road) close() {
	_ = r.open.Close()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.walkers {
		_ = c.Close()
	}
	r.walkers = nil
}

func TestWorkGoesOnByItselfWhenTheServerIsBack(t *testing.T) {
	base := servers.Postgres(t)
	must(t, migrate(t, base, "shop", shop()))
	road, url := newRoad(t, base)
	db := open(t, url, "shop", shop())
	must(t, db.Write(t.Context(), stock("rosa", 0)))
	must(t, db.Ping(t.Context()))
	for round := range 3 {
		road.close()
		begun := time.Now()
		for what, err := range map[string]error{"ping": db.Ping(t.Context()), "write": db.Write(t.Context(), add("rosa"))} {
			if !relational.IsUnavailable(err) {
				t.Errorf("%s without a server: %v", what, err)
			}
		}
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("it took %v to say that the server is away", took)
		}
		road.reopen()
		must(t, db.Ping(t.Context()))
		must(t, db.Write(t.Context(), add("rosa")))
		if n := count(t, db, `SELECT n FROM stock`); n != round+1 {
			t.Errorf("%d, not %d", n, round+1)
		}
	}
}
