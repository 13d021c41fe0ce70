package search_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/product/search"
)

func TestGivenWordsInSeveralFieldsWhenSearchedThenNamesComeBeforeLabelsBeforeTexts(t *testing.T) {
	rose := []search.Label{{Value: "rosa", Names: [2]string{"Rosa", "Rose"}}}
	docs := []search.Doc{
		{ID: "text", Name: [2]string{"A"}, Description: [2]string{"con una rosa"}},
		{ID: "line", Name: [2]string{"B"}, Line: [2]string{"una rosa"}},
		{ID: "label", Name: [2]string{"C"}, Flowers: rose},
		{ID: "name", Name: [2]string{"Ramo de rosas"}},
		{ID: "whole name", Name: [2]string{"Z: la rosa"}},
		{ID: "name alone", Name: [2]string{"Rosas"}},
		{ID: "featured", Name: [2]string{"Y rosas y más"}, Featured: true},
	}
	for i := range docs {
		docs[i].Available = true
	}
	r := search.Build(docs, search.Options{}).Search(search.Query{Text: "rosa"})
	var got []string
	for _, hit := range r.Hits {
		got = append(got, docs[hit].ID)
	}
	same(t, "order", got, []string{"name alone", "featured", "name", "whole name", "label", "line", "text"})
}

func TestGivenNoProductWithEveryWordWhenSearchedThenThoseWithTheMostWordsAreFound(t *testing.T) {
	s := openShop()
	names, r := s.find("girasoles azules de campo xyzzy")
	if !r.Partial || !slices.Contains(names, "Ramo silvestre") && !slices.Contains(names, "Canasto campestre de girasoles") {
		t.Errorf("partial: %v, found %q", r.Partial, names)
	}
	if names, r := s.find("rosas rojas xyzzy"); !r.Partial || names[0] != "12 rosas rojas clásicas" {
		t.Errorf("partial: %v, found %q", r.Partial, names)
	}
	if names, r := s.find("xyzzy"); r.Partial || len(names) > 0 || r.Hits == nil {
		t.Errorf("partial: %v, found %q for a word that nothing has", r.Partial, names)
	}
}

func TestGivenAnOptionalWordWhenSearchedThenProductsWithoutItAreFoundToo(t *testing.T) {
	s := openShop()
	names, r := s.find("flores amarillas")
	if r.Partial || !slices.Contains(names, "Ramo de girasoles") {
		t.Errorf("partial: %v, found %q", r.Partial, names)
	}
	if names, _ := s.find("flores"); !slices.Contains(names, "Ramo silvestre") || len(names) == len(s.docs) {
		t.Errorf("the optional word alone finds %q", names)
	}
}

func TestGivenNoWordsWhenSearchedThenEverythingIsFound(t *testing.T) {
	s := openShop()
	for _, text := range []string{"", " \t", "¡!", "🌹"} {
		if _, r := s.find(text); r.Total != len(s.docs) {
			t.Errorf("%q finds %d of %d", text, r.Total, len(s.docs))
		}
	}
}

func TestGivenALanguageWhenSearchedThenItsOwnMatchesComeFirst(t *testing.T) {
	docs := []search.Doc{
		{ID: "A", Name: [2]string{"Pan", "Bread"}},
		{ID: "B", Name: [2]string{"Olla", "Pan"}},
	}
	index := search.Build(docs, search.Options{})
	for lang, want := range map[string][]int{"es": {0, 1}, "": {0, 1}, "en": {1, 0}, "en-GB": {1, 0}} {
		same(t, "lang "+lang, index.Search(search.Query{Text: "pan", Lang: lang}).Hits, want)
	}
}

func TestGivenAWordOfATextThatBeginsAFlowerWhenSearchedThenBothAreFound(t *testing.T) {
	docs := []search.Doc{
		{ID: "A", Name: [2]string{"Caja"}, Description: [2]string{"envuelta en tul"}},
		{ID: "B", Name: [2]string{"Ramo de tulipanes"}},
	}
	same(t, "tul", search.Build(docs, search.Options{}).Search(search.Query{Text: "tul"}).Hits, []int{1, 0})
}

