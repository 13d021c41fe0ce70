package search_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"floresvictoria.cl/flores/internal/product/search"
)

// catalogueWords are the different words of 5 letters or more in the Spanish names and labels.
func catalogueWords(docs []search.Doc) []string {
	seen := map[string]bool{}
	add := func(text string) {
		for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzáéíóúüñ", r) }) {
			if utf8.RuneCountInString(w) >= 5 {
				seen[w] = true
			}
		}
	}
	for _, d := range docs {
		add(d.Name[search.Spanish])
		add(d.Category.Names[search.Spanish])
		for _, labels := range [][]search.Label{d.Occasions, d.Colours, d.Flowers} {
			for _, l := range labels {
				add(l.Names[search.Spanish])
			}
		}
	}
	list := make([]string, 0, len(seen))
	for w := range seen {
		list = append(list, w)
	}
	slices.Sort(list)
	return list
}

// misspell makes one edit: a letter left out, added, changed, or two neighbours swapped.
func misspell(word string, random *rand.Rand) string {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	runes := []rune(word)
	for {
		at, letter := random.IntN(len(runes)), rune(letters[random.IntN(len(letters))])
		edited := slices.Clone(runes)
		switch random.IntN(4) {
		case 0:
			edited = slices.Delete(edited, at, at+1)
		case 1:
			edited = slices.Insert(edited, at, letter)
		case 2:
			edited[at] = letter
		case 3:
			if at+1 < len(edited) {
				edited[at], edited[at+1] = edited[at+1], edited[at]
			}
		}
		if string(edited) != word {
			return string(edited)
		}
	}
}

func testMisspellings(t *testing.T, docs []search.Doc) {
	index := search.Build(docs, search.Options{Synonyms: search.DefaultSynonyms()})
	vocabulary := catalogueWords(docs)
	random := rand.New(rand.NewPCG(2026, 11))
	const samples = 200
	good := 0
	for range samples {
		right := vocabulary[random.IntN(len(vocabulary))]
		wrong := misspell(right, random)
		want := index.Search(search.Query{Text: right, Limit: 1}).Hits
		if len(want) == 0 {
			t.Fatalf("%q, a word of the catalogue, finds nothing", right)
		}
		r := index.Search(search.Query{Text: wrong, Limit: 5})
		if slices.Contains(r.Hits, want[0]) {
			good++
		} else {
			t.Logf("%s (for %s) was read as %q: %d found", wrong, right, r.Corrected, r.Total)
		}
	}
	t.Logf("%d of %d", good, samples)
	if good < samples*95/100 {
		t.Errorf("%d of %d misspellings find the product among the first five, want at least 95 %%", good, samples)
	}
}

func TestGivenOneEditMisspellingsWhenSearchedThenTheRightProductIsAmongTheFirstFive(t *testing.T) {
	testMisspellings(t, floristDocs(1))
}

func TestGivenTwoTextsThatMeanTheSameWhenSearchedThenBothFindTheSameProducts(t *testing.T) {
	s := openShop()
	for _, c := range []struct{ kind, one, other string }{
		{"accents", "orquídea", "orquidea"},
		{"accents", "cumpleaños", "cumpleanos"},
		{"accents", "peonías", "peonias"},
		{"accents", "tulipán", "tulipan"},
		{"accents, decomposed", "orqui\u0301dea", "orquídea"},
		{"accents", "corazón", "corazon"},
		{"case", "GIRASOLES", "girasoles"},
		{"case", "ORQUÍDEA", "orquídea"},
		{"plural", "rosa", "rosas"},
		{"plural", "girasol", "girasoles"},
		{"plural", "tulipán", "tulipanes"},
		{"plural", "lirio", "lirios"},
		{"plural", "clavel", "claveles"},
		{"plural", "orquídea", "orquídeas"},
		{"plural", "corazón", "corazones"},
		{"plural", "oso", "osos"},
		{"plural", "caja", "cajas"},
		{"plural", "globo", "globos"},
		{"plural", "peluche", "peluches"},
		{"plural", "suscripción", "suscripciones"},
		{"plural in English", "sunflower", "sunflowers"},
		{"plural in English", "lily", "lilies"},
		{"plural in English", "box", "boxes"},
		{"gender", "rosas rojas", "rosa rojo"},
		{"gender", "blanca", "blancos"},
		{"diminutive", "ramito", "ramo"},
		{"diminutive", "cajita", "caja"},
		{"diminutive", "rositas", "rosas"},
		{"stop words", "ramo de las rosas", "ramo rosas"},
		{"stop words", "rosas para mi mamá", "rosas mamá"},
		{"punctuation", "¡¡rosas, rojas!!", "rosas rojas"},
		{"order", "rojas rosas", "rosas rojas"},
	} {
		a, ra := s.find(c.one)
		b, rb := s.find(c.other)
		if ra.Total == 0 || ra.Corrected+rb.Corrected != "" {
			t.Errorf("%s: %q finds %d, corrected to %q and %q", c.kind, c.one, ra.Total, ra.Corrected, rb.Corrected)
		}
		slices.Sort(a)
		slices.Sort(b)
		same(t, c.kind+": "+c.one+", "+c.other, a, b)
	}
}

