package rabbit

import (
	"context"
	"errors"
	"fmt"

	amqp "github.com/rabbitmq/amqp091-go"
)

// window is how many messages are sent before their confirms are waited for.
const window = 512

var errNotTaken = errors.New("the broker did not take an event")

// confirming is a channel on which the broker confirms what it took. One batch
// uses it at a time.
type confirming struct {
	ch *amqp.Channel
	// returns holds what a window can make return: the connection's reader
	// must never wait for us.
	returns chan amqp.Return
}

// confirm sends messages, many before the first confirm is waited for, and gives
// those that no queue took.
func (b *Bus) confirm(ctx context.Context, l *line, out []outgoing) (back []outgoing, err error) {
	bounded, cancel := context.WithTimeout(ctx, replyTimeout)
	defer cancel()
	c, err := l.borrow()
	if err != nil {
		return nil, err
	}
	halted := l.halting()
	for len(out) > 0 && err == nil {
		part := out[:min(window, len(out))]
		out = out[len(part):]
		var returned []outgoing
		returned, err = c.sendAll(bounded, halted, part)
		back = append(back, returned...)
	}
	switch {
	case err == nil:
		l.giveBack(c)
		return back, nil
	case errors.Is(err, errBlocked):
		l.leave(c)
		return nil, err
	case bounded.Err() != nil && ctx.Err() == nil:
		l.cut() // nothing came for so long: a new connection may do better
	}
	l.forget() // the exchange may be gone, which the next batch would not learn
	// Confirms may still come for this batch: the channel is of no use to another.
	b.background.Go(func() { l.close(c.ch) })
	return nil, fmt.Errorf("publish: %w", err)
}

// sendAll sends and waits for all confirms.
func (c *confirming) sendAll(ctx context.Context, halted <-chan struct{}, part []outgoing) (back []outgoing, err error) {
	pending := make([]*amqp.DeferredConfirmation, len(part))
	for i, o := range part {
		if pending[i], err = c.ch.PublishWithDeferredConfirm(o.exchange, o.key, o.mandatory, false, o.msg); err != nil {
			return nil, err
		}
	}
	for _, p := range pending {
		select {
		case <-p.Done():
		case <-halted:
			return nil, errBlocked
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if !p.Acked() {
			if c.ch.IsClosed() {
				return nil, errClosed
			}
			return nil, errNotTaken
		}
	}
	// The broker returns a message before it confirms it.
	returned := map[string]bool{}
	for len(c.returns) > 0 {
		r := <-c.returns
		returned[r.MessageId] = true
	}
	for _, o := range part {
		if o.mandatory && returned[o.msg.MessageId] {
			back = append(back, o)
		}
	}
	return back, nil
}

// borrow gives an idle confirming channel, or a new one.
func (l *line) borrow() (*confirming, error) {
	l.mu.Lock()
	for len(l.idle) > 0 {
		c := l.idle[len(l.idle)-1]
		l.idle = l.idle[:len(l.idle)-1]
		if !c.ch.IsClosed() {
			l.mu.Unlock()
			return c, nil
		}
	}
	l.mu.Unlock()
	ch, err := l.open()
	if err != nil {
		return nil, err
	}
	c := &confirming{ch: ch, returns: ch.NotifyReturn(make(chan amqp.Return, window))}
	defer l.watchdog()()
	if err := ch.Confirm(false); err != nil {
		return nil, fmt.Errorf("ask for confirms: %w", err)
	}
	return c, nil
}

func (l *line) giveBack(c *confirming) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.idle = append(l.idle, c)
}

// leave keeps a channel that cannot be closed now until the broker reads again.
func (l *line) leave(c *confirming) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.left = append(l.left, c)
}

// halting is closed when, or after, the broker stops reading.
func (l *line) halting() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.halted
}