func TestGivenAnyPageWhenAskedForThenPagesTogetherAreTheWholeResultOnce(t *testing.T) {
	s := openShop()
	for _, sort := range []search.Sort{search.Relevance, search.PriceAsc, search.PriceDesc, search.Newest, search.Rating} {
		for _, text := range []string{"", "rosas", "ramo blanco"} {
			whole := s.index.Search(search.Query{Text: text, Sort: sort, Limit: 100})
			var pages []int
			for page := 1; page <= 100; page++ {
				pages = append(pages, s.index.Search(search.Query{Text: text, Sort: sort, Limit: 7, Page: page}).Hits...)
			}
			same(t, fmt.Sprintf("%s %q", sort, text), pages, whole.Hits)
			if len(whole.Hits) != whole.Total {
				t.Errorf("%d hits of %d", len(whole.Hits), whole.Total)
			}
		}
	}
	for _, q := range []search.Query{{Page: math.MaxInt}, {Page: math.MaxInt, Limit: 1}, {Page: 1000, Text: "rosas"}} {
		if r := s.index.Search(q); len(r.Hits) > 0 || r.Total == 0 {
			t.Errorf("%+v: %d hits of %d", q, len(r.Hits), r.Total)
		}
	}
	if got := len(s.index.Search(search.Query{Limit: -3, Page: math.MinInt}).Hits); got != search.DefaultLimit {
		t.Errorf("the default page has %d", got)
	}
}

func TestGivenNewestOrRatingWhenSortedThenTheNewestOrBestComeFirst(t *testing.T) {
	s := openShop()
	newest := s.index.Search(search.Query{Sort: search.Newest, Limit: 100}).Hits
	if !slices.IsSortedFunc(newest, func(a, b int) int { return s.docs[b].Created.Compare(s.docs[a].Created) }) {
		t.Error("not by age")
	}
	rated := s.index.Search(search.Query{Sort: search.Rating, Text: "rosas", Limit: 100}).Hits
	if !slices.IsSortedFunc(rated, func(a, b int) int {
		return int(10*s.docs[b].RatingAverage) - int(10*s.docs[a].RatingAverage)
	}) {
		t.Error("not by rating")
	}
}

func TestGivenPriceBoundsWhenSearchedThenBothEndsAreIncluded(t *testing.T) {
	docs := []search.Doc{{ID: "a", MinPriceCLP: 9_999}, {ID: "b", MinPriceCLP: 10_000}, {ID: "c", MinPriceCLP: 20_000}, {ID: "d", MinPriceCLP: 20_001}}
	index := search.Build(docs, search.Options{PriceEdgesCLP: []int64{20_000, 10_000, 0}})
	same(t, "within", index.Search(search.Query{MinPriceCLP: 10_000, MaxPriceCLP: 20_000}).Hits, []int{1, 2})
	same(t, "no most", index.Search(search.Query{MinPriceCLP: 20_001, MaxPriceCLP: math.MaxInt64}).Hits, []int{3})
	same(t, "none", index.Search(search.Query{MinPriceCLP: 20_000, MaxPriceCLP: 10_000}).Hits, nil)
	same(t, "bands", index.Search(search.Query{}).Facets.Price, []search.BandCount{
		{MaxCLP: 9_999, Count: 1}, {MinCLP: 10_000, MaxCLP: 19_999, Count: 1}, {MinCLP: 20_000, Count: 2},
	})
}

func TestGivenALongTextWhenSearchedThenOnlyItsBeginningCounts(t *testing.T) {
	s := openShop()
	short := s.index.Search(search.Query{Text: strings.Repeat("rosas ", 8)})
	long := s.index.Search(search.Query{Text: strings.Repeat("rosas ", 8) + "girasoles " + strings.Repeat("y", 1<<20)})
	if !reflect.DeepEqual(short, long) {
		t.Errorf("%d found, want %d", long.Total, short.Total)
	}
}

