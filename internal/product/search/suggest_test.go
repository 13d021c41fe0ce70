package search_test

import (
	"slices"
	"testing"

	"floresvictoria.cl/flores/internal/product/search"
)

func texts(list []search.Suggestion) []string {
	var all []string
	for _, s := range list {
		all = append(all, string(s.Kind)+":"+s.Text)
	}
	return all
}

func TestGivenAnUnfinishedTextWhenTypingThenTopicsAndProductsAreSuggested(t *testing.T) {
	s := openShop()
	for _, c := range []struct{ text, lang, want string }{
		{"gira", "es", "category:Girasoles"},
		{"gira", "es", "flower:Girasol"},
		{"gira", "es", "product:Ramo de girasoles"},
		{"giraz", "es", "product:Ramo de girasoles"},
		{"girazoles", "es", "category:Girasoles"},
		{"ORQUÍ", "es", "category:Orquídeas"},
		{"orqui", "es", "flower:Orquídea"},
		{"sunf", "en", "category:Sunflowers"},
		{"sunf", "en", "product:Sunflower bouquet"},
		{"sunf", "es", "product:Ramo de girasoles"},
		{"cumple", "es", "occasion:Cumpleaños"},
		{"pésame", "es", "category:Condolencias"},
		{"día de la ma", "es", "occasion:Día de la Madre"},
		{"mother", "en", "occasion:Mother's Day"},
		{"ramo de pe", "es", "product:Ramo de peonías"},
		{"ramo peonias", "es", "product:Ramo de peonías"},
		{"flores para novia", "es", "category:Novias"},
		{"rosa", "es", "product:Ramo de rosas rosadas y lisianthus"},
	} {
		if got := texts(s.index.Suggest(c.text, c.lang, search.MaxSuggestions)); !slices.Contains(got, c.want) {
			t.Errorf("%q in %s suggests %q, without %q", c.text, c.lang, got, c.want)
		}
	}
}

func TestGivenMoreThanFitsWhenTypingThenTopicsTakeAtMostHalf(t *testing.T) {
	s := openShop()
	got := s.index.Suggest("co", "es", 4)
	topics := 0
	for _, one := range got {
		switch {
		case one.Kind != search.KindProduct:
			topics++
			if one.Hit != -1 || one.Value == "" {
				t.Errorf("the topic %+v leads nowhere", one)
			}
		case s.docs[one.Hit].Name[search.Spanish] != one.Text:
			t.Errorf("%+v is not product %d", one, one.Hit)
		}
	}
	if len(got) != 4 || topics != 2 {
		t.Errorf("got %q", texts(got))
	}
}

func TestGivenNothingToCompleteWhenTypingThenNothingIsSuggested(t *testing.T) {
	s := openShop()
	for _, text := range []string{"", "  ", "¿?", "xyzzy", "rosas xyzzy"} {
		if got := s.index.Suggest(text, "es", 8); len(got) > 0 {
			t.Errorf("%q suggests %q", text, texts(got))
		}
	}
	if got := s.index.Suggest("rosa", "es", 0); len(got) > 0 {
		t.Errorf("none were asked for, got %q", texts(got))
	}
}
