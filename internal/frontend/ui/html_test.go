package ui

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// element is a start tag with its attributes.
type element struct {
	name  string
	attrs map[string]string
	text  string // of everything inside, collected until the end tag
}

func render(t *testing.T, lang string, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(i18n.With(context.Background(), i18n.For(lang)), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var void = strings.Fields("area base br col embed hr img input link meta source track wbr")

// parse reads HTML strictly: every element that is not void is closed, in order.
func parse(t *testing.T, page string) []*element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	var found, open []*element
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed at byte %d: %v", d.InputOffset(), err)
		}
		switch tok := token.(type) {
		case xml.StartElement:
			e := &element{name: tok.Name.Local, attrs: map[string]string{}}
			for _, a := range tok.Attr {
				name := a.Name.Local
				if a.Name.Space != "" {
					name = a.Name.Space + ":" + name
				}
				if _, twice := e.attrs[name]; twice {
					t.Errorf("<%s> has %s twice", e.name, name)
				}
				e.attrs[name] = a.Value
			}
			found = append(found, e)
			if !slices.Contains(void, e.name) {
				open = append(open, e)
			}
		case xml.EndElement:
			if slices.Contains(void, tok.Name.Local) {
				continue
			}
			if len(open) == 0 || open[len(open)-1].name != tok.Name.Local {
				t.Fatalf("</%s> at byte %d closes nothing that is open", tok.Name.Local, d.InputOffset())
			}
			open = open[:len(open)-1]
		case xml.CharData:
			for _, e := range open {
				e.text += string(tok)
			}
		}
	}
	for _, e := range open {
		t.Errorf("<%s> is never closed", e.name)
	}
	return found
}

// eachPage runs check on every gallery page in both languages.
func eachPage(t *testing.T, check func(t *testing.T, page string, elements []*element)) {
	for _, lang := range []string{i18n.ES, i18n.EN} {
		for name, c := range galleryPages() {
			t.Run(lang+"/"+name, func(t *testing.T) {
				page := render(t, lang, c)
				check(t, page, parse(t, page))
			})
		}
	}
}

// TestGallery leaves every page in a directory to look at, when FLORES_GALLERY names one.
func TestGallery(t *testing.T) {
	dir := os.Getenv("FLORES_GALLERY")
	if dir == "" {
		dir = t.TempDir()
	}
	for _, lang := range []string{i18n.ES, i18n.EN} {
		for name, c := range galleryPages() {
			page := render(t, lang, c)
			if !strings.HasPrefix(strings.ToLower(page), "<!doctype html><html lang=\""+lang+"\">") {
				t.Errorf("%s begins with %.60q", name, page)
			}
			if err := os.WriteFile(filepath.Join(dir, name+"."+lang+".html"), []byte(page), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestIDsAreUniqueAndWhatPointsAtThemFindsThem(t *testing.T) {
	eachPage(t, func(t *testing.T, _ string, elements []*element) {
		ids := map[string]bool{}
		for _, e := range elements {
			id, ok := e.attrs["id"]
			if ok && (id == "" || ids[id]) {
				t.Errorf("<%s> has the id %q, which is empty or taken", e.name, id)
			}
			ids[id] = true
		}
		for _, e := range elements {
			targets := strings.Fields(e.attrs["aria-describedby"] + " " + e.attrs["for"] + " " + e.attrs["data-preview-of"])
			if inPage, ok := strings.CutPrefix(e.attrs["href"], "#"); ok {
				targets = append(targets, inPage)
			}
			for _, id := range targets {
				if !ids[id] {
					t.Errorf("<%s> points at %q, which is nowhere", e.name, id)
				}
			}
		}
	})
}

func TestEveryBoxHasALabelAndEveryPictureAnAlt(t *testing.T) {
	eachPage(t, func(t *testing.T, _ string, elements []*element) {
		labelled := map[string]string{}
		for _, e := range elements {
			if e.name == "label" {
				labelled[e.attrs["for"]] = strings.TrimSpace(e.text)
			}
		}
		for _, e := range elements {
			switch e.name {
			case "input", "select", "textarea":
				if e.attrs["type"] != "hidden" && labelled[e.attrs["id"]] == "" {
					t.Errorf("<%s name=%q> has no label", e.name, e.attrs["name"])
				}
			case "img":
				if _, ok := e.attrs["alt"]; !ok || e.attrs["width"] == "" || e.attrs["height"] == "" {
					t.Errorf("<img src=%q> lacks alt or size", e.attrs["src"])
				}
			case "button", "a", "summary", "legend", "h1", "h2", "h3", "th", "option":
				if strings.TrimSpace(e.text) == "" && e.attrs["aria-label"] == "" {
					t.Errorf("<%s %v> says nothing", e.name, e.attrs)
				}
			}
		}
	})
}

func TestAPageHasOneHeadingOneMainAndAWayToSkipToIt(t *testing.T) {
	eachPage(t, func(t *testing.T, page string, elements []*element) {
		count := map[string]int{}
		for _, e := range elements {
			count[e.name]++
		}
		if count["main"] != 1 || count["title"] != 1 {
			t.Errorf("%d main, %d title", count["main"], count["title"])
		}
		printed := strings.Contains(page, `class="printing"`)
		if count["h1"] != 1 || !printed && !strings.Contains(page, `class="skip" href="#main"`) {
			t.Errorf("%d h1, or no skip link", count["h1"])
		}
	})
}

func TestNothingOnAPageNeedsInlineStyleOrScript(t *testing.T) {
	eachPage(t, func(t *testing.T, _ string, elements []*element) {
		for _, e := range elements {
			for name := range e.attrs {
				if name == "style" || strings.HasPrefix(name, "on") {
					t.Errorf("<%s> has %s", e.name, name)
				}
			}
			if e.name == "style" || e.name == "script" && e.attrs["src"] == "" && e.attrs["type"] != "application/ld+json" {
				t.Errorf("<%s> is inline", e.name)
			}
			if strings.HasPrefix(e.attrs["src"], "http") {
				t.Errorf("<%s> loads %s from elsewhere", e.name, e.attrs["src"])
			}
		}
	})
}

func TestNoTextIsMissingInEitherLanguage(t *testing.T) {
	eachPage(t, func(t *testing.T, page string, _ []*element) {
		for _, sign := range []string{">ui.", `"ui.`, ">state.", "no value", "%!"} {
			if i := strings.Index(page, sign); i >= 0 {
				t.Errorf("a missing text: %.60q", page[i:])
			}
		}
	})
}
