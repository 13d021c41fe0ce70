package product

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"strings"

	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/product/search"
)

// snapshot is one state of the catalogue. Readers take the pointer once and see
// that state alone; nothing of it ever changes.
type snapshot struct {
	*shelf
	*finder
	items []*item // by id, those off the shelf included

	sum     digest // of the listed items
	listTag string
}

// shelf is what a changed band leaves as it is.
type shelf struct {
	day      string
	byID     map[string]int
	bySlug   map[string]int
	bySKU    map[string]place
	addOns   []int
	skus     []string // all, by product and size, for the stock list
	terms    productapi.Terms
	termsSum digest
	termsTag string
	labels   labels
}

// place is where a SKU is.
type place struct{ item, size int }

// finder is the search over what is listed, as of one state of what is available.
type finder struct {
	all, featured  *search.Index
	allAt, starAt  []int // from a hit's position to the item
	available      []bool
	sum            digest // of available
	suggestionsTag string
}

func newShelf(items []*item, terms Terms, day string) *shelf {
	sh := &shelf{
		day: day, byID: make(map[string]int, len(items)), bySlug: make(map[string]int, len(items)),
		bySKU: make(map[string]place, 3*len(items)), labels: newLabels(terms),
	}
	h := sha256.New()
	writeAll(h, snapshotFormat)
	writeInt(h, terms.Rev)
	for i, it := range items {
		r := it.record
		writeAll(h, r.ID)
		writeInt(h, r.Rev)
		sh.byID[r.ID], sh.bySlug[r.Slug] = i, i
		for j, size := range r.Sizes {
			sh.bySKU[size.SKU] = place{i, j}
		}
		if r.Kind == productapi.KindAddOn && it.listed() {
			sh.addOns = append(sh.addOns, i)
		}
	}
	copy(sh.termsSum[:], h.Sum(nil))
	sh.termsTag = tag(sh.termsSum)
	sh.terms = countTerms(terms, items)
	sh.skus = sortedSKUs(items)
	slices.SortFunc(sh.addOns, func(a, b int) int {
		return cmp.Compare(items[a].card.PriceCLP, items[b].card.PriceCLP)
	})
	return sh
}

func sortedSKUs(items []*item) []string {
	byName := slices.Clone(items)
	slices.SortFunc(byName, func(a, b *item) int {
		return cmp.Or(strings.Compare(a.record.Name.ES, b.record.Name.ES), strings.Compare(a.record.ID, b.record.ID))
	})
	var skus []string
	for _, it := range byName {
		skus = append(skus, it.record.SKUs()...)
	}
	return skus
}

// newFinder indexes the listed flowers, and what goes with them.
func newFinder(items []*item, sh *shelf) *finder {
	f := &finder{available: make([]bool, len(items))}
	var all, featured []search.Doc
	h := sha256.New()
	for i, it := range items {
		if f.available[i] = it.available(); f.available[i] {
			writeAll(h, it.record.ID)
		}
		if !it.listed() {
			continue
		}
		if it.record.Kind != productapi.KindFlowers {
			all, f.allAt = append(all, sh.labels.addOn(it)), append(f.allAt, i)
			continue
		}
		doc := sh.labels.doc(it)
		all, f.allAt = append(all, doc), append(f.allAt, i)
		if it.record.Featured {
			featured, f.starAt = append(featured, doc), append(f.starAt, i)
		}
	}
	copy(f.sum[:], h.Sum(nil))
	options := search.Options{Synonyms: search.DefaultSynonyms(), PriceEdgesCLP: priceEdges}
	f.all, f.featured = search.Build(all, options), search.Build(featured, options)
	f.suggestionsTag = tag(sh.termsSum, f.sum)
	return f
}

// priceEdges begin the second and later steps of the price facet, in pesos.
var priceEdges = []int64{20000, 35000, 50000, 80000, 120000}

// newSnapshot puts the parts together.
func newSnapshot(items []*item, sh *shelf, f *finder) *snapshot {
	s := &snapshot{shelf: sh, finder: f, items: items}
	for _, it := range items {
		if it.listed() {
			s.sum = s.sum.xor(it.digest)
		}
	}
	return s.tagged()
}

func (s *snapshot) tagged() *snapshot {
	s.listTag = tag(s.sum, s.finder.sum, s.termsSum)
	return s
}

// replaced is the snapshot with some items in another band.
func (s *snapshot) replaced(changed map[int]*item) *snapshot {
	next := &snapshot{shelf: s.shelf, finder: s.finder, items: slices.Clone(s.items), sum: s.sum}
	for i, it := range changed {
		if it.listed() {
			next.sum = next.sum.xor(s.items[i].digest).xor(it.digest)
		}
		next.items[i] = it
	}
	return next.tagged()
}

// misplaced tells whether the finder shows something as available that is not, or the reverse.
func (s *snapshot) misplaced() bool {
	for i, it := range s.items {
		if s.available[i] != it.available() {
			return true
		}
	}
	return false
}

// bySlugListed finds what the shop shows under a slug.
func (s *snapshot) bySlugListed(slug string) *item {
	if i, ok := s.bySlug[slug]; ok && s.items[i].listed() {
		return s.items[i]
	}
	return nil
}
