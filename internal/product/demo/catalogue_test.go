package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestTheCatalogueIsLargeEnoughAndUsesEverything(t *testing.T) {
	d := Catalogue()
	if len(d.Products) < 64 || len(d.Categories) != 16 || len(d.Occasions) != 13 || len(d.AddOns) != 6 {
		t.Errorf("%d products, %d categories, %d occasions, %d add-ons", len(d.Products), len(d.Categories), len(d.Occasions), len(d.AddOns))
	}
	uses := map[string]int{}
	featured := 0
	for _, p := range d.Products {
		uses["category "+p.Category]++
		for _, o := range p.Occasions {
			uses["occasion "+o]++
		}
		for _, c := range p.Colours {
			uses["colour "+c]++
		}
		for _, f := range p.Flowers {
			uses["flower "+f]++
		}
		if p.Featured {
			featured++
		}
	}
	want := func(kind, slug string, atLeast int) {
		if uses[kind+" "+slug] < atLeast {
			t.Errorf("%s %s has %d products, want %d", kind, slug, uses[kind+" "+slug], atLeast)
		}
		delete(uses, kind+" "+slug)
	}
	for _, c := range d.Categories {
		want("category", c.Slug, 4)
	}
	for _, o := range d.Occasions {
		want("occasion", o.Slug, 3)
	}
	for _, c := range d.Colours {
		want("colour", c.Slug, 1)
	}
	for _, f := range d.Flowers {
		want("flower", f.Slug, 1)
	}
	for name := range uses {
		t.Errorf("%s is used but is in no list", name)
	}
	if featured < 8 || featured > 20 {
		t.Errorf("%d products are featured", featured)
	}
}

func TestSlugsAndSKUsAreUniqueAndWellFormed(t *testing.T) {
	d := Catalogue()
	slug := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	sku := regexp.MustCompile(`^FV-[A-Z]+-[A-Z]+$`)
	seen := map[string]bool{}
	once := func(s string, form *regexp.Regexp) {
		if seen[s] || !form.MatchString(s) {
			t.Errorf("%q is taken or ill-formed", s)
		}
		seen[s] = true
	}
	for _, p := range d.Products {
		once(p.Slug, slug)
		for _, v := range p.Variants {
			once(v.SKU, sku)
		}
	}
	for _, a := range d.AddOns {
		once(a.Slug, slug)
		once(a.SKU, sku)
	}
}

func TestPricesRiseWithSizeWithinTheShopsRange(t *testing.T) {
	for _, p := range Catalogue().Products {
		if n := len(p.Variants); n < 1 || n > 3 {
			t.Errorf("%s has %d sizes", p.Slug, n)
		}
		last := int64(0)
		for _, v := range p.Variants {
			if v.PriceCLP < 12000 || v.PriceCLP > 250000 || v.PriceCLP <= last || v.PriceCLP%100 != 0 {
				t.Errorf("%s costs %d after %d", v.SKU, v.PriceCLP, last)
			}
			if v.CompareAtCLP != 0 && v.CompareAtCLP <= v.PriceCLP {
				t.Errorf("%s is %d but was %d", v.SKU, v.PriceCLP, v.CompareAtCLP)
			}
			if v.Stock < 8 || v.Stock > 40 {
				t.Errorf("%s has a stock of %d", v.SKU, v.Stock)
			}
			last = v.PriceCLP
		}
		if p.PreparationMinutes < 10 || p.PreparationMinutes > 180 {
			t.Errorf("%s takes %d minutes", p.Slug, p.PreparationMinutes)
		}
	}
}

// texts yields every text of the catalogue with where it is.
func texts(d Data, yield func(where string, t Text)) {
	for _, c := range d.Categories {
		yield("category "+c.Slug, c.Name)
	}
	for _, o := range d.Occasions {
		yield("occasion "+o.Slug, o.Name)
	}
	for _, c := range d.Colours {
		yield("colour "+c.Slug, c.Name)
	}
	for _, f := range d.Flowers {
		yield("flower "+f.Slug, f.Name)
	}
	for _, p := range d.Products {
		yield(p.Slug+" name", p.Name)
		yield(p.Slug+" line", p.Line)
		yield(p.Slug+" description", p.Description)
		yield(p.Slug+" care", p.Care)
		for _, v := range p.Variants {
			yield(v.SKU+" contents", v.Contents)
		}
	}
	for _, a := range d.AddOns {
		yield(a.Slug+" name", a.Name)
		yield(a.Slug+" description", a.Description)
	}
}

