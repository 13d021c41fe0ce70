package search

import (
	"slices"
	"strings"
)

// none stands for a term that is in no product.
const none = ^uint32(0)

// terms are what a word is looked up by: its stem in Spanish and in English texts, or none.
type terms [2]uint32

func (t terms) found() bool { return t[Spanish] != none || t[English] != none }

// shares says whether two words are forms of one another in some language.
func (t terms) shares(other terms) bool {
	return (t[Spanish] != none && t[Spanish] == other[Spanish]) ||
		(t[English] != none && t[English] == other[English])
}

// word is a word that the catalogue or the synonyms use.
type word struct {
	text   string // folded
	shown  string // as it was first written, in lower case
	root   string // Spanish stem, which synonyms are looked up by
	terms  terms
	weight int // how often and how prominently the catalogue uses it
}

// vocabulary is every word of the index in alphabetical order, and the terms of both languages.
type vocabulary struct {
	words  []word
	byText map[string]uint32
	byStem [2]map[string]uint32
}

// span is a range of vocabulary.words, the end excluded.
type span struct{ from, to uint32 }

func (v *vocabulary) lookup(root, text string) terms {
	t := terms{none, none}
	if id, ok := v.byStem[Spanish][root]; ok {
		t[Spanish] = id
	}
	if id, ok := v.byStem[English][stem(text, English)]; ok {
		t[English] = id
	}
	return t
}

// understand returns what is known of a folded word, from its other forms if need be. The weight of
// a word that is not in the vocabulary itself is 0.
func (v *vocabulary) understand(text string) word {
	if id, ok := v.byText[text]; ok {
		return v.words[id]
	}
	root := stem(text, Spanish)
	return word{text: text, shown: text, root: root, terms: v.lookup(root, text)}
}

// startingWith returns the words that begin with prefix.
func (v *vocabulary) startingWith(prefix string) span {
	compare := func(w word, prefix string) int { return strings.Compare(w.text, prefix) }
	from, _ := slices.BinarySearchFunc(v.words, prefix, compare)
	n, _ := slices.BinarySearchFunc(v.words[from:], prefix, func(w word, prefix string) int {
		if strings.HasPrefix(w.text, prefix) {
			return -1
		}
		return 1
	})
	return span{uint32(from), uint32(from + n)}
}

// heaviest returns the most used word of a span that is not empty.
func (v *vocabulary) heaviest(s span) word {
	best := v.words[s.from]
	for _, w := range v.words[s.from+1 : s.to] {
		if w.weight > best.weight {
			best = w
		}
	}
	return best
}
