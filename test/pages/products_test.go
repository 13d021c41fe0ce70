package pages

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (w *world) product(slug string) *productapi.Product {
	w.t.Helper()
	pr, err := productapi.Edit.Call(w.boss, w.api, &productapi.BySlug{Slug: slug})
	w.must(err)
	return pr
}

// Saving a product as it stands changes nothing of it, whatever kind it is: what the
// form does not show is kept.
func TestSavingAProductKeepsIt(t *testing.T) {
	w := newWorld(t)
	b := w.at(authapi.Manager)
	list, err := productapi.AddOns.Call(w.boss, w.api, nil)
	w.must(err)
	slugs := []string{"rosas-de-recoleta", "volantin"}
	for _, a := range list.Items {
		slugs = append(slugs, a.Slug)
	}
	for _, slug := range slugs {
		if status := b.get("/admin/productos/" + slug); status == http.StatusNotFound {
			continue
		}
		before := w.product(slug)
		b.send(b.form("/admin/productos/"+slug), nil)
		b.says(b.words.T("admin.product.saved", "Name", before.Name.ES))
		after := w.product(slug)
		after.Version, after.Updated = before.Version, before.Updated
		if !reflect.DeepEqual(before, after) {
			t.Errorf("saving %s as it stands changed it:\n%+v\n%+v", slug, before, after)
		}
	}
}

// A manager changes what a product is called, costs and shows; the shop sells it so.
func TestAManagerChangesAProduct(t *testing.T) {
	w := newWorld(t)
	b := w.at(authapi.Manager)
	path := "/admin/productos/rosas-de-recoleta"
	b.open(path)
	form := b.form(path)
	form.values.Add("occasions", "cumpleanos")
	b.send(form, fill{"name_es": "Rosas de la Vega", "standard_price": "$46.990", "standard_was": "52000", "season_from": "2026-11-01", "season_until": "2026-12-31", "first": "cumpleanos", "premium_sku": "", "premium_price": "", "standard_low": "9"})
	b.says(b.words.T("admin.product.saved", "Name", "Rosas de la Vega"))
	pr := w.product("rosas-de-recoleta")
	s := pr.Variants[0]
	if pr.Name.ES != "Rosas de la Vega" || s.PriceCLP != 46990 || s.CompareAtCLP != 52000 || s.LowAt != 9 || pr.Season != (productapi.Season{From: "2026-11-01", Until: "2026-12-31"}) {
		t.Errorf("%+v", pr)
	}
	if len(pr.Variants) != 2 || pr.Occasions[0] != "cumpleanos" || !slices.Contains(pr.Occasions, "amor") {
		t.Errorf("sizes %d, occasions %v", len(pr.Variants), pr.Occasions)
	}
	b.open("/producto/rosas-de-recoleta")
	b.says("Rosas de la Vega", "$46.990")
}

// What is wrong stands beside its box; what was written stays.
func TestAWrongProductIsSaidBesideItsBoxes(t *testing.T) {
	w := newWorld(t)
	b := w.at(authapi.Manager)
	path := "/admin/productos/rosas-de-recoleta"
	before := w.product("rosas-de-recoleta")
	for _, c := range []struct {
		with  fill
		field string
	}{
		{fill{"name_es": ""}, "f-name_es"}, {fill{"standard_price": "caro"}, "f-standard_price"}, {fill{"standard_price": "45.5"}, "f-standard_price"}, {fill{"deluxe_price": ""}, "f-deluxe_price"},
		{fill{"premium_sku": ""}, "f-premium_sku"}, {fill{"premium_sku": "con espacios"}, "f-premium_sku"}, {fill{"deluxe_was": "1000"}, "f-deluxe_was"}, {fill{"minutes": "mucho"}, "f-minutes"},
		{fill{"season_from": "2026-12-01", "season_until": "2026-11-01"}, "f-season_until"}, {fill{"category": ""}, "f-category"}, {fill{"deluxe_sku": "FV-ADD-CHOCO"}, "f-deluxe_sku"},
		{fill{"standard_sku": "", "standard_price": "", "deluxe_sku": "", "deluxe_price": "", "premium_sku": "", "premium_price": ""}, "f-standard_sku"},
	} {
		b.open(path)
		b.send(b.form(path), c.with)
		b.faulty(c.field)
		for name, value := range c.with {
			if got := b.form(path).values.Get(name); got != value {
				t.Errorf("%q in %s is lost: %q", value, name, got)
			}
		}
	}
	if after := w.product("rosas-de-recoleta"); !reflect.DeepEqual(before, after) {
		t.Errorf("a refused change was stored: %+v", after)
	}
}

