package admin

import (
	"slices"
	"testing"

	"floresvictoria.cl/flores/internal/product/productapi"
)

func TestAmountsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]int64{"45000": 45000, "45.000": 45000, "$45.000": 45000, "$ 1.250.000": 1250000, "0": 0, "990": 990} {
		if got, ok := readCLP(text); !ok || got != want {
			t.Errorf("%q is read as %d, %t", text, got, ok)
		}
	}
	for _, text := range []string{"", "caro", "45.5", "45,000", "-3", "45.0000", "1e5", "99999999999999999999", ".500"} {
		if got, ok := readCLP(text); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
}

func TestTheOrderOfOccasionsIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		stored, ticked []string
		first          string
		want           []string
	}{
		"as it stands":                 {[]string{"boda", "amor"}, []string{"amor", "boda"}, "boda", []string{"boda", "amor"}},
		"one more":                     {[]string{"boda", "amor"}, []string{"amor", "boda", "navidad"}, "boda", []string{"boda", "amor", "navidad"}},
		"one less":                     {[]string{"boda", "amor"}, []string{"amor"}, "boda", []string{"amor"}},
		"another first":                {[]string{"boda", "amor"}, []string{"amor", "boda"}, "amor", []string{"amor", "boda"}},
		"a first that was not ticked":  {[]string{"boda"}, []string{"boda"}, "navidad", []string{"navidad", "boda"}},
		"a new product":                {nil, []string{"amor", "boda"}, "boda", []string{"boda", "amor"}},
		"nothing":                      {nil, nil, "", []string{}},
		"none any more":                {[]string{"amor"}, nil, "amor", []string{}},
		"what the form does not know":  {[]string{"amor", "otoño"}, []string{"amor"}, "amor", []string{"amor"}},
		"no first, as for the colours": {[]string{"rojo", "blanco"}, []string{"blanco", "rojo"}, "", []string{"rojo", "blanco"}},
	} {
		if got := ordered(c.stored, c.ticked, c.first); !slices.Equal(got, c.want) || got == nil {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
}

func TestATakenSKUIsTheOnlyNewOne(t *testing.T) {
	body := productapi.ProductBody{Variants: []productapi.VariantBody{{SKU: "A"}, {SKU: "B"}}}
	had := func(skus ...string) *productapi.Product {
		p := &productapi.Product{}
		for _, s := range skus {
			p.Variants = append(p.Variants, productapi.Variant{SKU: s})
		}
		return p
	}
	for name, c := range map[string]struct {
		stored *productapi.Product
		want   int
	}{"one is new": {had("A"), 1}, "both are": {nil, -1}, "none is": {had("B", "A"), -1}} {
		if got := onlyNewSKU(body, c.stored); got != c.want {
			t.Errorf("%s: %d, not %d", name, got, c.want)
		}
	}
}

func TestRowsAreGatheredByProduct(t *testing.T) {
	rows := []productapi.StockRow{{SKU: "A-S", Slug: "a"}, {SKU: "B-S", Slug: "b"}, {SKU: "A-D", Slug: "a"}}
	got := byProduct(rows)
	if len(got) != 2 || len(got[0]) != 2 || got[0][1].SKU != "A-D" || got[1][0].SKU != "B-S" {
		t.Errorf("%+v", got)
	}
}

func TestWhatRunsOut(t *testing.T) {
	for name, c := range map[string]struct {
		row  productapi.StockRow
		want string
	}{
		"plenty":                  {productapi.StockRow{Active: true, Available: 9, LowAt: 3}, ""},
		"at the limit":            {productapi.StockRow{Active: true, Available: 3, LowAt: 3}, "admin.stock.few"},
		"none":                    {productapi.StockRow{Active: true, LowAt: 3}, "admin.stock.out"},
		"none, and no limit":      {productapi.StockRow{Active: true}, "admin.stock.out"},
		"none, made to order":     {productapi.StockRow{Active: true, Unlimited: true}, ""},
		"none, and off the shelf": {productapi.StockRow{}, ""},
	} {
		if got := shortage(c.row); got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}
