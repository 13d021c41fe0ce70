package processes

import (
	"context"
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// balancer hands connections to the replicas of a service that are ready, as a
// cluster's Service does: it follows readiness, and knows nothing of requests.
type balancer struct {
	ln    net.Listener
	back  []string // host:port of each replica
	ready []atomic.Bool
	turn  atomic.Uint64
	stop  context.CancelFunc
	wg    sync.WaitGroup
}

// readinessEvery is seldom enough for a probe to be no load: each asks the service's
// store. A replica has to drain for longer than that.
const readinessEvery = 250 * time.Millisecond

// balance listens and follows the replicas at those addresses.
func balance(address string, urls []string) (*balancer, error) {
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	b := &balancer{ln: ln, ready: make([]atomic.Bool, len(urls)), stop: stop}
	for i, u := range urls {
		at, err := url.Parse(u)
		if err != nil {
			stop()
			return nil, err
		}
		b.back = append(b.back, at.Host)
		b.wg.Go(func() {
			for ctx.Err() == nil {
				b.ready[i].Store(ready(ctx, u) == nil)
				time.Sleep(readinessEvery)
			}
		})
	}
	b.wg.Go(b.accept)
	return b, nil
}

func (b *balancer) accept() {
	for {
		conn, err := b.ln.Accept()
		if err != nil {
			return
		}
		go b.carry(conn)
	}
}

// carry connects to the next ready replica; a client finds nobody where none is.
func (b *balancer) carry(client net.Conn) {
	defer func() { _ = client.Close() }()
	for _, i := range b.next() {
		if !b.ready[i].Load() {
			continue
		}
		server, err := net.DialTimeout("tcp", b.back[i], time.Second)
		if err != nil {
			continue
		}
		join(client, server)
		return
	}
}

// next is every replica once, whoever else takes a turn meanwhile, beginning with the
// one after that which came first last time.
func (b *balancer) next() []int {
	first, order := b.turn.Add(1), make([]int, len(b.back))
	for n := range order {
		order[n] = int((first + uint64(n)) % uint64(len(order)))
	}
	return order
}

// join copies both ways until both are done.
func join(a, b net.Conn) {
	defer func() { _ = b.Close() }()
	done := make(chan struct{})
	half := func(to, from net.Conn) {
		_, _ = io.Copy(to, from) // an end of one side is an end of this direction
		if c, ok := to.(*net.TCPConn); ok {
			_ = c.CloseWrite()
		}
	}
	go func() { half(b, a); close(done) }()
	half(a, b)
	<-done
}

func (b *balancer) close() {
	b.stop()
	_ = b.ln.Close()
	b.wg.Wait()
}
