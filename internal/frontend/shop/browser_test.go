package shop

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// browser is a visitor without scripts: it follows redirects, keeps cookies, and
// sends forms as they stand on the page.
type browser struct {
	t    testing.TB
	base string
	http *http.Client
	page shownPage
}

// shownPage is what a browser shows.
type shownPage struct {
	url    *url.URL
	status int
	header http.Header
	html   string
	text   string
	forms  []shownForm
}

// shownForm is a form's address with what it would send, and the boxes that are closed.
type shownForm struct {
	action string
	values url.Values
	closed []string // name=value of disabled cells
}

func newBrowser(t testing.TB, site http.Handler) *browser {
	t.Helper()
	srv := httptest.NewServer(site)
	t.Cleanup(srv.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, base: srv.URL, http: &http.Client{Jar: jar}}
}

func (b *browser) open(path string) shownPage {
	b.t.Helper()
	return b.show(b.http.Get(b.base + path))
}

func (b *browser) post(path string, values url.Values) shownPage {
	b.t.Helper()
	return b.show(b.http.PostForm(b.base+path, values))
}

// send fills in the form at action and presses its button name=value ("": none).
func (b *browser) send(action string, fill map[string]string, button ...string) shownPage {
	b.t.Helper()
	f := b.form(action)
	for name, value := range fill {
		if value == "" {
			f.values.Del(name)
			continue
		}
		f.values.Set(name, value)
	}
	if len(button) == 2 {
		f.values.Set(button[0], button[1])
	}
	return b.post(action, f.values)
}

func (b *browser) form(action string) shownForm {
	b.t.Helper()
	i := slices.IndexFunc(b.page.forms, func(f shownForm) bool { return f.action == action })
	if i < 0 {
		b.t.Fatalf("%s has no form for %s:\n%s", b.page.url, action, b.page.text)
	}
	return b.page.forms[i]
}

func (b *browser) show(r *http.Response, err error) shownPage {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.page = readPage(b.t, string(body))
	if key := regexp.MustCompile(`\bbuy\.[a-z_]+[a-z_.]*`).FindString(b.page.text); key != "" {
		b.t.Errorf("%s shows the name of a text, %s", r.Request.URL, key)
	}
	b.page.url, b.page.status, b.page.header = r.Request.URL, r.StatusCode, r.Header
	return b.page
}

// says fails unless the page shows every text.
func (b *browser) says(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(b.page.text, text) {
			b.t.Errorf("%s does not say %q:\n%s", b.page.url, text, b.page.text)
		}
	}
}

// reader collects a page's words and forms.
type reader struct {
	shownPage
	words strings.Builder
	in    *shownForm
	name  string // of the open textarea or select
	box   strings.Builder
	chose bool
}

func readPage(t testing.TB, html string) shownPage {
	t.Helper()
	r := &reader{shownPage: shownPage{html: html}}
	d := xml.NewDecoder(strings.NewReader(html))
	d.Strict, d.Entity, d.AutoClose = false, xml.HTMLEntity, xml.HTMLAutoClose
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
		switch tok := token.(type) {
		case xml.StartElement:
			r.start(tok)
		case xml.EndElement:
			r.end(tok.Name.Local)
		case xml.CharData:
			r.words.WriteString(string(tok))
			r.box.WriteString(string(tok))
		}
	}
	r.text = strings.Join(strings.Fields(r.words.String()), " ")
	return r.shownPage
}

func (r *reader) start(e xml.StartElement) {
	a := map[string]string{}
	for _, x := range e.Attr {
		a[x.Name.Local] = x.Value
	}
	has := func(name string) bool { _, ok := a[name]; return ok }
	switch e.Name.Local {
	case "form":
		r.forms = append(r.forms, shownForm{action: a["action"], values: url.Values{}})
		r.in = &r.forms[len(r.forms)-1]
	case "textarea", "select":
		r.name, r.chose = a["name"], false
		r.box.Reset()
	case "option":
		if r.in != nil && (has("selected") || !r.chose) {
			r.in.values.Set(r.name, a["value"])
			r.chose = true
		}
	case "input":
		if r.in == nil || a["name"] == "" {
			return
		}
		ticked := a["type"] != "checkbox" && a["type"] != "radio" || has("checked")
		switch {
		case has("disabled"):
			r.in.closed = append(r.in.closed, a["name"]+"="+a["value"])
		case ticked:
			r.in.values.Add(a["name"], a["value"])
		}
	}
	r.words.WriteByte(' ')
}

func (r *reader) end(name string) {
	switch name {
	case "form":
		r.in = nil
	case "textarea":
		if r.in != nil {
			r.in.values.Set(r.name, r.box.String())
		}
	}
	r.words.WriteByte(' ')
}
