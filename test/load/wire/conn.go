// Package wire is a client for load: one HTTP/1.1 connection, requests written as
// bytes made beforehand and answers read into one buffer. It costs a few
// microseconds a request, where net/http's client costs as much as a quick server,
// and on two cores what the client spends the server lacks.
package wire

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/httputil"
	"strconv"
	"time"
)

// ErrNotLoopback refuses any address but this machine's own: load is for a shop
// that was started for it.
var ErrNotLoopback = errors.New("load is sent to a loopback address only")

// patience bounds a request; a shop that needs longer has failed.
const patience = 30 * time.Second

// Answer is a response. Body and Header are valid until the next request.
type Answer struct {
	Status int
	Body   []byte
	Header []byte // the value of the header that Conn keeps, or empty
}

// Conn is a kept-alive connection. One goroutine uses it.
type Conn struct {
	// Keep names the one response header whose value is wanted, in lower case.
	Keep string

	addr string
	nc   net.Conn
	r    *bufio.Reader
	body bytes.Buffer
	head bytes.Buffer
}

// New returns a connection to a loopback address, made at the first request.
func New(addr string) (*Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("the address %q: %w", addr, err)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("%s: %w", addr, ErrNotLoopback)
	}
	return &Conn{addr: addr}, nil
}

// Close ends the connection.
func (c *Conn) Close() {
	if c.nc != nil {
		_ = c.nc.Close()
		c.nc = nil
	}
}

// Do sends a request as it stands and reads the answer. After an error the next
// request makes a new connection.
func (c *Conn) Do(request []byte) (Answer, error) {
	a, again, err := c.try(request)
	if err != nil {
		c.Close()
		return Answer{}, err
	}
	if !again {
		c.Close()
	}
	return a, nil
}

func (c *Conn) try(request []byte) (a Answer, keepAlive bool, err error) {
	if c.nc == nil {
		if c.nc, err = net.DialTimeout("tcp", c.addr, patience); err != nil {
			c.nc = nil
			return a, false, err
		}
		c.r = bufio.NewReaderSize(c.nc, 32<<10)
	}
	if err := c.nc.SetDeadline(time.Now().Add(patience)); err != nil {
		return a, false, err
	}
	if _, err := c.nc.Write(request); err != nil {
		return a, false, fmt.Errorf("send: %w", err)
	}
	return c.read()
}

func (c *Conn) read() (a Answer, keepAlive bool, err error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return a, false, fmt.Errorf("read the status: %w", err)
	}
	if a.Status, err = status(line); err != nil {
		return a, false, err
	}
	f, err := c.headers()
	if err != nil {
		return a, false, err
	}
	c.body.Reset()
	switch {
	case a.Status == 204 || a.Status == 304:
	case f.chunked:
		if _, err := c.body.ReadFrom(httputil.NewChunkedReader(c.r)); err != nil {
			return a, false, fmt.Errorf("read the body: %w", err)
		}
		if err := c.trailer(); err != nil {
			return a, false, err
		}
	case f.length >= 0:
		if _, err := io.CopyN(&c.body, c.r, f.length); err != nil {
			return a, false, fmt.Errorf("read the body: %w", err)
		}
	default:
		return a, false, errors.New("an answer without a length")
	}
	a.Body, a.Header = c.body.Bytes(), c.head.Bytes()
	return a, !f.last, nil
}

func status(line []byte) (int, error) {
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, fmt.Errorf("no HTTP/1.1 answer: %.40q", line)
	}
	return strconv.Atoi(string(line[9:12]))
}

type framing struct {
	length  int64
	chunked bool
	last    bool // the server closes
}

func (c *Conn) headers() (framing, error) {
	f := framing{length: -1}
	c.head.Reset()
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return f, fmt.Errorf("read the headers: %w", err)
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			return f, nil
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimSpace(value)
		switch {
		case is(name, "content-length"):
			if f.length, err = strconv.ParseInt(string(value), 10, 64); err != nil {
				return f, fmt.Errorf("content-length: %w", err)
			}
		case is(name, "transfer-encoding"):
			f.chunked = is(value, "chunked")
		case is(name, "connection"):
			f.last = is(value, "close")
		case c.Keep != "" && is(name, c.Keep):
			c.head.Write(value)
		}
	}
}

// trailer reads the empty line that ends a chunked body.
func (c *Conn) trailer() error {
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return fmt.Errorf("read the trailer: %w", err)
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			return nil
		}
	}
}

// is compares without regard to case; want is in lower case.
func is(b []byte, want string) bool {
	if len(b) != len(want) {
		return false
	}
	for i := range b {
		c := b[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != want[i] {
			return false
		}
	}
	return true
}
