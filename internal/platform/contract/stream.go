package contract

import (
	"errors"
	"io"
	"net/http"
	"strconv"
)

// Stream is the one output that is not JSON: pictures, server-sent events, CSV.
// A handler sets the description and Write (or Bytes); a caller reads Body and closes it.
type Stream struct {
	ContentType  string
	CacheControl string
	Disposition  string
	ETag         string

	// Bytes is the whole answer when it is at hand.
	Bytes []byte
	// Write produces the answer; flush sends what was written so far. It ends with the handler's context.
	// An error after the first byte cuts the answer, so that nobody takes the part for the whole.
	Write func(w io.Writer, flush func()) error

	// Body is the answer at the caller's end.
	Body io.ReadCloser
}

// errGone is a client that reads no more.
var errGone = errors.New("the client is gone")

func (s *Stream) serve(w http.ResponseWriter, req *http.Request) error {
	h := w.Header()
	set := func(name, v string) {
		if v, _ = headerText(v); v != "" {
			h.Set(name, v)
		}
	}
	h.Set("Content-Type", "application/octet-stream")
	set("Content-Type", s.ContentType)
	set("Cache-Control", s.CacheControl)
	set("Content-Disposition", s.Disposition)
	set("ETag", s.ETag)
	if s.ETag != "" && matches(req, s.ETag) {
		h.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if s.Write == nil {
		h.Set("Content-Length", strconv.Itoa(len(s.Bytes)))
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(s.Bytes) // nobody to tell when the client is gone
		return nil
	}
	if req.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	out := &streamWriter{w: w}
	err := s.Write(out, out.flush)
	if err != nil && (out.failed || req.Context().Err() != nil) {
		return errGone
	}
	return err
}

// streamWriter remembers that the client did not take what was written.
type streamWriter struct {
	w      http.ResponseWriter
	failed bool
}

func (s *streamWriter) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	s.failed = s.failed || err != nil
	return n, err
}

func (s *streamWriter) flush() {
	if f, ok := s.w.(http.Flusher); ok {
		f.Flush()
	}
}

// streamOf is the answer as the caller has it; end releases what the call holds.
func streamOf(resp *http.Response, end func()) *Stream {
	return &Stream{
		ContentType:  resp.Header.Get("Content-Type"),
		CacheControl: resp.Header.Get("Cache-Control"),
		Disposition:  resp.Header.Get("Content-Disposition"),
		ETag:         resp.Header.Get("ETag"),
		Body:         &endingBody{resp.Body, end},
	}
}

type endingBody struct {
	io.ReadCloser
	end func()
}

func (b *endingBody) Close() error {
	err := b.ReadCloser.Close()
	b.end()
	return err
}
