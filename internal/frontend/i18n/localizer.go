package i18n

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// The languages of the shop.
const (
	ES = "es"
	EN = "en"
)

//go:embed messages/*.json
var messages embed.FS

// Localizer writes in one language. It is safe for concurrent use.
type Localizer struct {
	lang string
	text *goi18n.Localizer
	// plain holds the texts without placeholders and plural forms, which are most of
	// a page: looking one up costs a map's read in place of a template.
	plain map[string]string
}

type pair struct{ es, en *Localizer }

// localizers reads the embedded messages once; they never change while the program runs.
var localizers = sync.OnceValue(func() pair {
	bundle, err := load(messages)
	if err != nil {
		panic("the embedded messages cannot be read: " + err.Error())
	}
	return pair{
		es: &Localizer{lang: ES, text: goi18n.NewLocalizer(bundle, ES), plain: plainTexts(messages, ES)},
		en: &Localizer{lang: EN, text: goi18n.NewLocalizer(bundle, EN), plain: plainTexts(messages, EN)},
	}
})

func load(fsys fs.FS) (*goi18n.Bundle, error) {
	bundle := goi18n.NewBundle(language.Spanish)
	names, err := fs.Glob(fsys, "messages/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if _, err := bundle.LoadMessageFileFS(fsys, name); err != nil {
			return nil, fmt.Errorf("%s: %w", path.Base(name), err)
		}
	}
	return bundle, nil
}

// plainTexts reads the messages that are a text and nothing else.
func plainTexts(fsys fs.FS, lang string) map[string]string {
	plain := map[string]string{}
	names, _ := fs.Glob(fsys, "messages/*."+lang+".json") // the pattern is sound
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue // load has read it before
		}
		var all map[string]any
		if json.Unmarshal(b, &all) != nil {
			continue
		}
		for key, v := range all {
			if text, ok := v.(string); ok && !strings.Contains(text, "{{") {
				plain[key] = text
			}
		}
	}
	return plain
}

// For is the Localizer of a language; anything but "en" is Spanish, the shop's own.
func For(lang string) *Localizer {
	if lang == EN {
		return localizers().en
	}
	return localizers().es
}

// Match chooses among the shop's languages by an Accept-Language header; without one it is Spanish.
func Match(acceptLanguage string) string {
	want, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil || len(want) == 0 {
		return ES
	}
	if _, i, sure := matcher().Match(want...); sure != language.No && i == 1 {
		return EN
	}
	return ES
}

var matcher = sync.OnceValue(func() language.Matcher {
	return language.NewMatcher([]language.Tag{language.Spanish, language.English})
})

// Lang is "es" or "en", as in a page's lang attribute.
func (l *Localizer) Lang() string { return l.lang }

// T is the text of key. Values for its placeholders come in pairs of name and
// value; the pair "Count" also chooses the plural form. A key that does not exist
// comes back as it is, so that a missing text is seen and breaks nothing.
func (l *Localizer) T(key string, kv ...any) string {
	if text, ok := l.plain[key]; ok {
		return text
	}
	text, ok := l.lookup(key, kv)
	if !ok {
		return key
	}
	return text
}

// Has says whether key has a text.
func (l *Localizer) Has(key string) bool {
	_, ok := l.lookup(key, []any{"Count", 1})
	return ok
}

func (l *Localizer) lookup(key string, kv []any) (string, bool) {
	config := goi18n.LocalizeConfig{MessageID: key}
	if len(kv) > 0 {
		data := make(map[string]any, len(kv)/2)
		for i := 0; i+1 < len(kv); i += 2 {
			data[fmt.Sprint(kv[i])] = kv[i+1]
		}
		config.TemplateData = data
		switch n := data["Count"].(type) {
		case int:
			config.PluralCount = n
		case int64:
			config.PluralCount = n
		}
	}
	// Spanish has a form for millions ("many") that no message of the shop needs: the
	// library then reports its absence and still gives the form "other".
	text, _ := l.text.Localize(&config)
	return text, text != ""
}

type contextKey struct{}

// With hands the visitor's Localizer to the components.
func With(ctx context.Context, l *Localizer) context.Context {
	return context.WithValue(ctx, contextKey{}, l)
}

// From is the visitor's Localizer, or the Spanish one.
func From(ctx context.Context) *Localizer {
	if l, ok := ctx.Value(contextKey{}).(*Localizer); ok {
		return l
	}
	return For(ES)
}

// T is From(ctx).T, for use in components.
func T(ctx context.Context, key string, kv ...any) string { return From(ctx).T(key, kv...) }
