package static

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Handler serves the files under Prefix, in the best encoding the browser takes.
// An address whose hash is not of this release is 404: serving other bytes under
// it would poison caches.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := files().byAddress[r.URL.Path]
		if !ok {
			w.Header().Set("Cache-Control", "no-store")
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		h := w.Header()
		h.Set("Content-Type", f.contentType)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		body, encoding := f.best(r.Header.Get("Accept-Encoding"))
		if f.gzip != nil {
			h.Set("Vary", "Accept-Encoding")
		}
		etag := f.etag
		if encoding != "" {
			h.Set("Content-Encoding", encoding)
			etag = strings.TrimSuffix(etag, `"`) + "-" + encoding + `"`
		}
		h.Set("ETag", etag)
		if strings.Contains(r.Header.Get("If-None-Match"), etag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		h.Set("Content-Length", strconv.Itoa(len(body)))
		if r.Method == http.MethodGet {
			_, _ = w.Write(body) // the browser may have left: nobody to tell
		}
	})
}

// best chooses zstd before gzip before the plain bytes, among what accept allows.
func (f *file) best(accept string) (body []byte, encoding string) {
	switch {
	case f.zstd != nil && accepts(accept, "zstd"):
		return f.zstd, "zstd"
	case f.gzip != nil && accepts(accept, "gzip"):
		return f.gzip, "gzip"
	}
	return f.plain, ""
}

// accepts reads an Accept-Encoding header; "gzip;q=0" is a refusal.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) != encoding {
			continue
		}
		q, ok := strings.CutPrefix(strings.TrimSpace(weight), "q=")
		if !ok {
			return true
		}
		value, err := strconv.ParseFloat(q, 64)
		return err == nil && value > 0
	}
	return false
}

// compress packs at the highest levels: it happens once, and every first visit gains.
func compress(body []byte) (gz, zs []byte) {
	var buf bytes.Buffer
	zw, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant of the library
	}
	_, _ = zw.Write(body) // a bytes.Buffer takes everything
	_ = zw.Close()
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err) // the options are constants of the library
	}
	zs = enc.EncodeAll(body, nil)
	_ = enc.Close()
	return buf.Bytes(), zs
}
