package ui

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// Layout is what a page of the shop says about itself. Its language is the context's.
type Layout struct {
	Title       string // without the shop's name
	Description string
	Path        string      // the page's address with its query; the language switch keeps it
	Alternate   []Alternate // the page's address in each language; empty: Path with ?lang=
	Canonical   string      // absolute; empty: not said
	OGImage     string      // absolute
	JSONLD      []any       // schema.org objects
	NoIndex     bool

	Tissue   Tissue // of the page: what is chosen takes it
	BagCount int
	User     *User // nil: a guest
	Demo     bool
	Query    string // what was searched, kept in the search box
	Step     string // "Paso 2 de 3": while buying it takes the place of navigation and search

	Nav    []Link // categories in the header
	Footer []LinkGroup
	Shop   Shop
	Paths  Paths
}

// Link is a link in a list; Count is shown after the text when it is above zero.
type Link struct {
	Href, Text string
	Count      int
	Current    bool
}

// LinkGroup is a titled column of links.
type LinkGroup struct {
	Title string
	Links []Link
}

// Alternate is the same page in a language ("es", "en").
type Alternate struct{ Lang, Href string }

// User is who is logged in.
type User struct {
	Name  string
	Staff bool // shows the way to the back office
}

// Shop is the business as the footer tells it.
type Shop struct {
	Name     string // empty: Flores Victoria
	Address  string
	Phone    string // as people read it
	WhatsApp string // wa.me address
	Email    string
	Hours    string
	Icon     string // favicon address; empty: none
}

// Paths are where the header leads; an empty one has the default in its comment.
type Paths struct {
	Home    string // /
	Search  string // /buscar, GET with q
	Suggest string // /buscar/sugerencias, answers Suggestions
	Bag     string // /bolsa
	Account string // /cuenta
	Login   string // /entrar
	Admin   string // /admin
}

func (p Paths) withDefaults() Paths {
	for _, d := range []struct {
		at    *string
		value string
	}{
		{&p.Home, "/"}, {&p.Search, "/buscar"}, {&p.Suggest, "/buscar/sugerencias"}, {&p.Bag, "/bolsa"},
		{&p.Account, "/cuenta"}, {&p.Login, "/entrar"}, {&p.Admin, "/admin"},
	} {
		if *d.at == "" {
			*d.at = d.value
		}
	}
	return p
}

func (s Shop) name() string {
	if s.Name == "" {
		return "Flores Victoria"
	}
	return s.Name
}

func (l Layout) fullTitle() string {
	if l.Title == "" || l.Title == l.Shop.name() {
		return l.Shop.name()
	}
	return l.Title + " · " + l.Shop.name()
}

// other is where the language switch leads.
func (l Layout) other(ctx context.Context) Alternate {
	return otherLanguage(ctx, l.Path, l.Alternate)
}

func otherLanguage(ctx context.Context, path string, known []Alternate) Alternate {
	lang := i18n.EN
	if i18n.From(ctx).Lang() == i18n.EN {
		lang = i18n.ES
	}
	for _, a := range known {
		if a.Lang == lang {
			return a
		}
	}
	return Alternate{Lang: lang, Href: withQuery(path, "lang", lang)}
}

// withQuery sets one parameter of a path and keeps the others.
func withQuery(path, name, value string) string {
	u, err := url.Parse(path)
	if err != nil || path == "" {
		u = &url.URL{Path: "/"}
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}

// languageNames are written in their own language, whoever reads.
var languageNames = map[string]string{i18n.ES: "Español", i18n.EN: "English"}

var ogLocales = map[string]string{i18n.ES: "es_CL", i18n.EN: "en_US"}

// jsonLD is the block that search engines read; json.Marshal escapes <, > and &, so
// no text of a product can end the element.
func jsonLD(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("a JSON-LD object that cannot be encoded: " + err.Error())
	}
	return `<script type="application/ld+json">` + string(b) + `</script>`
}

// tel is a phone number as a tel: address.
func tel(phone string) string {
	return "tel:" + strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
}
