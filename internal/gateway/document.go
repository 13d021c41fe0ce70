package gateway

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// RapiDoc 9.3.8 (MIT), from npm: the page must not load from anybody else.
//
//go:embed docs/rapidoc.js.gz
var rapidoc []byte

//go:embed docs/index.html
var docsPage []byte

// Document is the merged description of every public operation.
func Document(services []Behind, version string) ([]byte, error) {
	doc := contract.Document("Flores Victoria", version, sections(services)...)
	return contract.JSON(doc)
}

// DocumentYAML is the same, as it is committed.
func DocumentYAML(services []Behind, version string) ([]byte, error) {
	doc := contract.Document("Flores Victoria", version, sections(services)...)
	return contract.YAML(doc)
}

func sections(services []Behind) []contract.Section {
	out := make([]contract.Section, len(services))
	for i, s := range services {
		out[i] = contract.Section{Service: s.Name, About: s.About, Operations: s.Operations}
	}
	return out
}

func addDocument(router *contract.Router, o Options) error {
	doc, err := Document(o.Services, o.Version)
	if err != nil {
		return fmt.Errorf("the document of the API: %w", err)
	}
	zipped, err := squeeze(doc)
	if err != nil {
		return err
	}
	router.Page("GET /api/openapi.json", zippedFile("application/json", zipped))
	router.Page("GET /api/docs", page(docsPage))
	router.Page("GET /api/docs/rapidoc.js", zippedFile("text/javascript; charset=utf-8", rapidoc))
	return nil
}

func squeeze(b []byte) ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// docsPolicy lets RapiDoc style its own shadow tree; it runs no inline script.
const docsPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"

func page(html []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", docsPolicy)
		_, _ = w.Write(html)
	})
}

// zippedFile serves bytes that are kept compressed; the rare client that takes no
// gzip gets them unpacked.
func zippedFile(contentType string, zipped []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", contentType)
		h.Set("Cache-Control", "public, max-age=300")
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			h.Set("Content-Length", strconv.Itoa(len(zipped)))
			_, _ = w.Write(zipped)
			return
		}
		z, err := gzip.NewReader(bytes.NewReader(zipped))
		if err != nil {
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
			return
		}
		_, _ = io.Copy(w, z)
	})
}
