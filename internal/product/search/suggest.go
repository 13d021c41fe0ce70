package search

import "strings"

// Kind says what a Suggestion leads to.
type Kind string

// The kinds of suggestions.
const (
	KindCategory Kind = "category"
	KindOccasion Kind = "occasion"
	KindFlower   Kind = "flower"
	KindProduct  Kind = "product"
)

// MaxSuggestions bounds what Suggest returns.
const MaxSuggestions = 20

// Suggestion is something that a customer who is still typing may mean.
type Suggestion struct {
	Kind  Kind
	Text  string // its name in the customer's language
	Value string // the Label.Value of all kinds but products
	Hit   int    // the position of a product in the slice given to Build; -1 of all other kinds
}

// topic is a category, occasion or flower that can be suggested.
type topic struct {
	kind  Kind
	value string
	names [2]string
	words []uint32 // of its names, in the vocabulary
	docs  int
}

// newTopics collects the topics of the numbered products, kind by kind, the most frequent first.
func newTopics(docs []*Doc, v *vocabulary) []topic {
	var list []topic
	collect := func(kind Kind, labels func(*Doc) []Label) {
		c := topicCollector{kind: kind, byValue: map[string]int{}}
		for _, doc := range docs {
			if doc.ByWords {
				continue // its category's page would not show it
			}
			for _, label := range labels(doc) {
				c.add(label, v)
			}
		}
		list = append(list, c.sorted()...)
	}
	collect(KindCategory, func(d *Doc) []Label { return []Label{d.Category} })
	collect(KindOccasion, func(d *Doc) []Label { return d.Occasions })
	collect(KindFlower, func(d *Doc) []Label { return d.Flowers })
	return list
}

// Suggest returns at most n things whose names have all the words of text, the last of which may be
// unfinished: topics first, at most half of n while there are products too, then products in the
// order of ties. It forgives the same mistakes as Search.
func (ix *Index) Suggest(text, lang string, n int) []Suggestion {
	n = min(n, MaxSuggestions)
	s := ix.borrow()
	defer ix.giveBack(s)
	q := ix.parse(text, lang, true, s)
	if n <= 0 || len(q.slots) == 0 {
		return nil
	}
	ix.correct(&q, s)

	topics := ix.suggestTopics(&q, n)
	products := ix.suggestProducts(&q, n, s)
	if keep := max(n/2, n-len(products)); len(topics) > keep {
		topics = topics[:keep]
	}
	if keep := n - len(topics); len(products) > keep {
		products = products[:keep]
	}
	return append(topics, products...)
}

func (ix *Index) suggestTopics(q *question, n int) []Suggestion {
	var list []Suggestion
	for i := range ix.topics {
		t := &ix.topics[i]
		if len(list) < n && ix.named(t, q) {
			list = append(list, Suggestion{Kind: t.kind, Text: t.names[q.language], Value: t.value, Hit: -1})
		}
	}
	return list
}

// named says whether the names of a topic have every word of the question, or a synonym of it.
func (ix *Index) named(t *topic, q *question) bool {
	for at := 0; at < len(q.slots); {
		n, meanings := ix.thesaurus.phrase(q.slots[at:])
		matches := true
		for i := at; i < at+n; i++ {
			matches = matches && ix.hasWord(t, &q.slots[i])
		}
		for _, m := range meanings {
			matches = matches || ix.hasMeaning(t, m)
		}
		if !matches && !(n == 1 && len(q.slots) > 1 && ix.thesaurus.isOptional(q.slots[at].root)) {
			return false
		}
		at += n
	}
	return true
}

func (ix *Index) hasWord(t *topic, w *slot) bool {
	for _, id := range t.words {
		if ix.vocabulary.words[id].terms.shares(w.terms) {
			return true
		}
		for _, begins := range w.begins {
			if id >= begins.from && id < begins.to {
				return true
			}
		}
	}
	return false
}

func (ix *Index) hasMeaning(t *topic, m meaning) bool {
	for _, term := range m {
		found := false
		for _, id := range t.words {
			found = found || ix.vocabulary.words[id].terms.shares(term)
		}
		if !found {
			return false
		}
	}
	return true
}

// suggestProducts returns products by the words of their names alone, in either language.
func (ix *Index) suggestProducts(q *question, n int, s *scratch) []Suggestion {
	named := s.dirty()
	copy(named, ix.all)
	for i := range q.slots {
		w := &q.slots[i]
		if len(q.slots) > 1 && ix.thesaurus.isOptional(w.root) {
			continue
		}
		l := s.ladder()
		ix.addNames(l, w.terms)
		for _, begins := range w.begins {
			for id := begins.from; id < begins.to; id++ {
				ix.addNames(l, ix.vocabulary.words[id].terms)
			}
		}
		named.and(l[levels-1])
	}
	var list []Suggestion
	named.each(func(doc uint32) bool {
		name := ix.names[doc][q.language]
		for _, other := range list {
			if strings.EqualFold(other.Text, name) {
				return true
			}
		}
		list = append(list, Suggestion{Kind: KindProduct, Text: name, Hit: int(ix.position[doc])})
		return len(list) < n
	})
	return list
}

func (ix *Index) addNames(l *ladder, t terms) {
	for _, term := range t {
		if term != none {
			l.add(ix.postings[term], 0)
		}
	}
}
