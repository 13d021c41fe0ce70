package contract

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"
)

// memory is the way to a service in this process. It streams what the handler
// flushes, turns a panic into a 500 and returns at the request's deadline whether
// or not the handler does.
type memory struct{ handler http.Handler }

// streamAfter is how many bytes of an answer are gathered before it becomes a stream.
const streamAfter = 256 << 10

var errCut = errors.New("the connection was cut")

// send runs the handler on a request that nobody else uses.
func (m memory) send(ctx context.Context, req *http.Request) (*http.Response, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	req = req.WithContext(severed{ctx})
	req.RequestURI = req.URL.RequestURI()
	req.RemoteAddr = "127.0.0.1:0"
	if req.Body == nil {
		req.Body = http.NoBody
	}
	w := &memoryWriter{header: make(http.Header, 8), ready: make(chan *http.Response, 1), req: req}
	go w.run(m.handler)
	select {
	case resp := <-w.ready:
		if resp == nil {
			return nil, errCut
		}
		return resp, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// severed is the caller's context as the provider has it: it ends when the caller
// leaves, and brings none of the caller's values (who asks, a transaction), just as
// between two processes.
type severed struct{ context.Context }

func (severed) Value(any) any { return nil }

// AfterFunc lets contexts derived from this one follow it without a goroutine.
func (s severed) AfterFunc(f func()) func() bool { return context.AfterFunc(s.Context, f) }

type memoryWriter struct {
	header http.Header
	ready  chan *http.Response
	req    *http.Request

	status int
	buf    []byte
	pipe   *io.PipeWriter // set once the answer is a stream
}

func (w *memoryWriter) run(h http.Handler) {
	returned := false
	defer func() { w.finish(returned, recover()) }()
	_ = roomyStack(w.status)
	h.ServeHTTP(w, w.req)
	returned = true
}

// roomyStack grows the new goroutine's stack at once to what a handler takes. Grown
// step by step, as it deepens, it would be copied each time: half the cost of a cached call.
//
//go:noinline
func roomyStack(i int) byte {
	var room [9 << 10]byte
	return room[i]
}

func (w *memoryWriter) Header() http.Header { return w.header }

func (w *memoryWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
}

func (w *memoryWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	if w.pipe == nil && len(w.buf) > 0 && len(w.buf)+len(b) > streamAfter {
		w.Flush()
	}
	if w.pipe != nil {
		return w.pipe.Write(b)
	}
	if w.buf == nil {
		w.buf = make([]byte, 0, len(b))
	}
	w.buf = append(w.buf, b...)
	return len(b), nil
}

// SetReadDeadline bounds nothing: the request's body is there.
func (w *memoryWriter) SetReadDeadline(time.Time) error { return nil }

// Flush makes the answer a stream: what was written goes out now.
func (w *memoryWriter) Flush() {
	w.WriteHeader(http.StatusOK)
	if w.pipe != nil {
		return
	}
	r, pipe := io.Pipe()
	w.pipe = pipe
	ctx := w.req.Context()
	stop := context.AfterFunc(ctx, func() { _ = r.CloseWithError(ctx.Err()) }) // a caller that left reads no more
	body := &streamBody{pipe: r, all: io.MultiReader(bytes.NewReader(w.buf), r), stop: stop}
	w.ready <- w.response(w.header.Clone(), body, -1)
}

// finish hands over the answer; after a panic it is a 500, or a cut stream.
func (w *memoryWriter) finish(returned bool, p any) {
	switch {
	case w.pipe != nil && !returned:
		_ = w.pipe.CloseWithError(io.ErrUnexpectedEOF)
	case w.pipe != nil:
		_ = w.pipe.Close()
	case p == http.ErrAbortHandler:
		w.ready <- nil
	case !returned:
		w.status = http.StatusInternalServerError
		w.ready <- w.response(http.Header{}, &wholeBody{}, 0)
	default:
		w.WriteHeader(http.StatusOK)
		w.ready <- w.response(w.header, &wholeBody{rest: w.buf}, int64(len(w.buf)))
	}
}

func (w *memoryWriter) response(h http.Header, body io.ReadCloser, length int64) *http.Response {
	return &http.Response{
		StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: h, Body: body, ContentLength: length, Request: w.req,
	}
}

// wholeBody is an answer that is there at once.
type wholeBody struct{ rest []byte }

func (b *wholeBody) Read(p []byte) (int, error) {
	if len(b.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

func (b *wholeBody) Close() error { return nil }

// streamBody reads what was gathered, then the pipe; closing it ends the handler's writes.
type streamBody struct {
	pipe *io.PipeReader
	all  io.Reader
	stop func() bool
}

func (s *streamBody) Read(b []byte) (int, error) { return s.all.Read(b) }

func (s *streamBody) Close() error {
	s.stop()
	return s.pipe.Close()
}
