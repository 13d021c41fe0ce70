package app_test

import (
	"bufio"
	"bytes"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// What becomes of one request and its answer on the way.
const (
	arrives     = iota
	cutEarly    // the shop has the request and may be at it when the connection breaks
	cutAnswered // the shop has answered, and the client hears nothing of it
	cutMidway   // the client hears a part of the answer
	fates
)

// cutter is a bad line to the shop: it breaks connections at random.
type cutter struct {
	shop     string
	listener net.Listener

	mu    sync.Mutex
	rng   *rand.Rand
	count [fates]int
	wg    sync.WaitGroup
	conns map[net.Conn]bool
}

// badLine listens until the test ends; about four of ten requests go wrong.
func badLine(t *testing.T, shop string, seed uint64) *cutter {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Logf("the line breaks by seed %d", seed)
	c := &cutter{shop: shop, listener: ln, rng: rand.New(rand.NewPCG(seed, 0)), conns: map[net.Conn]bool{}}
	c.wg.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			c.wg.Go(func() { c.carry(conn) })
		}
	})
	t.Cleanup(func() {
		_ = ln.Close()
		c.mu.Lock()
		for conn := range c.conns {
			_ = conn.Close()
		}
		c.mu.Unlock()
		c.wg.Wait()
	})
	return c
}

func (c *cutter) url() string { return "http://" + c.listener.Addr().String() }

// draw decides the fate of the next request, where an answer is cut (0 to 1), and how
// long after its request an early cut comes.
func (c *cutter) draw() (fate int, share float64, after time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	fate = arrives
	if c.rng.Float64() < 0.4 {
		fate = 1 + c.rng.IntN(fates-1)
	}
	c.count[fate]++
	return fate, c.rng.Float64(), time.Duration(c.rng.IntN(8000)) * time.Microsecond
}

// carry hands on requests and answers until a cut or the end of one side.
func (c *cutter) carry(client net.Conn) {
	shop, err := net.Dial("tcp", c.shop)
	if err != nil {
		_ = client.Close()
		return
	}
	c.mu.Lock()
	c.conns[client], c.conns[shop] = true, true
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		delete(c.conns, client)
		delete(c.conns, shop)
		c.mu.Unlock()
		_, _ = client.Close(), shop.Close()
	}()
	asked, answered := bufio.NewReader(client), bufio.NewReader(shop)
	for {
		req, err := http.ReadRequest(asked)
		if err != nil {
			return
		}
		fate, share, after := c.draw()
		if err := req.Write(shop); err != nil {
			return
		}
		if fate == cutEarly {
			time.Sleep(after)
			return
		}
		resp, err := http.ReadResponse(answered, req)
		if err != nil {
			return
		}
		var whole bytes.Buffer
		if err := resp.Write(&whole); err != nil || fate == cutAnswered {
			return
		}
		b := whole.Bytes()
		if fate == cutMidway {
			b = b[:1+int(share*float64(len(b)-1))]
		}
		if _, err := client.Write(b); err != nil || fate == cutMidway {
			return
		}
	}
}

func (c *cutter) counts() [fates]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.count
}
