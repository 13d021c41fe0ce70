package pages

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// browser is somebody at the shop's pages.
type browser struct {
	t     *testing.T
	base  string
	http  *http.Client
	words *i18n.Localizer
	page
}

func newBrowser(t *testing.T, base string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, base: base, http: &http.Client{Jar: jar}, words: i18n.For(i18n.ES)}
}

// get opens a path and returns the status of what it leads to.
func (b *browser) get(path string) int {
	b.t.Helper()
	return b.show(b.http.Get(b.base + path))
}

// open opens a path that has to be there.
func (b *browser) open(path string) {
	b.t.Helper()
	if status := b.get(path); status != http.StatusOK {
		b.t.Fatalf("%s answers %d:\n%s", path, status, b.text)
	}
}

// post sends values that no form holds.
func (b *browser) post(path string, values url.Values) int {
	b.t.Helper()
	return b.show(b.http.PostForm(b.base+path, values))
}

func (b *browser) show(r *http.Response, err error) int {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.page = read(b.t, string(body))
	b.url, b.status = r.Request.URL, r.StatusCode
	if key := unwritten.FindString(b.text); key != "" {
		b.t.Errorf("%s shows the name of a text: %s", b.url, key)
	}
	return b.status
}

// unwritten is what a page shows where a text is missing.
var unwritten = regexp.MustCompile(`\b(?:admin|ask|facet|list|mail|message|payment|problem|review|size|slot|state|stock|total|ui|web)\.[a-z_]+(?:\.[a-z_]+)*\b|\{\{|%!|<no value>`)

// fill is what is written into a form: a value, or none to leave a box empty.
type fill map[string]string

// form finds the form that posts to an address; with marks, the one that also holds
// those values.
func (b *browser) form(action string, marks ...string) form {
	b.t.Helper()
	for _, f := range b.forms {
		fits := f.action == action && f.method == http.MethodPost
		for i := 0; i+1 < len(marks); i += 2 {
			fits = fits && f.values.Get(marks[i]) == marks[i+1]
		}
		if fits {
			return f
		}
	}
	b.t.Fatalf("%s has no form for %s %v:\n%s", b.url, action, marks, b.text)
	return form{}
}

func (b *browser) has(action string) bool {
	return slices.ContainsFunc(b.forms, func(f form) bool { return f.action == action && f.method == http.MethodPost })
}

// send fills in the form and sends it.
func (b *browser) send(f form, with fill) int {
	b.t.Helper()
	values := url.Values{}
	for name, v := range f.values {
		values[name] = slices.Clone(v)
	}
	for name, v := range with {
		values.Del(name)
		if v != "" {
			values.Set(name, v)
		}
	}
	return b.post(f.action, values)
}

// says fails unless the main part of the page has every text.
func (b *browser) says(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(b.main, squeeze(text)) {
			b.t.Errorf("%s does not say %q:\n%s", b.url, text, b.main)
		}
	}
}

// keepsQuiet fails if the page has one of the texts, anywhere.
func (b *browser) keepsQuiet(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if strings.Contains(b.html, text) {
			b.t.Errorf("%s says %q", b.url, text)
		}
	}
}

// leads tells whether the page links to an address.
func (b *browser) leads(to string) bool { return slices.Contains(b.links, to) }

// faulty fails unless the form was refused with a fault beside the field of that id.
func (b *browser) faulty(field string) {
	b.t.Helper()
	if b.status != http.StatusUnprocessableEntity {
		b.t.Errorf("%s answers %d to a faulty form:\n%s", b.url, b.status, b.main)
	}
	if b.faults[field] == "" {
		b.t.Errorf("%s says nothing beside %s: %v\n%s", b.url, field, b.faults, b.main)
	}
}
