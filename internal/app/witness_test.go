package app_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// witness stands between clients and the shop and keeps every answer as it came.
type witness struct {
	URL string

	mu      sync.Mutex
	answers []heard
}

// heard is one answer: headers and body, without the cookie that it sets.
type heard struct {
	method, path string
	status       int
	text, cookie string
}

func listenIn(t *testing.T, shopURL string) *witness {
	t.Helper()
	target, err := url.Parse(shopURL)
	if err != nil {
		t.Fatal(err)
	}
	w := &witness{}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Header.Del("Accept-Encoding") // an answer is to be read
		},
		ModifyResponse: func(resp *http.Response) error {
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				return err
			}
			resp.Body = io.NopCloser(bytes.NewReader(body))
			w.keep(resp, body)
			return nil
		},
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	w.URL = server.URL
	return w
}

func (w *witness) keep(resp *http.Response, body []byte) {
	var text strings.Builder
	h := resp.Header.Clone()
	h.Del("Set-Cookie")
	_ = h.Write(&text)
	text.Write(body)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answers = append(w.answers, heard{
		resp.Request.Method, resp.Request.URL.Path, resp.StatusCode, text.String(), strings.Join(resp.Header.Values("Set-Cookie"), "\n"),
	})
}

func (w *witness) all() []heard {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]heard(nil), w.answers...)
}
