package e2e

import (
	"net/url"
	"testing"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// Turning the language keeps the page, what was searched and chosen there, and lasts.
func TestTheLanguageIsTurnedWhereOneIs(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	for name, w := range map[string]way{"at a desk": {}, "on a phone": {width: 360}, "without scripts": {noScripts: true}} {
		ana := newVisitor(t, shop, w)
		ana.search("lirios")
		ana.filter("color", "blanco")
		for _, page := range []string{"", "/producto/" + roses + "?talla=premium", "/despacho", "/entrar"} {
			if page != "" {
				ana.open(page)
			}
			before, _ := url.Parse(ana.at())
			ana.turn(i18n.EN)
			after, _ := url.Parse(ana.at())
			want, got := before.Query(), after.Query()
			want.Del("lang")
			got.Del("lang")
			if before.Path != after.Path || want.Encode() != got.Encode() {
				t.Errorf("%s: English leads from %s to %s", name, before, after)
			}
			ana.turn(i18n.ES)
		}
		ana.turn(i18n.EN)
		ana.open("/producto/" + roses)
		ana.speaks(i18n.EN)
		ana.says(rosesName[i18n.EN])
	}
}

// turn presses the name of the other language.
func (v *visitor) turn(lang string) {
	v.t.Helper()
	v.openMenu()
	v.press(map[string]string{i18n.ES: "Español", i18n.EN: "English"}[lang])
	v.words, v.lang = i18n.For(lang), lang
	v.speaks(lang)
}
