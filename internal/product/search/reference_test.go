package search_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/product/search"
)

// The reference knows a catalogue whose texts need no language: names made of the words below,
// which have no synonyms and no common stems, are no beginnings of each other and more than two
// edits apart.
var inventedWords = []string{"brunkel", "dwimzop", "fyxthar", "gloqued", "hampjyv", "kroxnub", "vlemtyg", "wuszpik"}

var inventedValues = []string{"v1", "v2", "v3", "v4"}

func drawDocs(t *rapid.T) []search.Doc {
	n := rapid.IntRange(0, 200).Draw(t, "products")
	labels := func(what string) []search.Label {
		var list []search.Label
		for _, v := range rapid.SliceOfNDistinct(rapid.SampledFrom(inventedValues), 0, 3, rapid.ID).Draw(t, what) {
			list = append(list, search.Label{Value: v})
		}
		return list
	}
	text := func(what string) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(inventedWords), 0, 3).Draw(t, what), " ")
	}
	docs := make([]search.Doc, n)
	for i := range docs {
		docs[i] = search.Doc{
			ID:            fmt.Sprint(i),
			Name:          [2]string{text("name"), ""},
			Line:          [2]string{text("line"), ""},
			Description:   [2]string{text("description"), ""},
			Category:      search.Label{Value: rapid.SampledFrom(inventedValues).Draw(t, "category")},
			Occasions:     labels("occasions"),
			Colours:       labels("colours"),
			Flowers:       labels("flowers"),
			MinPriceCLP:   rapid.Int64Range(1, 20).Draw(t, "price") * 1000,
			RatingAverage: float64(rapid.IntRange(0, 5).Draw(t, "rating")),
			Featured:      rapid.Bool().Draw(t, "featured"),
			Available:     rapid.Bool().Draw(t, "available"),
			ByWords:       rapid.IntRange(0, 9).Draw(t, "by words") == 0,
		}
	}
	return docs
}

func drawQuery(t *rapid.T) search.Query {
	value := func(what string) string {
		return rapid.SampledFrom([]string{"", "", "", "v1", "v2", "v3", "v4", "unknown"}).Draw(t, what)
	}
	return search.Query{
		Text:        strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(inventedWords), 0, 4, rapid.ID).Draw(t, "text"), " "),
		Category:    value("category"),
		Occasion:    value("occasion"),
		Colour:      value("colour"),
		Flower:      value("flower"),
		MinPriceCLP: rapid.SampledFrom([]int64{0, 0, 5000, 12000}).Draw(t, "least"),
		MaxPriceCLP: rapid.SampledFrom([]int64{0, 0, 7000, 15000}).Draw(t, "most"),
		Sort:        rapid.SampledFrom([]search.Sort{"", search.Relevance, search.PriceAsc, search.PriceDesc, search.Rating}).Draw(t, "sort"),
		Page:        rapid.IntRange(0, 5).Draw(t, "page"),
		Limit:       rapid.IntRange(0, 40).Draw(t, "limit"),
	}
}

// level is the best field of a product that a word stands in: 1 description, 2 line, 4 name.
func level(d *search.Doc, word string) int {
	switch {
	case slices.Contains(strings.Fields(d.Name[0]), word):
		return 4
	case slices.Contains(strings.Fields(d.Line[0]), word):
		return 2
	case slices.Contains(strings.Fields(d.Description[0]), word):
		return 1
	}
	return 0
}

// textMatches says which products a text finds, product by product.
func textMatches(docs []search.Doc, text string) []bool {
	query := strings.Fields(text)
	matches, most := make([]int, len(docs)), 0
	for i := range docs {
		for _, word := range query {
			if level(&docs[i], word) > 0 {
				matches[i]++
			}
		}
		most = max(most, matches[i])
	}
	found := make([]bool, len(docs))
	for i := range docs {
		found[i] = most > 0 && matches[i] == most
		if len(query) == 0 {
			found[i] = !docs[i].ByWords
		}
	}
	return found
}

func has(labels []search.Label, value string) bool {
	return value == "" || slices.ContainsFunc(labels, func(l search.Label) bool { return l.Value == value })
}

func passes(d *search.Doc, q search.Query) bool {
	return has([]search.Label{d.Category}, q.Category) && has(d.Occasions, q.Occasion) && has(d.Colours, q.Colour) &&
		has(d.Flowers, q.Flower) && d.MinPriceCLP >= q.MinPriceCLP &&
		(q.MaxPriceCLP == 0 || d.MinPriceCLP <= q.MaxPriceCLP)
}

func score(d *search.Doc, text string) int {
	query := strings.Fields(text)
	total, inName := 0, 0
	for _, word := range query {
		l := level(d, word)
		if l > 0 {
			total += 1 << (l - 1)
		}
		if l == 4 {
			inName++
		}
	}
	if len(query) > 0 && inName == len(query) && len(strings.Fields(d.Name[0])) == len(query) {
		total += 1000
	}
	return total
}

