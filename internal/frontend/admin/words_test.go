package admin

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"rsc.io/qr"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

func TestATimeIsAsShortAsItCanBe(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) // nine in Santiago
	for at, want := range map[string][2]string{
		"2026-11-24T11:31:00Z": {"08:31", "08:31"},
		"2026-11-24T02:00:00Z": {"23 nov, 23:00", "23 Nov, 23:00"}, // still yesterday in the shop
		"2026-05-01T12:00:00Z": {"1 may, 08:00", "1 May, 08:00"},
		"2025-12-31T15:00:00Z": {"31 dic 2025, 12:00", "31 Dec 2025, 12:00"},
	} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		for i, lang := range []string{i18n.ES, i18n.EN} {
			if got := stamp(i18n.For(lang), when, now); got != want[i] {
				t.Errorf("%s in %s is %q, not %q", at, lang, got, want[i])
			}
		}
	}
}

func TestTextsAreShortenedByRunes(t *testing.T) {
	if got := cut("ñandúes", 4); got != "ñand" {
		t.Errorf("%q", got)
	}
	if got := beginning("Hola,\n\n¿llegan  hoy?", 80); got != "Hola, ¿llegan hoy?" {
		t.Errorf("%q", got)
	}
	if got := beginning("una dos tres", 7); got != "una dos…" {
		t.Errorf("%q", got)
	}
	if got := shortNumber("FV-20261124-03621"); got != "03621" {
		t.Errorf("%q", got)
	}
	if got := outline("/api/media/rosas-standard.78.svg"); got != "/api/media/rosas-standard.78.outline.svg" {
		t.Errorf("%q", got)
	}
}

// A code that nobody can scan is worse than none: every dark module is drawn, inside
// its quiet zone.
func TestEveryModuleOfACodeIsDrawn(t *testing.T) {
	c, err := qr.Encode("https://floresvictoria.cl/admin/pedidos/FV-20261124-03621", qr.M)
	if err != nil {
		t.Fatal(err)
	}
	dark := 0
	for y := range c.Size {
		for x := range c.Size {
			if c.Black(x, y) {
				dark++
			}
		}
	}
	path := qrPath(c)
	if got := strings.Count(path, "h1v1h-1z"); got != dark || dark == 0 {
		t.Errorf("%d of %d modules are drawn", got, dark)
	}
	if !strings.HasPrefix(path, "M4 4h1v1h-1z") { // the finder's corner
		t.Errorf("the quiet zone is not four modules: %s…", path[:20])
	}
}

func TestAListIsClearedAndPagedByItsAddress(t *testing.T) {
	n := narrowing{path: "/admin/correo", values: url.Values{"para": {"ana"}, "estado": {""}}}
	if got := n.clear(); got != "/admin/correo?estado=&para=" {
		t.Errorf("%q", got)
	}
	if got := n.pages(1, 101, 50); got.Last != 3 || got.Href(2) != "/admin/correo?estado=&pagina=2&para=ana" {
		t.Errorf("%d, %q", got.Last, got.Href(2))
	}
	if got := (narrowing{path: "/admin/correo", values: url.Values{"para": {""}}}).clear(); got != "" {
		t.Errorf("nothing is cleared by %q", got)
	}
}
