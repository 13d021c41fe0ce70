package pages

import (
	"net/http"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// row is a SKU's stock as the API has it.
func (w *world) row(sku string) productapi.StockRow {
	w.t.Helper()
	out, err := productapi.StockList.Call(w.boss, w.api, &productapi.StockInput{Q: sku, Paging: contract.Paging{Limit: 10}})
	w.must(err)
	for _, r := range out.Items {
		if r.SKU == sku {
			return r
		}
	}
	w.t.Fatalf("there is no %s", sku)
	return productapi.StockRow{}
}

// A florist notes what came, what was lost and what is there; each form counts once,
// however often it is sent.
func TestStockIsNotedOnce(t *testing.T) {
	w := newWorld(t)
	path := "/admin/existencias/" + apptest.DefaultSKU
	before := w.row(apptest.DefaultSKU).OnHand
	b := w.at(authapi.Florist)
	for _, c := range []struct {
		reason, quantity string
		after            int64
	}{
		{"received", "12", before + 12}, {"spoiled", "2", before + 10}, {"spoiled", "-1", before + 9}, {"other", "-4", before + 5}, {"count", "20", 20},
	} {
		b.open(path)
		form := b.form(path)
		b.send(form, fill{"motivo": c.reason, "cantidad": c.quantity, "nota": "caja azul"})
		b.says(b.words.T("admin.stock.moved", "SKU", apptest.DefaultSKU, "After", c.after), b.words.T("stock.reason."+c.reason), "caja azul", b.words.T("admin.you"))
		b.send(form, fill{"motivo": c.reason, "cantidad": c.quantity, "nota": "caja azul"})
		if got := w.row(apptest.DefaultSKU).OnHand; got != c.after {
			t.Errorf("after %s of %s there are %d, not %d", c.quantity, c.reason, got, c.after)
		}
	}
	w.Balance()
}

// What is wrong stands beside its box, and what was written stays.
func TestAWrongMovementIsSaidBesideItsBox(t *testing.T) {
	w := newWorld(t)
	path := "/admin/existencias/" + apptest.DefaultSKU
	before := w.row(apptest.DefaultSKU)
	b := w.at(authapi.Florist)
	b.open(path)
	for _, c := range []struct {
		with  fill
		field string
	}{
		{fill{"cantidad": ""}, "f-cantidad"}, {fill{"cantidad": "doce"}, "f-cantidad"}, {fill{"cantidad": "1.5"}, "f-cantidad"}, {fill{"motivo": "spoiled", "cantidad": "99999"}, "f-cantidad"},
		{fill{"motivo": "received", "cantidad": "-3"}, "f-cantidad"}, {fill{"motivo": "count", "cantidad": "-3"}, "f-cantidad"}, {fill{"motivo": "magia", "cantidad": "1"}, "f-motivo"},
		{fill{"cantidad": "1", "nota": strings.Repeat("n", 301)}, "f-nota"},
	} {
		with := fill{"nota": "se cayó"}
		for k, v := range c.with {
			with[k] = v
		}
		b.send(b.form(path), with)
		b.faulty(c.field)
		if got := b.form(path).values; got.Get("nota") != with["nota"] || got.Get("cantidad") != with["cantidad"] {
			t.Errorf("what was written is lost: %v", got)
		}
	}
	if after := w.row(apptest.DefaultSKU); after != before {
		t.Errorf("a refused movement changed %+v to %+v", before, after)
	}
}

// What runs out is said in words in the list, and can be listed alone.
func TestLowStockIsMarked(t *testing.T) {
	w := newWorld(t)
	b := w.at(authapi.Florist)
	b.open("/admin/existencias?bajo=1")
	b.says(b.words.T("admin.stock.plenty"))
	low := w.row(apptest.DefaultSKU).LowAt
	path := "/admin/existencias/" + apptest.DefaultSKU
	for _, c := range []struct {
		count int64
		word  string
	}{{low, "admin.stock.few"}, {0, "admin.stock.out"}} {
		b.open(path)
		b.send(b.form(path), fill{"motivo": "count", "cantidad": itoa(c.count)})
		b.says(b.words.T(c.word))
		b.open("/admin/existencias?bajo=1&q=")
		b.says(apptest.DefaultSKU, b.words.T(c.word))
		if !strings.Contains(b.html, `<tr class="chosen">`) {
			t.Error("what runs out is not marked")
		}
	}
	if strings.Contains(b.main, "FV-ROSREC-D") {
		t.Error("what there is enough of is among what runs out")
	}
	if status := b.get("/admin/existencias/FV-NADA-S"); status != http.StatusNotFound {
		t.Errorf("a SKU that is none answers %d", status)
	}
}