// sorted orders positions as the query asks, ties available first, then featured, then by name.
func sorted(docs []search.Doc, positions []int, q search.Query) {
	no := map[bool]int{true: 0, false: 1}
	slices.SortFunc(positions, func(i, j int) int {
		a, b := &docs[i], &docs[j]
		c := 0
		switch q.Sort {
		case search.PriceAsc:
			c = cmp.Compare(a.MinPriceCLP, b.MinPriceCLP)
		case search.PriceDesc:
			c = cmp.Compare(b.MinPriceCLP, a.MinPriceCLP)
		case search.Rating:
			c = cmp.Compare(b.RatingAverage, a.RatingAverage)
		default:
			c = cmp.Compare(score(b, q.Text), score(a, q.Text))
		}
		return cmp.Or(c, cmp.Compare(no[a.Available], no[b.Available]), cmp.Compare(no[a.Featured], no[b.Featured]),
			cmp.Compare(a.Name[0], b.Name[0]), cmp.Compare(a.ID, b.ID))
	})
}

func counted(docs []search.Doc, found []bool, q search.Query, values func(d *search.Doc) []search.Label) []search.ValueCount {
	counts := map[string]int{}
	for i := range docs {
		if found[i] && passes(&docs[i], q) {
			for _, l := range values(&docs[i]) {
				counts[l.Value]++
			}
		}
	}
	var list []search.ValueCount
	for value, count := range counts {
		list = append(list, search.ValueCount{Value: value, Count: count})
	}
	slices.SortFunc(list, func(a, b search.ValueCount) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value))
	})
	return list
}

func bands(docs []search.Doc, found []bool, q search.Query, edges []int64) []search.BandCount {
	var list []search.BandCount
	for i := range len(edges) + 1 {
		var b search.BandCount
		if i > 0 {
			b.MinCLP = edges[i-1]
		}
		if i < len(edges) {
			b.MaxCLP = edges[i] - 1
		}
		q.MinPriceCLP, q.MaxPriceCLP = b.MinCLP, b.MaxCLP
		for j := range docs {
			if found[j] && passes(&docs[j], q) {
				b.Count++
			}
		}
		if b.Count > 0 {
			list = append(list, b)
		}
	}
	return list
}

func TestGivenAnyCatalogueAndQueryWhenSearchedThenHitsAndFacetsAreThoseOfLookingAtEveryProduct(t *testing.T) {
	edges := []int64{4000, 8000, 16000}
	rapid.Check(t, func(t *rapid.T) {
		docs := drawDocs(t)
		index := search.Build(docs, search.Options{PriceEdgesCLP: edges})
		for range 5 {
			q := drawQuery(t)
			got := index.Search(q)

			found := textMatches(docs, q.Text)
			var want []int
			for i := range docs {
				if found[i] && passes(&docs[i], q) {
					want = append(want, i)
				}
			}
			sorted(docs, want, q)
			limit := cmp.Or(q.Limit, search.DefaultLimit)
			skip := min((max(q.Page, 1)-1)*limit, len(want))
			page := want[skip:min(skip+limit, len(want))]
			if got.Total != len(want) || !slices.Equal(got.Hits, page) {
				t.Fatalf("%+v: got %d %v, want %d %v", q, got.Total, got.Hits, len(want), page)
			}

			without := func(clear func(*search.Query)) search.Query { other := q; clear(&other); return other }
			for _, f := range []struct {
				name   string
				got    []search.ValueCount
				query  search.Query
				values func(d *search.Doc) []search.Label
			}{
				{"category", got.Facets.Category, without(func(q *search.Query) { q.Category = "" }), func(d *search.Doc) []search.Label { return []search.Label{d.Category} }},
				{"occasion", got.Facets.Occasion, without(func(q *search.Query) { q.Occasion = "" }), func(d *search.Doc) []search.Label { return d.Occasions }},
				{"colour", got.Facets.Colour, without(func(q *search.Query) { q.Colour = "" }), func(d *search.Doc) []search.Label { return d.Colours }},
				{"flower", got.Facets.Flower, without(func(q *search.Query) { q.Flower = "" }), func(d *search.Doc) []search.Label { return d.Flowers }},
			} {
				if want := counted(docs, found, f.query, f.values); !slices.Equal(f.got, want) {
					t.Fatalf("%+v: %s got %v, want %v", q, f.name, f.got, want)
				}
			}
			if want := bands(docs, found, q, edges); !slices.Equal(got.Facets.Price, want) {
				t.Fatalf("%+v: price got %v, want %v", q, got.Facets.Price, want)
			}
		}
	})
}
