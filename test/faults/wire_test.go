package faults

import (
	"io"
	"net"
	"sync"
	"time"
)

// wire carries TCP connections to an address until it is cut, and slowly when told so.
type wire struct {
	to string
	ln net.Listener

	mu    sync.Mutex
	cut   bool
	slow  time.Duration // what is added to every answer
	conns map[net.Conn]bool
	wg    sync.WaitGroup
}

func newWire(to string) (*wire, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &wire{to: to, ln: ln, conns: map[net.Conn]bool{}}
	w.wg.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			w.wg.Go(func() { w.carry(conn) })
		}
	})
	return w, nil
}

func (w *wire) address() string { return w.ln.Addr().String() }

// Cut breaks every connection and refuses new ones until Heal.
func (w *wire) Cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = true
	for c := range w.conns {
		reset(c)
	}
}

// Slow delays every answer by d.
func (w *wire) Slow(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.slow = d
}

// Heal makes a good wire of it again.
func (w *wire) Heal() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut, w.slow = false, 0
}

func (w *wire) close() {
	_ = w.ln.Close()
	w.Cut()
	w.wg.Wait()
}

// reset ends a connection as a lost machine does: without a goodbye.
func reset(c net.Conn) {
	if t, ok := c.(*net.TCPConn); ok {
		_ = t.SetLinger(0)
	}
	_ = c.Close()
}

// hold keeps a connection to break, unless the wire is cut now.
func (w *wire) hold(c net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cut {
		reset(c)
		return false
	}
	w.conns[c] = true
	return true
}

func (w *wire) drop(c net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.conns, c)
	_ = c.Close()
}

func (w *wire) carry(client net.Conn) {
	if !w.hold(client) {
		return
	}
	defer w.drop(client)
	server, err := net.DialTimeout("tcp", w.to, 5*time.Second)
	if err != nil {
		reset(client) // nobody listens there: a client is to find the same here
		return
	}
	if !w.hold(server) {
		return
	}
	defer w.drop(server)
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		_, _ = io.Copy(server, client) // the end of one side is the end of this direction
		shut(server)
	}()
	w.answer(client, server)
	shut(client)
	<-asked
}

func shut(c net.Conn) {
	if t, ok := c.(*net.TCPConn); ok {
		_ = t.CloseWrite()
	}
}

type chunk struct {
	due  time.Time
	data []byte
}

// answer carries what the server says; a delay lengthens the way and does not narrow it.
func (w *wire) answer(client, server net.Conn) {
	way := make(chan chunk, 256)
	go func() {
		defer close(way)
		for {
			b := make([]byte, 16<<10)
			n, err := server.Read(b)
			if n > 0 {
				w.mu.Lock()
				due := time.Now().Add(w.slow)
				w.mu.Unlock()
				way <- chunk{due, b[:n]}
			}
			if err != nil {
				return
			}
		}
	}()
	var broken bool
	for c := range way { // to the end, so that the reader is never left waiting
		if broken {
			continue
		}
		time.Sleep(time.Until(c.due))
		if _, err := client.Write(c.data); err != nil {
			broken = true
			reset(server)
		}
	}
}
