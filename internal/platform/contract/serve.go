package contract

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"runtime/debug"
	"time"

	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// route is one operation with its handler.
type route struct {
	router *Router
	op     *Op
	reader *reader
	etag   func(in any) string // of a cached operation
	call   func(ctx context.Context, in any) (any, error)
}

// ServeHTTP runs the operation and tells the observer. An answer that failed after
// its beginning is cut, so that nobody takes the part for the whole.
func (rt *route) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	start := time.Now()
	sw := &statusWriter{ResponseWriter: w}
	ctx, watch := traced(req), rt.router.watch
	var begun any
	if watch != nil {
		ctx, begun = watch.Begin(ctx, rt.op)
	}
	boundBody(w, req, rt.op.Timeout)
	err := rt.guarded(ctx, sw, req)
	if err != nil {
		rt.fail(ctx, sw, req, err)
	}
	if sw.status == 0 {
		sw.status = http.StatusOK // what an answer without a word is
	}
	took := time.Since(start)
	rt.router.observe(rt.op, sw.status, took)
	if watch != nil {
		watch.End(rt.op, begun, sw.status, took)
	}
	if err != nil && (sw.broken || err == http.ErrAbortHandler) {
		panic(http.ErrAbortHandler)
	}
}

func (rt *route) guarded(ctx context.Context, w *statusWriter, req *http.Request) (err error) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case http.ErrAbortHandler:
			err = http.ErrAbortHandler
		default:
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return rt.run(ctx, w, req)
}

// run is: identify, admit, decode, validate, call, encode.
func (rt *route) run(ctx context.Context, w http.ResponseWriter, req *http.Request) error {
	id, err := rt.router.guard.Identify(req)
	if err != nil {
		if rt.op.Access.kind != accessPublic {
			return err
		}
		id = Identity{} // what everybody sees is shown to wrong credentials too
	}
	if err := rt.op.admit(id); err != nil {
		return err
	}
	if rt.op.Idempotent && !rt.op.KeyOptional && req.Header.Get("Idempotency-Key") == "" {
		return problem.BadRequest("key_required")
	}
	inv := reflect.New(rt.op.in.typ)
	if err := rt.reader.read(w, req, inv.Elem()); err != nil {
		return err
	}
	in := inv.Interface()
	var tag string
	if rt.etag != nil {
		if tag = quoted(rt.etag(in)); tag != "" && rt.serveKept(w, req, tag) {
			return nil
		}
	}
	if !rt.op.Streams {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, rt.op.Timeout)
		defer cancel()
	}
	out, err := rt.call(rt.identified(ctx, req, id), in)
	if err != nil {
		if _, known := problem.From(err); !known && ctx.Err() == context.DeadlineExceeded {
			return fmt.Errorf("%w: %w", context.DeadlineExceeded, err) // whatever the store made of it
		}
		return err
	}
	if s, ok := out.(*Stream); ok {
		return s.serve(w, req)
	}
	if tag != "" && tag == quoted(rt.etag(in)) { // else the content changed meanwhile, and is not what the tag says
		return rt.writeKept(w, req, tag, out)
	}
	return rt.write(w, out)
}

// traced is the request's context with the trace that it came with. A request
// without one that is valid has no trace.
func traced(req *http.Request) context.Context {
	ctx := req.Context()
	if v := req.Header[traceparent.Header]; len(v) == 1 && traceparent.Valid(v[0]) {
		return traceparent.With(ctx, v[0])
	}
	return ctx
}

// identified is the handler's context. What a door in this process has left in the
// request's context counts for nothing.
func (rt *route) identified(ctx context.Context, req *http.Request, id Identity) context.Context {
	token := ""
	if id.SignedIn() {
		token = Bearer(req.Header, "Authorization")
	}
	return WithUserToken(WithIdentity(ctx, id), token)
}

// fail answers with the error. What is no problem is logged here, once, and
// answered as internal.
func (rt *route) fail(ctx context.Context, w *statusWriter, req *http.Request, err error) {
	p, known := problem.From(err)
	switch {
	case known:
	case err == http.ErrAbortHandler, errors.Is(err, errGone), errors.Is(err, context.Canceled) && req.Context().Err() != nil:
		p = problem.New(statusGone, "client_gone")
	case errors.Is(err, context.DeadlineExceeded):
		p = problem.New(http.StatusGatewayTimeout, "timeout")
	case rt.router.away(err):
		p = problem.Unavailable("service_unavailable")
	default:
		p = problem.New(http.StatusInternalServerError, "internal")
	}
	if p.Status >= http.StatusInternalServerError {
		rt.router.log.ErrorContext(ctx, "operation failed", "operation", rt.op.ID(), "status", p.Status, "err", err)
	}
	if w.status != 0 {
		w.broken, w.status = true, p.Status // as metrics count it; the client sees the cut
		return
	}
	if err != http.ErrAbortHandler {
		problem.Write(w, p)
	}
}

// statusGone is nginx's word for a client that did not wait; only metrics see it.
const statusGone = 499

// statusWriter remembers the status for metrics, and whether the answer must be cut.
type statusWriter struct {
	http.ResponseWriter
	status int
	broken bool
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Flush sends what was written, for streams.
func (w *statusWriter) Flush() {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	if f, ok := w.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
