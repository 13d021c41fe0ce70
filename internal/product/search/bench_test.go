package search_test

import (
	"fmt"
	"runtime"
	"testing"

	"floresvictoria.cl/flores/internal/product/search"
)

var benchmarkQueries = []struct {
	name  string
	query search.Query
}{
	{"all", search.Query{}},
	{"one-word", search.Query{Text: "girasoles"}},
	{"two-words", search.Query{Text: "rosas rojas"}},
	{"typo", search.Query{Text: "rosaz rojas"}},
	{"two-edits", search.Query{Text: "orkideas blancas"}},
	{"synonym-and-filters", search.Query{Text: "ramo para mamá", Colour: "rosado", MaxPriceCLP: 45_000, Sort: search.PriceAsc}},
	{"partial", search.Query{Text: "girasoles azules baratos"}},
	{"tenth-page", search.Query{Text: "rosas", Page: 10}},
}

func benchmarkIndex(copies int) *search.Index {
	return search.Build(floristDocs(copies), search.Options{Synonyms: search.DefaultSynonyms(), PriceEdgesCLP: priceEdges})
}

// BenchmarkSearch compares a florist's catalogue with one a thousand times as large.
func BenchmarkSearch(b *testing.B) {
	for _, copies := range []int{1, 1000} {
		index := benchmarkIndex(copies)
		for _, c := range benchmarkQueries {
			b.Run(fmt.Sprintf("%s/products=%d", c.name, index.Len()), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					index.Search(c.query)
				}
			})
		}
		b.Run(fmt.Sprintf("suggest/products=%d", index.Len()), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				index.Suggest("ramo de ro", "es", 8)
			}
		})
	}
}

// BenchmarkBuild also prints what the index keeps in memory.
func BenchmarkBuild(b *testing.B) {
	for _, copies := range []int{1, 100} {
		docs := floristDocs(copies)
		b.Run(fmt.Sprintf("products=%d", len(docs)), func(b *testing.B) {
			options := search.Options{Synonyms: search.DefaultSynonyms(), PriceEdgesCLP: priceEdges}
			var index *search.Index
			for b.Loop() {
				index = search.Build(docs, options)
			}
			b.ReportMetric(float64(indexBytes(docs, &index))/float64(len(docs)), "kept-B/product")
		})
	}
}

// indexBytes measures the memory that an index of docs keeps beside them.
func indexBytes(docs []search.Doc, index **search.Index) int64 {
	*index = nil
	before := liveBytes()
	*index = search.Build(docs, search.Options{Synonyms: search.DefaultSynonyms(), PriceEdgesCLP: priceEdges})
	after := liveBytes()
	runtime.KeepAlive(*index)
	return after - before
}

func liveBytes() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