func TestGivenASynonymWhenSearchedThenWhatItMeansIsFound(t *testing.T) {
	s := openShop()
	for _, c := range []struct{ says, finds string }{
		{"pésame", "Corona de condolencias clásica"},
		{"luto", "Lágrima de flores blancas"},
		{"funeral", "Cojín de claveles"},
		{"sentido pésame", "Lirios blancos de la paz"},
		{"bouquet", "Ramo de peonías"},
		{"ramillete de margaritas", "Ramo de margaritas"},
		{"ramo de fresias", "Bouquet de fresias"},
		{"flores para mamá", "Tulipanes holandeses"},
		{"día de la mamá", "Ramo de lirios orientales"},
		{"mother's day", "Ramo de claveles rojos"},
		{"bebé", "Caja de tulipanes blancos"},
		{"guagua", "Bouquet de fresias"},
		{"baby shower", "Arreglo Bienvenida bebé niña"},
		{"cumple", "Ramo de girasoles"},
		{"feliz día", "Globo de cumpleaños"},
		{"matrimonio", "Ramo de calas"},
		{"wedding", "Boutonniere para el novio"},
		{"champaña", "Espumante brut"},
		{"champagne", "Espumante brut"},
		{"osito", "Oso de peluche"},
		{"peluche", "Oso de peluche"},
		{"teddy", "Oso de peluche"},
		{"día de los enamorados", "100 rosas rojas"},
		{"14 de febrero", "Caja corazón de rosas"},
		{"get well", "Ramo de margaritas"},
		{"gracias", "Ramo de astromelias"},
		{"sunflowers", "Ramo de girasoles"},
		{"orchid", "Orquídea morada de una vara"},
		{"docena de rosas", "12 rosas rojas clásicas"},
		{"rosas fucsia", "Ramo de rosas rosadas y lisianthus"},
		{"jarrón", "Florero de vidrio"},
		{"bombones", "Caja de chocolates artesanales"},
		{"cesta de frutas", "Canasto de frutas y flores"},
		{"pesme", "Corona de condolencias clásica"}, // a misspelt synonym
	} {
		names, r := s.find(c.says)
		if !slices.Contains(names, c.finds) || r.Partial {
			t.Errorf("%q finds (partial: %v, corrected: %q) %q, without %q", c.says, r.Partial, r.Corrected, names, c.finds)
		}
	}
}

func TestGivenMisspeltWordsWhenSearchedThenTheResultSaysWhatWasSearched(t *testing.T) {
	s := openShop()
	for _, c := range []struct{ text, corrected, first string }{
		{"rosaz rojas", "rosas rojas", "12 rosas rojas clásicas"},
		{"Rosas Rogas", "rosas rojas", "12 rosas rojas clásicas"},
		{"horquideas", "orquídeas", "Jardín de orquídeas mini"},
		{"orkideas", "orquídeas", "Jardín de orquídeas mini"}, // two edits in eight letters
		{"jirasoles", "girasoles", ""},
		{"tulpianes morados", "tulipanes morados", "Tulipanes morados"},
		{"crizantemos", "crisantemos", ""},
		{"ramo de peoñi", "", "Ramo de peonías"}, // unfinished
		{"giraz", "girasoles", ""},               // misspelt and unfinished
		{"12 rosas", "", "12 rosas rojas clásicas"},
	} {
		names, r := s.find(c.text)
		if r.Corrected != c.corrected || len(names) == 0 || (c.first != "" && names[0] != c.first) {
			t.Errorf("%q: searched %q, first of %q; want %q, first %q", c.text, r.Corrected, names, c.corrected, c.first)
		}
	}
}

func TestGivenAColourThatLooksLikeAFlowerWhenSearchedThenTheyStayApart(t *testing.T) {
	s := openShop()
	names, _ := s.find("rosado")
	if slices.Contains(names, "12 rosas rojas clásicas") {
		t.Errorf("rosado, a colour, finds red roses: %q", names)
	}
}

func TestGivenAWordThatMayHaveBeenTwoWhenSearchedThenTheOneThatFitsTheOthersIsMeant(t *testing.T) {
	docs := []search.Doc{
		{ID: "a", Name: [2]string{"Calas blancas"}},
		{ID: "b", Name: [2]string{"Calas moradas"}},
		{ID: "c", Name: [2]string{"Palas verdes"}},
	}
	index := search.Build(docs, search.Options{})
	for text, want := range map[string]string{"xalas": "calas", "xalas verdes": "palas verdes", "xalas moradas": "calas moradas"} {
		if got := index.Search(search.Query{Text: text}).Corrected; got != want {
			t.Errorf("%q was read as %q, want %q", text, got, want)
		}
	}
}
