package web

import (
	"bytes"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/platform/id"
)

// Anonymous tells whether the visitor has told nothing of themselves yet: no account,
// no bag, no comuna, no notice to show. A page they read depends on its address and
// their language alone.
func (v *Visit) Anonymous() bool {
	if v.account != nil || v.limited {
		return false
	}
	for _, k := range v.Site.sessions.Keys(v.R.Context()) {
		if k != keyLang {
			return false
		}
	}
	return true
}

// RenderWhole answers an anonymous visitor with a page that is kept drawn, as long as
// it is drawn from the same answers (Fragments.Keep's from). The page's only part that
// no other answer has is the key of its form, which page draws as it gets it.
func (v *Visit) RenderWhole(f *Fragments, from any, page func(formKey string) templ.Component) error {
	name := "page " + v.Lang() + " " + v.R.Host + " " + v.R.URL.RequestURI()
	kept, ok := f.get(name, from)
	if !ok {
		first := id.New()
		var b bytes.Buffer
		if err := page(first).Render(v.ctx, &b); err != nil {
			return err
		}
		kept = fragment{from: from, sheet: newSheet(b.Bytes(), first)}
		f.put(name, kept, kept.sheet.size())
	}
	v.head()
	kept.sheet.send(v.W, v.R, id.New())
	return nil
}

// keyLang is the session's word for the language, the one thing an anonymous visitor may have said.
const keyLang = "lang"

// head is what every page's answer says of itself.
func (v *Visit) head() {
	h := v.W.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.Lang())
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
}
