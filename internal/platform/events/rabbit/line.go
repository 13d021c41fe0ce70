package rabbit

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

const (
	dialTimeout  = 5 * time.Second  // to connect and shake hands
	replyTimeout = 10 * time.Second // for any one answer of the broker, confirms included
	heartbeat    = 5 * time.Second  // three missed ones end the connection
)

var (
	errClosed  = errors.New("the connection to the broker is closed")
	errBlocked = errors.New("the broker takes no events")
)

// dialer opens connections.
type dialer struct {
	url, name string
	tls       *tls.Config
}

func (d dialer) dial(ctx context.Context) (*line, error) {
	l := &line{closed: make(chan *amqp.Error, 1), blocks: make(chan amqp.Blocking, 4), halted: make(chan struct{})}
	trust := d.tls
	if trust == nil {
		trust = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	properties := amqp.NewConnectionProperties()
	properties.SetClientConnectionName(d.name)
	stop := func() bool { return true }
	conn, err := amqp.DialConfig(d.url, amqp.Config{
		Heartbeat: heartbeat, TLSClientConfig: trust.Clone(), Properties: properties,
		Dial: func(network, addr string) (net.Conn, error) {
			raw, err := (&net.Dialer{Timeout: dialTimeout}).DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			l.raw = raw
			stop = context.AfterFunc(ctx, l.cut)
			return boundedConn{raw}, raw.SetDeadline(time.Now().Add(dialTimeout)) // lifted when the connection is open
		},
	})
	stop()
	if err != nil {
		if l.raw != nil {
			l.cut()
		}
		return nil, err
	}
	l.conn = conn
	conn.NotifyClose(l.closed)
	conn.NotifyBlocked(l.blocks)
	return l, nil
}

// boundedConn gives up on a peer that reads nothing: a broker short of memory
// or disk stops reading from publishers, without end.
type boundedConn struct{ net.Conn }

func (c boundedConn) Write(p []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(replyTimeout)); err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}

// line is one connection while it lasts.
type line struct {
	conn   *amqp.Connection
	raw    net.Conn
	closed chan *amqp.Error
	blocks chan amqp.Blocking

	declaring sync.Mutex
	declared  int // version of the topology that was made

	mu     sync.Mutex
	idle   []*confirming
	left   []*confirming // in the middle of a batch, when the broker stopped reading
	halted chan struct{} // closed while it does not read
}

// cut ends the connection at once.
func (l *line) cut() { _ = l.raw.Close() }

// watchdog cuts the connection unless the function it gives is called in time:
// the client library waits for answers without end.
func (l *line) watchdog() (stop func() bool) {
	return time.AfterFunc(replyTimeout, l.cut).Stop
}

// channel opens a channel for as long as fn takes.
func (l *line) channel(fn func(ch *amqp.Channel) error) error {
	ch, err := l.open()
	if err != nil {
		return err
	}
	err = fn(ch)
	defer l.watchdog()()
	if e := ch.Close(); err == nil && e != nil {
		err = e
	}
	return err
}

// withChannel is channel, unless ctx has ended.
func (l *line) withChannel(ctx context.Context, fn func(ch *amqp.Channel) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return l.channel(fn)
}

func (l *line) open() (*amqp.Channel, error) {
	defer l.watchdog()()
	ch, err := l.conn.Channel()
	if err != nil {
		return nil, fmt.Errorf("open a channel: %w", err)
	}
	return ch, nil
}

// halt ends the waits for confirms.
func (l *line) halt() {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.halted: // told twice, with another reason
	default:
		close(l.halted)
	}
}

// resume undoes halt and closes what was left.
func (l *line) resume() {
	l.mu.Lock()
	left := l.left
	l.left, l.halted = nil, make(chan struct{})
	l.mu.Unlock()
	for _, c := range left {
		l.close(c.ch)
	}
}

// close closes a channel in any case.
func (l *line) close(ch *amqp.Channel) {
	defer l.watchdog()()
	_ = ch.Close()
}
