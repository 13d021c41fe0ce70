package i18n

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
)

func TestPluralsFollowTheCount(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    any
		want string
	}{
		{ES, 0, "Bolsa, 0 productos"}, {ES, 1, "Bolsa, 1 producto"}, {ES, int64(2), "Bolsa, 2 productos"}, {ES, 1_000_000, "Bolsa, 1000000 productos"},
		{EN, 0, "Bag, 0 items"}, {EN, 1, "Bag, 1 item"},
	} {
		if got := For(c.lang).T("ui.bag.count", "Count", c.n); got != c.want {
			t.Errorf("%s, %v: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

func TestAMissingTextShowsItsKeyAndBreaksNothing(t *testing.T) {
	if got := For(ES).T("ui.no_such_text", "Name", "x"); got != "ui.no_such_text" {
		t.Errorf("a missing text is %q", got)
	}
	if For(ES).Has("ui.no_such_text") || !For(ES).Has("ui.menu") || !For(EN).Has("ui.bag.count") {
		t.Error("Has is wrong about what exists")
	}
}

func TestTheLanguageIsMatchedAndSpanishIsTheShopsOwn(t *testing.T) {
	for header, want := range map[string]string{
		"": ES, "es-CL,es;q=0.9,en;q=0.8": ES, "en-US,en;q=0.9": EN, "fr-FR": ES, "de,en;q=0.5": EN, "pt-BR,es;q=0.5": ES, "!!": ES,
	} {
		if got := Match(header); got != want {
			t.Errorf("Accept-Language %q is answered in %s, want %s", header, got, want)
		}
	}
	if For("xx").Lang() != ES || From(context.Background()).Lang() != ES {
		t.Error("without a language the shop does not speak Spanish")
	}
	if From(With(context.Background(), For(EN))).Lang() != EN {
		t.Error("the context's language is lost")
	}
}

func TestAnErrorCodeBecomesASentence(t *testing.T) {
	for _, c := range []struct {
		lang, code string
		params     map[string]string
		want       string
	}{
		{ES, "too_short", map[string]string{"min": "8"}, "Escribe al menos 8 caracteres."},
		{EN, "too_short", map[string]string{"min": "8"}, "Write at least 8 characters."},
		{ES, "too_short", nil, "Es demasiado corto."},
		{ES, "phone_too_short", map[string]string{"missing": "2"}, "Faltan 2 cifras: un teléfono chileno tiene nueve después del +56."},
		{ES, "phone_too_short", map[string]string{"missing": "1"}, "Falta una cifra: un teléfono chileno tiene nueve después del +56."},
		{EN, "price_changed", map[string]string{"was_clp": "45000", "now_clp": "47000"}, "The price changed from $45.000 to $47.000."},
		{ES, "below_minimum", nil, "La compra no alcanza para entrega exprés."},
		{ES, "nobody_knows_this", nil, "Algo no funcionó. Inténtalo de nuevo en un momento."},
	} {
		if got := For(c.lang).Problem(c.code, c.params); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.code, got, c.want)
		}
	}
}

func TestDatesAreReadOnTheShopsClock(t *testing.T) {
	// 02:30 UTC on the 25th is still the 24th in Santiago.
	late := time.Date(2026, 11, 25, 2, 30, 0, 0, time.UTC)
	es, en := For(ES), For(EN)
	for got, want := range map[string]string{
		es.Day(late): "Martes 24 de noviembre", en.Day(late): "Tuesday 24 November",
		es.DayText(late): "martes 24 de noviembre", es.DayShort(late): "mar 24", en.DayShort(late): "Tue 24",
		es.Weekday(late.AddDate(0, 0, 1)): "miércoles", es.Month(late): "noviembre de 2026", en.Month(late): "November 2026",
		es.Date(late): "24 de noviembre de 2026", en.Date(late): "24 November 2026",
		es.DateTime(late): "24 de noviembre de 2026, 23:30", ISO(late): "2026-11-24",
		es.DayRelative(late, late): "hoy", en.DayRelative(late.AddDate(0, 0, 1), late): "tomorrow", es.DayRelative(late.AddDate(0, 0, 2), late): "jue 26",
		es.Hours("09:00", "12:00"): "9 a 12 h", en.Hours("15", "18"): "15 to 18 h", es.Hours("13:30", "15:00"): "13:30 a 15 h", es.Hours("00:00", "09:00"): "0 a 9 h",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestADayWithoutMidnightIsADayLikeTheOthers(t *testing.T) {
	// On 6 September 2026 clocks in Chile go from 24:00 to 01:00.
	d, err := ParseISO("2026-09-06")
	if err != nil || ISO(d) != "2026-09-06" || For(ES).DayShort(d) != "dom 6" {
		t.Errorf("%v, %v: %s", d, err, For(ES).DayShort(d))
	}
	if d.Location() != clock.Santiago() {
		t.Errorf("the date is read on %s", d.Location())
	}
	if _, err := ParseISO("2026-02-30"); err == nil {
		t.Error("30 February was read")
	}
	before := time.Date(2026, 9, 6, 2, 0, 0, 0, time.UTC) // 22:00 on the 5th
	if got := For(ES).DayRelative(d, before); got != "mañana" {
		t.Errorf("the day after the 5th is %q", got)
	}
}

func TestAmountsAndNumbers(t *testing.T) {
	for got, want := range map[string]string{
		Money(0): "$0", Money(990): "$990", Money(45000): "$45.000", Money(1234567): "$1.234.567", Money(-5000): "-$5.000",
		Amount(45000): "45.000", For(ES).Number(12345): "12.345", For(EN).Number(-12345): "-12,345",
		For(ES).Decimal(4.56, 1): "4,6", For(EN).Decimal(4, 1): "4.0",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestListsAreJoinedAsASentenceDoes(t *testing.T) {
	for _, c := range []struct {
		lang  string
		words []string
		want  string
	}{
		{ES, nil, ""}, {ES, []string{"rosas"}, "rosas"}, {ES, []string{"rosas", "lirios", "eucalipto"}, "rosas, lirios y eucalipto"},
		{ES, []string{"rosas", "hibiscos"}, "rosas e hibiscos"}, {ES, []string{"ramas", "iris"}, "ramas e iris"}, {ES, []string{"flores", "hierbas"}, "flores y hierbas"},
		{EN, []string{"roses", "iris"}, "roses and iris"},
	} {
		if got := For(c.lang).List(c.words); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.lang, c.words, got, c.want)
		}
	}
}

func TestABrokenFileSaysItsName(t *testing.T) {
	_, err := load(fstest.MapFS{"messages/shop.es.json": {Data: []byte("{")}})
	if err == nil || err.Error()[:12] != "shop.es.json" {
		t.Errorf("a broken file is reported as %v", err)
	}
}

func TestNoProblemShowsAHoleWithoutItsParams(t *testing.T) {
	for _, lang := range []string{ES, EN} {
		for key := range texts(t, lang) {
			code, ok := strings.CutPrefix(key, "problem.")
			if !ok {
				continue
			}
			if got := For(lang).Problem(code, nil); got == key || strings.Contains(got, "<no value>") || strings.Contains(got, "{{") {
				t.Errorf("%s %s: %q", lang, code, got)
			}
		}
	}
}
