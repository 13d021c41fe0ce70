package app_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// browser visits pages as one does: it keeps the cookie and follows nothing by itself.
type browser struct {
	t       *testing.T
	base    string
	cookies map[string]*http.Cookie
	header  http.Header
}

func newBrowser(t *testing.T, base string) *browser {
	return &browser{t: t, base: base, cookies: map[string]*http.Cookie{}, header: http.Header{}}
}

// page is an answer, read.
type page struct {
	*http.Response
	Text string
}

func (b *browser) get(path string) page { return b.send(http.MethodGet, path, nil) }

// post sends a form as a page of the shop would.
func (b *browser) post(path string, fields ...string) page {
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return b.send(http.MethodPost, path, form)
}

func (b *browser) send(method, path string, form url.Values) page {
	b.t.Helper()
	req, err := http.NewRequest(method, b.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	for k, v := range b.header {
		req.Header[k] = v
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range b.cookies { // by hand: a cookie that is Secure is sent over the test's http too
		req.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range resp.Cookies() {
		b.cookies[c.Name] = c
	}
	return page{resp, string(text)}
}

// session is the cookie's value.
func (b *browser) session() string {
	for _, c := range b.cookies {
		return c.Value
	}
	return ""
}
