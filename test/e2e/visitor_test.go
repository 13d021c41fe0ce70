package e2e

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// visitor is somebody at the shop's pages: in a language, on a phone or at a desk,
// with or without scripts.
type visitor struct {
	*tab
	shop    *apptest.Shop
	words   *i18n.Localizer // what the pages say in the visitor's language
	lang    string
	scripts bool
}

// way is how somebody visits.
type way struct {
	lang      string
	width     int64
	noScripts bool
}

func newVisitor(t *testing.T, shop *apptest.Shop, w way) *visitor {
	t.Helper()
	if w.lang == "" {
		w.lang = i18n.ES
	}
	if w.width == 0 {
		w.width = 1440
	}
	v := &visitor{tab: openTab(t, shop.URL, w.width, !w.noScripts), shop: shop, scripts: !w.noScripts}
	v.words, v.lang = i18n.For(i18n.ES), i18n.ES // which the browser asks for
	v.open("/")
	v.speaks(i18n.ES)
	if w.lang != i18n.ES {
		v.turn(w.lang)
	}
	return v
}

// speaks fails unless the page is in the language, and says so to who reads it aloud.
func (v *visitor) speaks(lang string) {
	v.t.Helper()
	if got := eval[string](v.tab, `document.documentElement.lang`); got != lang {
		v.t.Fatalf("%s is in %q, not in %q", v.at(), got, lang)
	}
	v.says(i18n.For(lang).T("ui.footer.prices"))
}

// openMenu opens the menu that a narrow window has.
func (v *visitor) openMenu() {
	v.t.Helper()
	if menu := v.words.T("ui.menu"); v.has("control", menu) && v.find("control", menu) != nil && !v.menuOpen() {
		v.click(menu)
		v.waits("an open menu", v.menuOpen)
	}
}

func (v *visitor) menuOpen() bool {
	return eval[bool](v.tab, `!!document.querySelector("details.menu[open]")`)
}

// search looks for something by the box in the header.
func (v *visitor) search(query string) {
	v.t.Helper()
	v.openMenu()
	v.fill(v.words.T("ui.search.label"), query)
	v.loads("searching "+query, func() { v.keys("\r") })
}

// filter narrows a list by one of its boxes.
func (v *visitor) filter(field, value string) {
	v.t.Helper()
	if v.find("cell", cellName(field, value)) == nil || !v.facetsShown() {
		v.click(v.words.T("ui.filters")) // folded on a phone
		v.waits("unfolded filters", v.facetsShown)
	}
	if v.scripts {
		v.loads("filtering", func() { v.cell(field, value) })
		return
	}
	v.cell(field, value)
	v.press(v.words.T("ui.filters.apply"))
}

func (v *visitor) facetsShown() bool {
	return eval[bool](v.tab, `[...document.querySelectorAll("form.facets label")].some((l) => l.checkVisibility())`)
}

// chooseProduct goes to a product by its name.
func (v *visitor) chooseProduct(name string) {
	v.t.Helper()
	v.press(name)
	v.says(name)
}

// chooseSize goes to one of the sizes of the shown product.
func (v *visitor) chooseSize(size string) {
	v.t.Helper()
	v.press(v.words.T("size." + size))
}

// chooseComuna says where the flowers go, on a product's page.
func (v *visitor) chooseComuna(comuna string) {
	v.t.Helper()
	v.selects(v.words.T("ask.comuna"), comuna)
	v.press(v.words.T("product.see_slots"))
	v.says(v.words.T("product.delivery.to", "Comuna", comuna))
}

// delivery is a day and a window of it.
type delivery struct{ date, slot string }

// chooseDelivery takes the last window of the last day that the page offers: early
// enough at any hour of the day, and never the one that was chosen already.
func (v *visitor) chooseDelivery() delivery {
	v.t.Helper()
	days := eval[[]string](v.tab, `[...document.querySelectorAll("a.day")].map((a) => new URL(a.href).searchParams.get("fecha"))`)
	if len(days) == 0 {
		v.t.Fatalf("%s offers no day:\n%s", v.at(), v.text())
	}
	d := delivery{date: days[len(days)-1]}
	day, err := i18n.ParseISO(d.date)
	v.must("reading a day", err)
	if label := v.words.Day(day); !strings.Contains(v.at(), d.date) {
		v.press(label)
	}
	slots := v.freeSlots()
	d.slot = slots[len(slots)-1]
	v.cell("tramo", d.slot)
	return d
}

// freeSlots are the windows that can be chosen.
func (v *visitor) freeSlots() []string {
	v.t.Helper()
	slots := eval[[]string](v.tab, `[...document.querySelectorAll("input[name=tramo]:not(:disabled)")].map((i) => i.value)`)
	if len(slots) == 0 {
		v.t.Fatalf("%s offers no window:\n%s", v.at(), v.text())
	}
	return slots
}

// addVase ticks the vase among what goes with the flowers.
func (v *visitor) addVase() {
	v.t.Helper()
	v.cell("extra", "FV-ADD-VASE")
}

// writeCard writes the message on a product's page.
func (v *visitor) writeCard(message string) {
	v.t.Helper()
	v.fill(v.words.T("product.card"), message)
}

// putInBag puts what is chosen into the bag, which is shown then.
func (v *visitor) putInBag() {
	v.t.Helper()
	v.press(v.words.T("product.buy"))
	v.open("/bolsa")
}

var pesos = regexp.MustCompile(`-?\$\d{1,3}(?:\.\d{3})*`)

// amount reads "$45.000".
func amount(text string) int64 {
	n, _ := strconv.ParseInt(strings.NewReplacer("$", "", ".", "").Replace(pesos.FindString(text)), 10, 64)
	return n
}

// sums are the lines under an order, as shown.
type sums struct {
	goods, delivery, surcharge, discount, total int64
}

// readSums reads them, and the lines above them, and fails when they do not add up.
func (v *visitor) readSums() sums {
	v.t.Helper()
	type row struct{ Name, Text string }
	var s sums
	for _, r := range eval[[]row](v.tab, `[...document.querySelectorAll("dl.totals > div")].map((d) => ({ Name: d.querySelector("dt").innerText, Text: d.querySelector("dd").innerText }))`) {
		for name, at := range map[string]*int64{"total.goods": &s.goods, "total.fee": &s.delivery, "total.surcharge": &s.surcharge, "total.discount": &s.discount, "total.total": &s.total, "buy.so_far": &s.total} {
			if strings.HasPrefix(r.Name, v.words.T(name)) {
				*at = amount(r.Text)
			}
		}
	}
	var lines int64
	for _, text := range eval[[]string](v.tab, `[...document.querySelectorAll(".lines .line-price")].map((e) => e.innerText)`) {
		lines += amount(text)
	}
	if s.total == 0 || lines != s.goods || s.goods+s.delivery+s.surcharge+s.discount != s.total {
		v.t.Errorf("%s does not add up: lines %d, %+v\n%s", v.at(), lines, s, v.text())
	}
	return s
}

// hours of a delivery, as every page writes them.
func (v *visitor) hours(d delivery) string { return v.words.Hours(d.slot[:2], d.slot[3:]) }
