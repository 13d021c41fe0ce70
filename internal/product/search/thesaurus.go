package search

import "strings"

// maxPhrase bounds the words of a synonym's phrase, stop words aside.
const maxPhrase = 4

// meaning is what a synonym leads to: products that have all of these terms.
type meaning []terms

// thesaurus is the synonyms in the catalogue's own terms. Phrases are known by the Spanish stems of
// their words, joined by spaces.
type thesaurus struct {
	meanings map[string][]meaning
	starts   map[string]struct{} // first stems of the phrases of two words and more
	optional map[string]struct{} // stems
}

// roots returns the Spanish stems of a text's words, stop words left out.
func roots(text string) []string {
	var list []string
	for raw := range words(text) {
		if w := fold(raw); !isStopWord(w) {
			list = append(list, stem(w, Spanish))
		}
	}
	return list
}

func newThesaurus(s Synonyms, v *vocabulary) *thesaurus {
	t := &thesaurus{
		meanings: make(map[string][]meaning, len(s.Means)),
		starts:   map[string]struct{}{},
		optional: map[string]struct{}{},
	}
	for phrase, others := range s.Means {
		key := roots(phrase)
		if len(key) == 0 || len(key) > maxPhrase {
			continue
		}
		joined := strings.Join(key, " ")
		for _, other := range others {
			if m := meaningOf(other, v); m != nil {
				t.meanings[joined] = append(t.meanings[joined], m)
				if len(key) > 1 {
					t.starts[key[0]] = struct{}{}
				}
			}
		}
	}
	for _, text := range s.Optional {
		for _, root := range roots(text) {
			t.optional[root] = struct{}{}
		}
	}
	return t
}

// meaningOf returns nil for a phrase with a word that no product has.
func meaningOf(phrase string, v *vocabulary) meaning {
	var m meaning
	for raw := range words(phrase) {
		text := fold(raw)
		if isStopWord(text) {
			continue
		}
		found := v.lookup(stem(text, Spanish), text)
		if !found.found() {
			return nil
		}
		m = append(m, found)
	}
	return m
}

// isOptional says whether a word only helps to rank.
func (t *thesaurus) isOptional(root string) bool {
	_, ok := t.optional[root]
	return ok
}

// phrase returns how many of the leading words make one phrase with meanings, and those: the
// longest such phrase, or 1 and the meanings of the first word alone.
func (t *thesaurus) phrase(leading []slot) (int, []meaning) {
	if _, ok := t.starts[leading[0].root]; ok {
		for n := min(len(leading), maxPhrase); n > 1; n-- {
			var buffer [128]byte
			key := append(buffer[:0], leading[0].root...)
			for _, w := range leading[1:n] {
				key = append(append(key, ' '), w.root...)
			}
			if m, ok := t.meanings[string(key)]; ok {
				return n, m
			}
		}
	}
	return 1, t.meanings[leading[0].root]
}
