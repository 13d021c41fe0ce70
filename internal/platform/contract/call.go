package contract

import (
	"context"
	"net/http"
	"reflect"
	"time"
)

// Call asks the provider. Errors that the provider answered arrive as problems.
// The output of a Cached operation is shared: read it, never change it.
func (o *Operation[I, O]) Call(ctx context.Context, c *Conn, in *I) (*O, error) {
	out, err := c.call(ctx, &o.Op, reflect.ValueOf(in).Elem(), func() any { return new(O) })
	if err != nil {
		return nil, err
	}
	return out.(*O), nil
}

// CallAny is Call for who knows the operation's types only when running, such as a
// test that walks the table: in and the answer are pointers to them.
func CallAny(ctx context.Context, c *Conn, op *Op, in any) (any, error) {
	return c.call(ctx, op, reflect.ValueOf(in).Elem(), func() any { return reflect.New(op.out.typ).Interface() })
}

func (c *Conn) call(ctx context.Context, op *Op, in reflect.Value, newOut func() any) (out any, err error) {
	var sent Sent
	if c.watch == nil {
		return c.exchange(ctx, op, in, newOut, &sent)
	}
	start := time.Now()
	ctx, begun := c.watch.Begin(ctx, op)
	defer func() { // also when the caller's own code panics
		sent.Err = err
		c.watch.End(op, begun, sent, time.Since(start))
	}()
	return c.exchange(ctx, op, in, newOut, &sent)
}

// exchange sends the call and reads its answer; sent is told how that went.
func (c *Conn) exchange(ctx context.Context, op *Op, in reflect.Value, newOut func() any, sent *Sent) (any, error) {
	call, err := c.prepare(ctx, op, in)
	if err != nil {
		return nil, err
	}
	if op.Streams {
		return c.open(ctx, op, call, sent)
	}
	ctx, cancel := context.WithTimeout(ctx, op.Timeout)
	defer cancel()
	var kept *decoded
	if op.IsCached {
		if kept, _ = c.answers.get(call.key); kept != nil {
			call.header["If-None-Match"] = kept.tags
		}
	}
	resp, err := c.attempts(ctx, op, call, sent)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusNotModified && kept != nil {
		_ = resp.Body.Close()
		return kept.out, nil
	}
	return c.receive(ctx, op, call, resp, newOut())
}

// open starts a stream. The operation's timeout bounds the wait for its beginning;
// after that it lasts until the caller closes it or leaves.
func (c *Conn) open(ctx context.Context, op *Op, call *outgoing, sent *Sent) (*Stream, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(op.Timeout, func() { cancel(context.DeadlineExceeded) })
	resp, err := c.attempts(ctx, op, call, sent)
	if err != nil {
		timer.Stop()
		cancel(nil)
		return nil, err
	}
	if resp.StatusCode >= 300 {
		defer cancel(nil)
		defer timer.Stop()
		return nil, c.refusal(ctx, resp)
	}
	timer.Stop()
	return streamOf(resp, func() { cancel(nil) }), nil
}
