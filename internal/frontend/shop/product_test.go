package shop

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

var keyField = regexp.MustCompile(`name="idempotency_key" value="([^"]+)"`)

func TestAProductsPageIsKeptDrawnWhileNothingChanges(t *testing.T) {
	r, shelf := newShelfRig(t)
	first, second := r.get(t, "/producto/rosas"), r.get(t, "/producto/rosas")
	a, b := keyField.FindStringSubmatch(first), keyField.FindStringSubmatch(second)
	if a == nil || b == nil || a[1] == b[1] {
		t.Fatalf("the forms of two visitors have the keys %q and %q", a, b)
	}
	if host := regexp.MustCompile(`127\.0\.0\.1:\d+`); host.ReplaceAllString(strings.ReplaceAll(first, a[1], b[1]), "") != host.ReplaceAllString(second, "") {
		t.Error("two visitors without a cookie see different pages")
	}
	if strings.Contains(first, "Quedan") || !strings.Contains(first, "Florero") || !strings.Contains(first, "Agua fresca") {
		t.Errorf("it shows %s", first)
	}

	shelf.left = 3 // the exact count is never a kept one
	if got := r.get(t, "/producto/rosas"); !strings.Contains(got, "Quedan 3") {
		t.Error("three are left, and the page does not say so")
	}
	shelf.left = 0
	if got := r.get(t, "/producto/rosas"); !strings.Contains(got, "agotado") {
		t.Error("none is left, and the page does not say so")
	}
	if got := r.get(t, "/producto/rosas?talla=deluxe"); !strings.Contains(got, "$30.000") || strings.Contains(got, "disabled>") {
		t.Error("the other size cannot be bought")
	}
	if got := r.get(t, "/producto/rosas?lang=en"); !strings.Contains(got, "Red roses") {
		t.Error("in English it is not shown in English")
	}
}

func TestOpinionsComeWithTheRating(t *testing.T) {
	r, shelf := newShelfRig(t)
	r.get(t, "/producto/rosas")
	if shelf.asked != 0 {
		t.Error("opinions are asked for where there are none")
	}
	shelf.rate("Preciosas", r.Clock.Now())
	for range 3 {
		if !strings.Contains(r.get(t, "/producto/rosas"), "Preciosas") {
			t.Fatal("a published opinion is not shown")
		}
	}
	if shelf.asked != 1 {
		t.Errorf("they were asked for %d times in a moment", shelf.asked)
	}
	shelf.opinions[0].Author = "alguien" // the account was deleted; the rating stays
	r.Clock.Advance(opinionsLife)
	if got := r.get(t, "/producto/rosas"); strings.Contains(got, "Ana S.") || !strings.Contains(got, "alguien") {
		t.Error("an author who left is still shown")
	}
}

// What one visitor said is on no other's page, whoever came first.
func TestAKeptPageIsNobodysOwn(t *testing.T) {
	r, _ := newShelfRig(t)
	pages := []string{"/", "/flores", "/producto/rosas"}
	for _, path := range pages {
		r.get(t, path)
	}
	r.add("rosas", "comuna", "Recoleta", "tarjeta", "Para Luz")
	for _, path := range pages {
		r.open(path)
		if !strings.Contains(r.page.html, `aria-label="Bolsa, 1`) {
			t.Errorf("%s does not show the visitor's bag", path)
		}
	}
	r.says("Entrega en Recoleta", "Para Luz", "Para que llegue hoy, pide antes de las 14:00 h.")
	for _, path := range pages {
		if got := r.get(t, path); strings.Contains(got, "Para Luz") || strings.Contains(got, "Entrega en Recoleta") || strings.Contains(got, `aria-label="Bolsa, 1`) {
			t.Errorf("%s shows one visitor another's", path)
		}
	}
}

func TestWhatArrivesTodayFollowsTheQuote(t *testing.T) {
	r, shelf := newShelfRig(t)
	badge := func() bool { return strings.Contains(r.get(t, "/flores"), "llega hoy") }
	if !badge() {
		t.Error("in the morning nothing arrives today")
	}
	shelf.rosas.PreparationMinutes, shelf.version = 24*60, 2
	if badge() {
		t.Error("a wreath of a day arrives today")
	}
	shelf.rosas.PreparationMinutes, shelf.version = 30, 3
	r.Clock.Advance(6 * time.Hour)
	if badge() {
		t.Error("after the cut-off something arrives today")
	}
}

// BenchmarkPages draws pages for a visitor without a cookie, and for one with a bag and a comuna.
func BenchmarkPages(b *testing.B) {
	r, _ := newShelfRig(b)
	r.add("rosas", "comuna", "Recoleta")
	base, _ := url.Parse(r.base)
	for _, path := range []string{"/flores", "/producto/rosas"} {
		for name, cookies := range map[string][]*http.Cookie{"anonymous": nil, "known": r.http.Jar.Cookies(base)} {
			b.Run(strings.Trim(path, "/")+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					req := httptest.NewRequest(http.MethodGet, path, nil)
					for _, c := range cookies {
						req.AddCookie(c)
					}
					w := httptest.NewRecorder()
					r.site.ServeHTTP(w, req)
					if w.Code != http.StatusOK {
						b.Fatal(w.Code)
					}
				}
			})
		}
	}
}
