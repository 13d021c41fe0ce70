package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

func TestATissueIsReadWithOrWithoutAccents(t *testing.T) {
	for name, want := range map[string]Tissue{
		"cumpleaños": Cumple, "Cumpleanos": Cumple, "mamá": Mama, "condolencias": Condolence, "": Plain, "halloween": Plain,
	} {
		if got := TissueOf(name); got != want {
			t.Errorf("TissueOf(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestTheLanguageSwitchKeepsTheAddress(t *testing.T) {
	es, en := i18n.With(context.Background(), i18n.For(i18n.ES)), i18n.With(context.Background(), i18n.For(i18n.EN))
	for _, c := range []struct {
		ctx        context.Context
		layout     Layout
		want, lang string
	}{
		{es, Layout{Path: "/ramos?q=rosas+rojas&page=2"}, "/ramos?lang=en&page=2&q=rosas+rojas", i18n.EN},
		{en, Layout{Path: "/ramos?lang=en"}, "/ramos?lang=es", i18n.ES},
		{es, Layout{}, "/?lang=en", i18n.EN},
		{es, Layout{Path: "/ramos", Alternate: []Alternate{{Lang: "en", Href: "/en/bouquets"}}}, "/en/bouquets", i18n.EN},
	} {
		if got := c.layout.other(c.ctx); got.Href != c.want || got.Lang != c.lang {
			t.Errorf("%+v: the other language is %+v, want %s", c.layout.Path, got, c.want)
		}
	}
}

func TestAFaultyBoxSaysSoAndPointsAtItsSentence(t *testing.T) {
	page := render(t, i18n.ES, Field(Input{Name: "phone", Label: "Teléfono", Error: "Faltan dos cifras", Hint: "Con +56"}))
	for _, want := range []string{`aria-invalid="true"`, `aria-describedby="f-phone-error f-phone-hint"`, `id="f-phone-error"`, "Faltan dos cifras"} {
		if !strings.Contains(page, want) {
			t.Errorf("the field lacks %s:\n%s", want, page)
		}
	}
	fine := render(t, i18n.ES, Field(Input{Name: "phone", Label: "Teléfono"}))
	if strings.Contains(fine, "aria-invalid") || strings.Contains(fine, "aria-describedby") {
		t.Errorf("a box without fault says otherwise:\n%s", fine)
	}
}

func TestAPasswordIsNeverSentBack(t *testing.T) {
	page := render(t, i18n.ES, Field(Input{Name: "password", Label: "Clave", Type: "password", Value: "s3creta", Error: "Muy corta"}))
	if strings.Contains(page, "s3creta") {
		t.Errorf("the page repeats the password:\n%s", page)
	}
}

func TestATextOfSomebodyElseStaysText(t *testing.T) {
	evil := `"><script>alert(1)</script>`
	page := render(t, i18n.ES, all(
		Field(Input{Name: "a", Label: evil, Value: evil, Hint: evil, Error: evil}), Field(Input{Name: "b", Label: "b", Type: "textarea", Value: evil}),
		ProductCard(Product{Name: evil, Href: "javascript:alert(1)", Picture: Picture{Alt: evil}}), MessageCard(CardText{Message: evil, From: evil})))
	if strings.Contains(page, "<script") || strings.Contains(page, "javascript:") {
		t.Errorf("markup came through:\n%s", page)
	}
}

func TestTheCounterCountsCharactersAsReadersDo(t *testing.T) {
	page := render(t, i18n.ES, Field(Input{Name: "m", Label: "Mensaje", Type: "textarea", MaxLength: 200, Value: "Ñandú"}))
	if !strings.Contains(page, "195 de 200 caracteres libres") {
		t.Errorf("five letters of two bytes each are not counted as five:\n%s", page)
	}
}

func TestSelectsKeepTheChosenValueAndGroups(t *testing.T) {
	page := render(t, i18n.ES, Field(Input{Name: "c", Label: "Comuna", Type: "select", Value: "b", Options: []Option{
		{Value: "a", Text: "Recoleta", Group: "Norte"}, {Value: "b", Text: "Renca", Group: "Norte"}, {Value: "c", Text: "Ñuñoa", Group: "Centro"}}}))
	if strings.Count(page, "<optgroup") != 2 || !strings.Contains(page, `<option value="b" selected>`) || strings.Count(page, "selected") != 1 {
		t.Errorf("groups or choice are lost:\n%s", page)
	}
}

func TestPagesShowTheEndsAndTheNeighbours(t *testing.T) {
	for _, c := range []struct {
		pages Pages
		want  string
	}{
		{Pages{Current: 1, Last: 1}, "[1]"}, {Pages{Current: 1, Last: 5}, "[1 2 0 5]"},
		{Pages{Current: 4, Last: 9}, "[1 0 3 4 5 0 9]"}, {Pages{Current: 9, Last: 9}, "[1 0 8 9]"},
	} {
		if got := fmt.Sprint(c.pages.shown()); got != c.want {
			t.Errorf("page %d of %d shows %s, want %s", c.pages.Current, c.pages.Last, got, c.want)
		}
	}
	if got := render(t, i18n.ES, Pagination(Pages{Current: 1, Last: 1})); got != "" {
		t.Errorf("a single page needs no pagination: %s", got)
	}
}

func TestAClosedDayOrSlotCannotBeChosen(t *testing.T) {
	page := render(t, i18n.ES, all(
		DayRow(Days{Name: "date", Legend: "Día", Cells: []Day{{Value: "2026-11-29", Top: "dom", Bottom: "29", Href: "/x", Closed: true, Why: "feriado"}}}),
		SlotTable(Slots{Name: "slot", Legend: "Tramo", Rows: []Slot{{Value: "1", Hours: "9 a 12 h", State: "completo", Closed: true, PriceCLP: 3140}}})))
	if strings.Count(page, " disabled") != 2 || strings.Contains(page, "<a ") || strings.Contains(page, "$3.140") || !strings.Contains(page, "feriado") {
		t.Errorf("a closed cell can be chosen, shows a price or hides its reason:\n%s", page)
	}
}

func TestCondolencesHangStraight(t *testing.T) {
	if page := render(t, i18n.ES, PriceCard("Paz", 58000, "/p/paz", Condolence)); !strings.Contains(page, "straight") {
		t.Errorf("the price card of a condolence is tilted:\n%s", page)
	}
	if page := render(t, i18n.ES, PriceCard("Rosas", 45000, "/p/rosas", Amor)); strings.Contains(page, "straight") {
		t.Errorf("the market's price card is not tilted:\n%s", page)
	}
}

func TestEveryStateOfAnOrderHasItsWord(t *testing.T) {
	for _, lang := range []string{i18n.ES, i18n.EN} {
		for _, s := range []State{PendingPayment, Paying, Paid, Confirmed, Preparing, Ready, OutForDelivery, Delivered, DeliveryFailed, Cancelled, Expired, Refunded} {
			if page := render(t, lang, StateTag(s)); strings.Contains(page, ">state.") {
				t.Errorf("%s has no word for %s", lang, s)
			}
		}
	}
}

func TestTheBagIsUpdatedOutOfBandAndPlainInThePage(t *testing.T) {
	if page := render(t, i18n.ES, BagUpdate("/bolsa", 3)); !strings.Contains(page, `hx-swap-oob="true"`) || !strings.Contains(page, "Bolsa, 3 productos") {
		t.Errorf("the update is %s", page)
	}
	if page := render(t, i18n.ES, homePage()); strings.Contains(page, "hx-swap-oob") {
		t.Error("a whole page carries an out-of-band swap")
	}
}

func TestTheSenderOfAnAnonymousCardIsNotPrinted(t *testing.T) {
	if page := render(t, i18n.ES, MessageCard(CardText{Message: "Hola"})); strings.Contains(page, "messagecard-from") {
		t.Errorf("a card without sender has a line for one:\n%s", page)
	}
}

func TestHalfAStarIsDrawnFromAQuarterOn(t *testing.T) {
	for rating, full := range map[float64]int{0.2: 0, 4.2: 4, 4.3: 5, 4.74: 5, 4.8: 5, 5: 5} {
		if got := strings.Count(render(t, i18n.ES, Stars(rating, 0)), `class="full"`); got != full {
			t.Errorf("%.2f draws %d filled shapes, want %d", rating, got, full)
		}
	}
}
