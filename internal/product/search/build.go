package search

// Build makes the index of a catalogue. It keeps the products' names and facet values, and no
// other part of docs.
func Build(docs []Doc, options Options) *Index {
	position := tieOrder(docs)
	numbered := make([]*Doc, len(docs))
	for number, at := range position {
		numbered[number] = &docs[at]
	}
	ix := &Index{
		size:     len(docs),
		all:      make(bitset, bitsetSize(len(docs))),
		none:     make(bitset, bitsetSize(len(docs))),
		shown:    make(bitset, bitsetSize(len(docs))),
		position: position,
		names:    make([][2]string, len(docs)),
		orders:   newOrders(numbered),
	}
	ix.scratch.New = func() any { return &scratch{size: bitsetSize(ix.size)} }
	for number, doc := range numbered {
		ix.all.set(uint32(number))
		if !doc.ByWords {
			ix.shown.set(uint32(number))
		}
	}
	ix.buildFacets(numbered, options.PriceEdgesCLP)

	b := newTextBuilder()
	for i := range ix.nameWords {
		ix.nameWords[i] = make(bitset, bitsetSize(len(docs)))
	}
	for number, doc := range numbered {
		ix.names[number] = doc.Name
		for language := range doc.Name {
			n := b.addDoc(uint32(number), doc, language)
			if n > 0 && n <= MaxQueryWords {
				ix.nameWords[n-1].set(uint32(number))
			}
		}
	}
	b.finish(ix, options.Synonyms)
	ix.topics = newTopics(numbered, ix.vocabulary)
	return ix
}

func (ix *Index) buildFacets(docs []*Doc, edges []int64) {
	prices := make([]int64, len(docs))
	for i, doc := range docs {
		number := uint32(i)
		prices[number] = doc.MinPriceCLP
		ix.category.add(number, len(docs), doc.Category.Value)
		ix.occasion.add(number, len(docs), valuesOf(doc.Occasions)...)
		ix.colour.add(number, len(docs), valuesOf(doc.Colours)...)
		ix.flower.add(number, len(docs), valuesOf(doc.Flowers)...)
	}
	for _, f := range []*facet{&ix.category, &ix.occasion, &ix.colour, &ix.flower} {
		f.finish(ix.shown)
	}
	ix.pricing = newPricing(prices, ix.orders[PriceAsc].docs, edges, ix.shown)
}

func valuesOf(labels []Label) []string {
	values := make([]string, len(labels))
	for i, label := range labels {
		values[i] = label.Value
	}
	return values
}
