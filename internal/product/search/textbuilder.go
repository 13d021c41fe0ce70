package search

import (
	"cmp"
	"slices"
	"strings"
)

// textBuilder turns texts into a vocabulary and postings.
type textBuilder struct {
	words  []buildWord
	byRaw  map[string]uint32 // as written, to fold each spelling once
	byText map[string]uint32
	byStem [2]map[string]uint32
	lists  [][]uint32 // by term
}

type buildWord struct {
	word
	stop bool
	term terms
}

func newTextBuilder() *textBuilder {
	return &textBuilder{
		byRaw:  map[string]uint32{},
		byText: map[string]uint32{},
		byStem: [2]map[string]uint32{{}, {}},
	}
}

// addDoc reads a product's texts in one language and returns the number of words of its name.
// Products come in the order of their numbers.
func (b *textBuilder) addDoc(number uint32, doc *Doc, language int) int {
	nameWords := b.addText(number, doc.Name[language], inName, language)
	b.addLabel(number, doc.Category, language)
	for _, labels := range [][]Label{doc.Occasions, doc.Colours, doc.Flowers} {
		for _, label := range labels {
			b.addLabel(number, label, language)
		}
	}
	b.addText(number, doc.Line[language], inLine, language)
	b.addText(number, doc.Description[language], inDescription, language)
	return nameWords
}

func (b *textBuilder) addLabel(number uint32, label Label, language int) {
	b.addText(number, cmp.Or(label.Names[language], label.Value), inLabel, language)
}

func (b *textBuilder) addText(number uint32, text string, level, language int) int {
	n := 0
	for raw := range words(text) {
		w := &b.words[b.wordOf(raw)]
		if w.stop {
			continue
		}
		n++
		w.weight += levelScore(level)
		b.post(b.termOf(w, language), number, level)
	}
	return n
}

// wordOf returns the number of a word as written, a new one if it is new.
func (b *textBuilder) wordOf(raw string) uint32 {
	if id, ok := b.byRaw[raw]; ok {
		return id
	}
	text := fold(raw)
	id, ok := b.byText[text]
	if !ok {
		text = strings.Clone(text)
		id = uint32(len(b.words))
		b.words = append(b.words, buildWord{
			word: word{text: text, shown: strings.Clone(strings.ToLower(raw)), root: stem(text, Spanish)},
			stop: isStopWord(text),
			term: terms{none, none},
		})
		b.byText[text] = id
	}
	b.byRaw[raw] = id
	return id
}

func (b *textBuilder) termOf(w *buildWord, language int) uint32 {
	if w.term[language] == none {
		root := w.root
		if language == English {
			root = stem(w.text, English)
		}
		id, ok := b.byStem[language][root]
		if !ok {
			id = uint32(len(b.lists))
			b.byStem[language][root] = id
			b.lists = append(b.lists, nil)
		}
		w.term[language] = id
	}
	return w.term[language]
}

func (b *textBuilder) post(term, number uint32, level int) {
	list := b.lists[term]
	if last := len(list) - 1; last >= 0 && list[last]>>2 == number {
		list[last] = max(list[last], number<<2|uint32(level-1))
		return
	}
	b.lists[term] = append(list, number<<2|uint32(level-1))
}

// finish gives the index its vocabulary, postings and thesaurus.
func (b *textBuilder) finish(ix *Index, synonyms Synonyms) {
	ix.postings = make([]postings, len(b.lists))
	for i, list := range b.lists {
		ix.postings[i] = newPostings(slices.Clip(list), ix.size)
	}
	v := &vocabulary{byStem: b.byStem}
	ix.vocabulary = v
	ix.thesaurus = newThesaurus(synonyms, v)
	b.addSynonyms(synonyms, v)

	for _, w := range b.words {
		if !w.stop {
			w.terms = v.lookup(w.root, w.text)
			v.words = append(v.words, w.word)
		}
	}
	slices.SortFunc(v.words, func(a, b word) int { return strings.Compare(a.text, b.text) })
	v.words = slices.Clip(v.words)
	v.byText = make(map[string]uint32, len(v.words))
	for i := range v.words {
		v.byText[v.words[i].text] = uint32(i)
	}
}

// addSynonyms makes known the words of those synonyms that lead to something, so that they are
// corrected to and not corrected away.
func (b *textBuilder) addSynonyms(synonyms Synonyms, v *vocabulary) {
	phrases := make([]string, 0, len(synonyms.Means)+len(synonyms.Optional))
	for phrase, others := range synonyms.Means {
		if slices.ContainsFunc(others, func(other string) bool { return meaningOf(other, v) != nil }) {
			phrases = append(phrases, phrase)
		}
	}
	phrases = append(phrases, synonyms.Optional...)
	slices.Sort(phrases) // the same catalogue makes the same index
	for _, phrase := range phrases {
		for raw := range words(phrase) {
			b.wordOf(raw)
		}
	}
}
