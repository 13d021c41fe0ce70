package pages

import (
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// page is what a browser shows.
type page struct {
	url    *url.URL
	status int
	html   string
	text   string   // every word of it, in order
	main   string   // the words of its main part
	links  []string // addresses, in order
	nav    []string // the addresses of the main navigation
	faults map[string]string
	forms  []form
}

// form is a form's address with what it would send.
type form struct {
	method, action string
	values         url.Values
}

// reader collects them from the page's marks.
type reader struct {
	page
	words, body, box strings.Builder
	in               int // the open form; -1: none
	name             string
	chose            bool
	open             []element
}

type element struct{ name, class, id string }

// void elements have no end.
var void = []string{"input", "meta", "link", "img", "br", "hr", "path", "polygon"}

func read(t *testing.T, html string) page {
	t.Helper()
	r := &reader{page: page{html: html, faults: map[string]string{}}, in: -1}
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
			r.say(string(tok))
		}
	}
	r.text, r.main = squeeze(r.words.String()), squeeze(r.body.String())
	return r.page
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func (r *reader) say(s string) {
	r.words.WriteString(s)
	r.box.WriteString(s)
	if r.within("main", "") {
		r.body.WriteString(s)
	}
	if n := len(r.open); n > 0 && strings.HasSuffix(r.open[n-1].id, "-error") {
		r.faults[strings.TrimSuffix(r.open[n-1].id, "-error")] += s
	}
}

func (r *reader) within(name, class string) bool {
	return slices.ContainsFunc(r.open, func(e element) bool { return e.name == name && (class == "" || strings.Contains(e.class, class)) })
}

func (r *reader) start(e xml.StartElement) {
	a := map[string]string{}
	for _, x := range e.Attr {
		a[x.Name.Local] = x.Value
	}
	has := func(name string) bool { _, ok := a[name]; return ok }
	switch e.Name.Local {
	case "a":
		r.links = append(r.links, a["href"])
		if r.within("nav", "admin-nav") {
			r.nav = append(r.nav, a["href"])
		}
	case "form":
		r.forms = append(r.forms, form{method: strings.ToUpper(a["method"]), action: a["action"], values: url.Values{}})
		r.in = len(r.forms) - 1
	case "textarea", "select":
		r.name, r.chose = a["name"], false
		r.box.Reset()
	case "option":
		if r.in >= 0 && (has("selected") || !r.chose) {
			r.forms[r.in].values.Set(r.name, a["value"])
			r.chose = true
		}
	case "input":
		ticked := a["type"] != "checkbox" && a["type"] != "radio" || has("checked")
		if r.in >= 0 && a["name"] != "" && ticked && !has("disabled") {
			r.forms[r.in].values.Add(a["name"], a["value"])
		}
	}
	r.space()
	if !slices.Contains(void, e.Name.Local) {
		r.open = append(r.open, element{e.Name.Local, a["class"], a["id"]})
	}
}

func (r *reader) end(name string) {
	switch name {
	case "form":
		r.in = -1
	case "textarea":
		if r.in >= 0 {
			r.forms[r.in].values.Set(r.name, r.box.String())
		}
	}
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].name == name {
			r.open = r.open[:i]
			break
		}
	}
	r.space()
}

func (r *reader) space() {
	r.words.WriteByte(' ')
	if r.within("main", "") {
		r.body.WriteByte(' ')
	}
}