// Two managers change a product: the slower one is told, sees what the other stored,
// and decides.
func TestTwoManagersChangeOneProduct(t *testing.T) {
	w := newWorld(t)
	path := "/admin/productos/rosas-de-recoleta"
	one, two := w.at(authapi.Manager), w.at(authapi.Manager)
	one.open(path)
	two.open(path)
	one.send(one.form(path), fill{"line_es": "Doce rosas y eucalipto", "featured": ""})
	two.send(two.form(path), fill{"care_es": "Agua fresca"})
	if two.status != http.StatusUnprocessableEntity {
		t.Errorf("the slower one gets %d", two.status)
	}
	two.says(two.words.T("admin.product.conflict"), two.words.T("admin.product.theirs", "Value", "Doce rosas y eucalipto"), two.words.T("admin.product.theirs", "Value", two.words.T("admin.no")))
	if got := two.form(path).values.Get("care_es"); got != "Agua fresca" {
		t.Errorf("what the slower one wrote is lost: %q", got)
	}
	two.send(two.form(path), nil)
	if pr := w.product("rosas-de-recoleta"); pr.Care.ES != "Agua fresca" {
		t.Errorf("the second decision was not stored: %+v", pr.Care)
	}
}

// A product is taken off sale, and the next page takes that back.
func TestSwitchingOffCanBeTakenBack(t *testing.T) {
	w := newWorld(t)
	path := "/admin/productos/rosas-de-recoleta"
	b := w.at(authapi.Manager)
	b.open(path)
	off := b.form(path+"/activo", "activo", "")
	b.send(off, nil)
	b.says(b.words.T("admin.product.is_off", "Name", "Rosas de Recoleta"), b.words.T("admin.undo"))
	b.send(off, nil) // an impatient finger
	if w.product("rosas-de-recoleta").Active {
		t.Fatal("the product is still on sale")
	}
	if status := newBrowser(t, w.URL).get("/producto/rosas-de-recoleta"); status != http.StatusNotFound {
		t.Errorf("the shop answers %d for what is off sale", status)
	}
	b.open("/admin/productos?q=recoleta")
	b.says(b.words.T("admin.inactive"))
	b.open(path)
	b.send(b.form(path+"/activo", "activo", "1"), nil)
	b.says(b.words.T("admin.product.is_on", "Name", "Rosas de Recoleta"))
	if !w.product("rosas-de-recoleta").Active {
		t.Error("it is not back on sale")
	}
}

// A new product is made once, and sold from then on.
func TestANewProductIsMadeOnce(t *testing.T) {
	w := newWorld(t)
	b := w.at(authapi.Manager)
	b.open("/admin/productos/nuevo")
	b.send(b.form("/admin/productos"), fill{"name_es": "Fresias"})
	b.faulty("f-slug")
	b.faulty("f-category")
	b.faulty("f-standard_sku")
	form := b.form("/admin/productos")
	with := fill{"slug": "fresias-de-marzo", "name_es": "Fresias de marzo", "name_en": "March freesias", "category": "ramos", "first": "amor", "standard_sku": "fv-fresia-s", "standard_price": "19.990", "standard_es": "20 fresias", "standard_en": "20 freesias", "standard_stock": "8", "standard_low": "2"}
	form.values["flowers"], form.values["colours"] = []string{"rosa"}, []string{"blanco"}
	b.send(form, with)
	b.says(b.words.T("admin.product.created", "Name", "Fresias de marzo"))
	b.send(form, with)
	if b.status != http.StatusOK {
		t.Errorf("the form sent twice answers %d:\n%s", b.status, b.main)
	}
	pr := w.product("fresias-de-marzo")
	if pr.Version != 1 || pr.Variants[0].SKU != "FV-FRESIA-S" || pr.Variants[0].PriceCLP != 19990 || !slices.Equal(pr.Occasions, []string{"amor"}) {
		t.Errorf("%+v", pr)
	}
	if r := w.row("FV-FRESIA-S"); r.OnHand != 8 || r.LowAt != 2 {
		t.Errorf("%+v", r)
	}
	b.open("/admin/productos/nuevo")
	again := b.form("/admin/productos")
	b.send(again, with)
	b.faulty("f-slug")
	with["slug"] = "otras-fresias"
	b.open("/admin/productos/nuevo")
	b.send(b.form("/admin/productos"), with)
	b.faulty("f-standard_sku")
	b.open("/producto/fresias-de-marzo")
	b.says("Fresias de marzo", "$19.990")
}
