package search_test

import (
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/product/search"
)

func TestGivenATableWhenParsedThenWordsMeanWhatItSays(t *testing.T) {
	s, err := search.ParseSynonyms("# flores\n\npésame, luto => condolencias\nramo = bouquet = atado\n? flor, flores\nluto => funeral\n")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "luto", s.Means["luto"], []string{"condolencias", "funeral"})
	same(t, "ramo", s.Means["ramo"], []string{"bouquet", "atado"})
	same(t, "atado", s.Means["atado"], []string{"ramo", "bouquet"})
	same(t, "optional", s.Optional, []string{"flor", "flores"})
	if _, ok := s.Means["condolencias"]; ok {
		t.Error("condolencias means luto, which the table does not say")
	}
}

func TestGivenAFaultyTableWhenParsedThenTheErrorNamesTheLine(t *testing.T) {
	for _, table := range []string{"a = b\nno meaning", "a = b\na, => c", "a = b\na => ", "a = b\n?", "a = b\n= c"} {
		if _, err := search.ParseSynonyms(table); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", table, err)
		}
	}
}

func TestGivenThePhraseOfASynonymWhenItsWordsStandApartThenItIsNotMeant(t *testing.T) {
	table, err := search.ParseSynonyms("oso de felpa => peluche")
	if err != nil {
		t.Fatal(err)
	}
	docs := []search.Doc{{ID: "a", Name: [2]string{"Peluche"}}, {ID: "b", Name: [2]string{"Felpa"}}, {ID: "c", Name: [2]string{"Oso"}}}
	index := search.Build(docs, search.Options{Synonyms: table})
	if got := index.Search(search.Query{Text: "un oso de felpa"}); !slices.Equal(got.Hits, []int{0}) || got.Partial {
		t.Errorf("the phrase finds %v", got.Hits)
	}
	if got := index.Search(search.Query{Text: "felpa oso"}); !got.Partial || slices.Contains(got.Hits, 0) {
		t.Errorf("its words in another order find %v", got.Hits)
	}
}