func TestEveryTextIsCompleteInBothLanguages(t *testing.T) {
	// Words that lose their accent most easily.
	bare := regexp.MustCompile(`(?i)\b(orquidea|peonia|tulipan|corazon|dia|jarron|cesped|tambien|lirios? asiaticos|mas de|cafe|estan|aqui|despues|ramo de ano)\b`)
	d := Catalogue()
	descriptions := map[string]string{}
	texts(d, func(where string, text Text) {
		for lang, s := range map[string]string{"es": text.ES, "en": text.EN} {
			if s == "" || s != strings.TrimSpace(s) || strings.Contains(s, "  ") {
				t.Errorf("%s %s: %q", where, lang, s)
				continue
			}
			if first := []rune(s)[0]; unicode.IsLetter(first) && !unicode.IsUpper(first) {
				t.Errorf("%s %s begins in lower case: %q", where, lang, s)
			}
			sentence := strings.HasSuffix(where, " description") || strings.HasSuffix(where, " care")
			if sentence != strings.HasSuffix(s, ".") {
				t.Errorf("%s %s: a sentence ends in a point, a name does not: %q", where, lang, s)
			}
		}
		if m := bare.FindString(text.ES); m != "" {
			t.Errorf("%s: %q has lost its accent", where, m)
		}
		if strings.HasSuffix(where, " description") {
			if other := descriptions[text.ES]; other != "" {
				t.Errorf("%s and %s share a description", where, other)
			}
			descriptions[text.ES] = where
			if n := strings.Count(text.ES, ". ") + 1; n > 3 {
				t.Errorf("%s has %d sentences", where, n)
			}
			if text.ES == text.EN {
				t.Errorf("%s is not translated", where)
			}
		}
		if strings.HasSuffix(where, " line") && (len([]rune(text.ES)) > 48 || len([]rune(text.EN)) > 48) {
			t.Errorf("%s is too long for a card: %q / %q", where, text.ES, text.EN)
		}
	})
}

func TestCondolencePagesKeepTheirVoiceDown(t *testing.T) {
	for _, p := range Catalogue().Products {
		if !slices.Contains(p.Occasions, "condolencias") {
			continue
		}
		if len(p.Occasions) != 1 {
			t.Errorf("%s is offered for %v too", p.Slug, p.Occasions)
		}
		for _, s := range []string{p.Name.ES, p.Line.ES, p.Description.ES, p.Description.EN} {
			if strings.ContainsAny(s, "!¡") {
				t.Errorf("%s exclaims: %q", p.Slug, s)
			}
		}
	}
}

func TestOccasionsNameTheirTissue(t *testing.T) {
	want := map[string]string{
		"amor": "#ffc7cf", "cumpleanos": "#ffd65c", "agradecimiento": "#bfe6cf", "dia-de-la-madre": "#ffb9a3",
		"nacimiento": "#bfe0ff", "condolencias": "#d9d5e8", "navidad": "#cfe3c4", "corporativo": "#e6e1d3",
		"aniversario": "#ffc7cf", "san-valentin": "#ffc7cf", "boda": "#efe9f1", "graduacion": "#efe9f1", "recuperacion": "#efe9f1",
	}
	for _, o := range Catalogue().Occasions {
		if o.Tissue.Hex != want[o.Slug] || o.Tissue.Name == "" {
			t.Errorf("%s lies on %v, want %s", o.Slug, o.Tissue, want[o.Slug])
		}
	}
}

func TestRosasDeRecoletaAndTheAddOnsAreAsTheShopSellsThem(t *testing.T) {
	d := Catalogue()
	i := slices.IndexFunc(d.Products, func(p Product) bool { return p.Slug == "rosas-de-recoleta" })
	p := d.Products[i]
	for k, price := range []int64{45000, 62000, 79000} {
		if p.Variants[k].PriceCLP != price {
			t.Errorf("%s costs %d, want %d", p.Variants[k].SKU, p.Variants[k].PriceCLP, price)
		}
	}
	if p.Variants[0].SKU != "FV-ROSREC-S" || p.Category != "rosas" || !slices.Equal(p.Colours, []string{"rojo"}) || !slices.Equal(p.Flowers, []string{"rosa"}) {
		t.Errorf("%+v", p)
	}
	want := map[string]int64{"chocolates": 12000, "osito": 15000, "globo": 8000, "espumante": 18000, "tarjeta-premium": 2000}
	for _, a := range d.AddOns {
		if price, ok := want[a.Slug]; ok && a.PriceCLP != price {
			t.Errorf("%s costs %d, want %d", a.Slug, a.PriceCLP, price)
		}
		if a.AdultOnly != (a.Slug == "espumante") {
			t.Errorf("%s: adults only is %v", a.Slug, a.AdultOnly)
		}
		delete(want, a.Slug)
	}
	if len(want) > 0 {
		t.Errorf("missing add-ons: %v", want)
	}
}

func TestACallerMayChangeItsCopy(t *testing.T) {
	first := Catalogue()
	first.Products[0].Variants[0].PriceCLP = 1
	first.Products[0].Occasions[0] = "x"
	first.Products[0].Recipe.Blooms[0].Count = 99
	second := Catalogue().Products[0]
	if second.Variants[0].PriceCLP == 1 || second.Occasions[0] == "x" || second.Recipe.Blooms[0].Count == 99 {
		t.Error("a change reached the next copy")
	}
}