func TestGivenAnEmptyCatalogueWhenSearchedThenNothingIsFound(t *testing.T) {
	index := search.Build(nil, search.Options{Synonyms: search.DefaultSynonyms(), PriceEdgesCLP: priceEdges})
	r := index.Search(search.Query{Text: "rosas pésame", Category: "ramos", MaxPriceCLP: 1})
	if r.Total != 0 || len(r.Hits)+len(r.Facets.Category)+len(r.Facets.Price)+len(index.Suggest("ro", "es", 5)) != 0 {
		t.Errorf("%+v", r)
	}
}

// checkAnyText holds what is true of every text.
func checkAnyText(t interface{ Fatalf(string, ...any) }, s shop, text string) {
	for _, lang := range []string{"es", "en"} {
		q := search.Query{Text: text, Lang: lang}
		r := s.index.Search(q)
		if again := s.index.Search(q); !reflect.DeepEqual(r, again) {
			t.Fatalf("%q: %+v, then %+v", text, r, again)
		}
		seen := map[int]bool{}
		for _, hit := range r.Hits {
			if hit < 0 || hit >= len(s.docs) || seen[hit] {
				t.Fatalf("%q: hits %v", text, r.Hits)
			}
			seen[hit] = true
		}
		if len(r.Hits) != min(r.Total, search.DefaultLimit) {
			t.Fatalf("%q: %d hits of %d", text, len(r.Hits), r.Total)
		}
		if n := len(s.index.Suggest(text, lang, 8)); n > 8 {
			t.Fatalf("%q: %d suggestions", text, n)
		}
	}
}

func TestGivenAnyTextWhenSearchedThenTheAnswerIsSoundAndTheSameAgain(t *testing.T) {
	s := openShop()
	pieces := rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`[a-zñáé]{1,30}`),
		rapid.SampledFrom([]string{"rosas", "rozas", "de", "pésame", "día de la madre", "12", "\xff\xfe", "ñ\u0303\u0303", "ﷺ", "İSTANBUL", strings.Repeat("a", 300)}),
	)
	rapid.Check(t, func(t *rapid.T) {
		checkAnyText(t, s, strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "text"), " "))
	})
}

func FuzzSearch(f *testing.F) {
	s := openShop()
	for _, text := range []string{"rosaz rojas", "día de la mamá", "ramo de ro", "\xff", "ﷺ", "ñandú"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkAnyText(t, s, text) })
}

func TestGivenTheSameCatalogueInAnotherOrderWhenSearchedThenTheSameProductsAreFoundInTheSameOrder(t *testing.T) {
	s := openShop()
	turned := slices.Clone(s.docs)
	slices.Reverse(turned)
	other := shop{turned, search.Build(turned, search.Options{Synonyms: search.DefaultSynonyms()})}
	for _, text := range []string{"", "rosas", "rosaz rojas", "ramo para mamá", "girazoles azules xyzzy"} {
		a, _ := s.find(text)
		b, _ := other.find(text)
		same(t, text, b, a)
	}
}

func TestGivenManyCustomersAtOnceWhenSearchingThenEachGetsTheirOwnAnswer(t *testing.T) {
	s := openShop()
	queries := []search.Query{{Text: "rosas rojas"}, {Text: "girazoles", Colour: "amarillo"}, {Text: "pésame", Sort: search.PriceAsc}, {}}
	var want []search.Result
	for _, q := range queries {
		want = append(want, s.index.Search(q))
	}
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			for i := range 200 {
				at := (n + i) % len(queries)
				if got := s.index.Search(queries[at]); !reflect.DeepEqual(got, want[at]) {
					t.Errorf("%+v: got %+v, want %+v", queries[at], got, want[at])
					return
				}
				s.index.Suggest("ramo de ro", "es", 5)
			}
		})
	}
	group.Wait()
}

func TestGivenAThousandProductsWhenIndexedThenEachTakesAtMostTenKiB(t *testing.T) {
	docs := floristDocs(16)
	var index *search.Index
	if each := indexBytes(docs, &index) / int64(len(docs)); each > 10<<10 {
		t.Errorf("%d bytes a product", each)
	}
}
