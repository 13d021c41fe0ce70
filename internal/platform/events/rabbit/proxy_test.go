package rabbit_test

import (
	"net"
	"net/url"
	"sync"
	"testing"
)

// proxy is a way to the broker that can be cut.
type proxy struct {
	url string // as the broker's, by this way
	ln  net.Listener
	to  string

	mu    sync.Mutex
	conns []net.Conn
	bytes int // that clients may still send; negative is no bound

	gate sync.RWMutex // what passes holds it for reading
}

func newProxy(t testing.TB, broker string) *proxy {
	t.Helper()
	u, err := url.Parse(broker)
	must(t, err)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	p := &proxy{ln: ln, to: u.Host, bytes: -1}
	u.Host = ln.Addr().String()
	p.url = u.String()
	var group sync.WaitGroup
	t.Cleanup(func() {
		_ = ln.Close()
		p.cut()
		group.Wait()
	})
	group.Go(func() {
		for {
			client, err := ln.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", p.to)
			if err != nil {
				_ = client.Close()
				continue
			}
			p.mu.Lock()
			p.conns = append(p.conns, client, server)
			p.mu.Unlock()
			group.Go(func() { p.pass(server, client, true) })
			group.Go(func() { p.pass(client, server, false) })
		}
	})
	return p
}

func (p *proxy) pass(to, from net.Conn, counted bool) {
	defer to.Close()
	defer from.Close()
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		if err != nil || (counted && !p.spend(n)) {
			return
		}
		p.gate.RLock()
		_, err = to.Write(buf[:n])
		p.gate.RUnlock()
		if err != nil {
			return
		}
	}
}

// spend says whether n more bytes may pass; the first that may not cut everything.
func (p *proxy) spend(n int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bytes < 0 {
		return true
	}
	if p.bytes -= n; p.bytes > 0 {
		return true
	}
	p.bytes = -1
	p.cutLocked()
	return false
}

// cutAfter ends every connection when clients have sent n more bytes.
func (p *proxy) cutAfter(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bytes = n
}

// cut ends every connection. New ones are let through.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cutLocked()
}

func (p *proxy) cutLocked() {
	for _, c := range p.conns {
		_ = c.Close()
	}
	p.conns = nil
}

// hang lets nothing pass until the function it gives is called.
func (p *proxy) hang() (resume func()) {
	p.gate.Lock()
	return p.gate.Unlock
}

// tell sends every client a frame as if the broker had; nothing else is on its way.
func (p *proxy) tell(t testing.TB, frame string) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := 0; i < len(p.conns); i += 2 { // each client's is followed by its server's
		_, err := p.conns[i].Write([]byte(frame))
		must(t, err)
	}
}
