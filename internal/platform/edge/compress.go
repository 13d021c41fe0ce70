package edge

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// compressFrom is the smallest answer worth compressing, in bytes: below it the
// packet is the same.
const compressFrom = 1024

// compress zips texts and drawings for clients that take it. What comes compressed
// already (the catalogue's kept answers, the static files) passes as it is.
func compress(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(compressFrom), gzhttp.CompressionLevel(1), gzhttp.ContentTypes([]string{
		"text/html", "text/plain", "text/csv", "application/json", "application/problem+json", "image/svg+xml",
	}))
	if err != nil {
		panic("the compression's options: " + err.Error()) // constants above
	}
	zip := wrap(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header["Accept-Encoding"]) > 0 {
			zip.ServeHTTP(w, r)
			return
		}
		w.Header()["Vary"] = vary // nothing to choose: without the wrapper's work
		next.ServeHTTP(w, r)
	})
}

var vary = []string{"Accept-Encoding"}
