package contract

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// encoded is an answer of a Cached operation as it goes out. A router keeps it by
// address, with the ETag it had.
type encoded struct {
	etag   string
	header http.Header // shared by all answers, never changed
	body   []byte

	zipOnce   sync.Once
	zipHeader http.Header
	zipped    []byte
}

const (
	// revalidate: kept, but asked for again each time, since prices change.
	revalidate = "no-cache"
	// gzipFrom is the length from which compressing pays, in bytes.
	gzipFrom = 1024
)

var (
	revalidateValue = []string{revalidate}
	varyValue       = []string{"Accept-Encoding"}
)

func newEncoded(etag string, body []byte) *encoded {
	return &encoded{etag: etag, body: body, header: http.Header{
		"Content-Type":   jsonType,
		"Content-Length": {strconv.Itoa(len(body))},
		"Etag":           {etag},
		"Cache-Control":  revalidateValue,
	}}
}

// size is about what the entry takes, its compressed form included.
func (e *encoded) size() int { return len(e.body) + len(e.body)/4 }

func (e *encoded) serve(w http.ResponseWriter, req *http.Request) {
	header, body := e.header, e.body
	if len(body) >= gzipFrom && acceptsGzip(req.Header) {
		header, body = e.gzip()
	}
	h := w.Header()
	for k, v := range header {
		h[k] = v
	}
	varies(h)
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body) // nobody to tell when the client is gone
}

// varies adds to what a door in front has said the answer depends on, unless that
// says it already.
func varies(h http.Header) {
	said := h["Vary"]
	switch {
	case len(said) == 0:
		h["Vary"] = varyValue
	case !slices.Contains(said, varyValue[0]):
		h["Vary"] = append(slices.Clip(said), varyValue[0])
	}
}

func (e *encoded) gzip() (http.Header, []byte) {
	e.zipOnce.Do(func() {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, 6) // the level is valid
		_, _ = z.Write(e.body)             // a buffer takes everything
		_ = z.Close()
		e.zipped = b.Bytes()
		e.zipHeader = e.header.Clone()
		e.zipHeader.Set("Content-Encoding", "gzip")
		e.zipHeader.Set("Content-Length", strconv.Itoa(len(e.zipped)))
		e.zipHeader.Set("ETag", "W/"+e.etag) // other bytes, same content
	})
	return e.zipHeader, e.zipped
}

func acceptsGzip(h http.Header) bool {
	for one := range strings.SplitSeq(h.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(one), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			weight := strings.TrimPrefix(strings.ReplaceAll(q, " ", ""), "q=")
			f, err := strconv.ParseFloat(weight, 64)
			return err != nil || f > 0
		}
	}
	return false
}

// notModified answers 304 when the client already has the answer with this ETag.
func notModified(w http.ResponseWriter, req *http.Request, etag string) bool {
	if !matches(req, etag) {
		return false
	}
	h := w.Header()
	h["Etag"] = []string{etag}
	h["Cache-Control"] = revalidateValue
	varies(h)
	w.WriteHeader(http.StatusNotModified)
	return true
}

func matches(req *http.Request, etag string) bool {
	given := req.Header.Get("If-None-Match")
	if given == "" {
		return false
	}
	if given == etag || given == "*" {
		return true
	}
	for one := range strings.SplitSeq(given, ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}

// quoted makes an ETag's form of what a handler knows its answer by.
func quoted(tag string) string {
	if tag == "" || strings.HasSuffix(tag, `"`) {
		return tag
	}
	return `"` + tag + `"`
}
