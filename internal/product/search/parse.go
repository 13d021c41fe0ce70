package search

import (
	"slices"
	"strings"
)

// slot is one word of a query, after correction.
type slot struct {
	word
	// begins holds the words that an unfinished last word may become.
	begins []span
	// choices holds what a misspelt word may have been, until one is chosen.
	choices []candidate
}

// question is a query's text, understood.
type question struct {
	slots     []slot
	language  int
	raw       []string // all the words, as they came
	at        []int    // the place of each slot in raw
	corrected bool
}

// parse reads the words of a text and finds each in the vocabulary, or what it may have been. While
// typing, the last word may always become another.
func (ix *Index) parse(text, lang string, typing bool, s *scratch) question {
	q := question{language: languageIndex(lang)}
	text = firstRunes(text, MaxQueryRunes)
	lastStop := -1
	for raw := range words(text) {
		q.raw = append(q.raw, raw)
		folded := fold(raw)
		if isStopWord(folded) {
			lastStop = len(q.raw) - 1
			continue
		}
		if len(q.slots) == MaxQueryWords {
			q.raw = q.raw[:len(q.raw)-1]
			break
		}
		q.add(folded, len(q.raw)-1)
	}
	if len(q.slots) == 0 && lastStop >= 0 {
		q.add(fold(q.raw[lastStop]), lastStop) // perhaps the beginning of a word
	}
	for i := range q.slots {
		q.slots[i].word = ix.vocabulary.understand(q.slots[i].text)
	}
	for at := 0; at < len(q.slots); {
		n, meanings := ix.thesaurus.phrase(q.slots[at:])
		for i := at; i < at+n; i++ {
			w, last := &q.slots[i], i == len(q.slots)-1
			ix.recognise(w, len(meanings) > 0, last, typing, s)
		}
		at += n
	}
	return q
}

func (q *question) add(folded string, at int) {
	q.slots = append(q.slots, slot{word: word{text: folded}})
	q.at = append(q.at, at)
}

// recognise finds what a slot's word may begin or, if nothing is known of it, what it may have been.
// The last word may be the beginning of any other while typing; else not if it is itself a name or
// label of the catalogue, since who asks for "rosa" does not mean "rosado", but who asks for "tul"
// hardly means the wrapping that some description mentions.
func (ix *Index) recognise(w *slot, meaningful, last, typing bool, s *scratch) {
	v := ix.vocabulary
	if last && len(w.text) >= 2 && !hasDigit(w.text) && (typing || !ix.isProminent(w.terms)) {
		begins := v.startingWith(w.text)
		if slices.ContainsFunc(v.words[begins.from:begins.to], ix.findsSomething) {
			w.begins = []span{begins}
			return
		}
	}
	if meaningful || ix.findsSomething(w.word) || ix.thesaurus.isOptional(w.root) || !correctable(w.text) {
		return
	}
	w.choices = append(w.choices, s.near(ix, w.text, 1)...)
	if len(w.choices) == 0 && last {
		w.begins = append(w.begins, s.nearPrefix(v, w.text)...)
	}
	if len(w.choices) == 0 && len(w.begins) == 0 && len(w.text) >= twoEditsFrom {
		w.choices = append(w.choices, s.near(ix, w.text, 2)...)
	}
}

// findsSomething says whether a word finds products by itself. Some only do as part of a phrase.
func (ix *Index) findsSomething(w word) bool {
	return w.terms.found() || len(ix.thesaurus.meanings[w.root]) > 0
}

// isProminent says whether a word is in a name or label of some product.
func (ix *Index) isProminent(t terms) bool {
	return (t[Spanish] != none && ix.postings[t[Spanish]].prominent) ||
		(t[English] != none && ix.postings[t[English]].prominent)
}

// correct settles what each misspelt word was: the likeliest choice that does not repeat another
// word and that some product has together with all the words that were known, else the likeliest.
func (ix *Index) correct(q *question, s *scratch) {
	var context bitset
	for i := range q.slots {
		w := &q.slots[i]
		switch {
		case len(w.choices) > 0:
			chosen := w.choices[0]
			if len(w.choices) > 1 && len(q.slots) > 1 {
				if context == nil {
					context = ix.context(q, s)
				}
				chosen = ix.likeliest(q, w.choices, context, s)
			}
			w.word = ix.vocabulary.words[chosen.word]
			w.choices = nil
			q.replace(i, w.shown)
		case len(w.begins) > 0:
			if best := ix.heaviest(w.begins); !strings.HasPrefix(best.text, w.text) {
				q.replace(i, best.shown)
			}
		}
	}
}

func (ix *Index) heaviest(spans []span) word {
	best := ix.vocabulary.heaviest(spans[0])
	for _, other := range spans[1:] {
		if w := ix.vocabulary.heaviest(other); w.weight > best.weight {
			best = w
		}
	}
	return best
}

func (q *question) replace(i int, with string) {
	q.raw[q.at[i]] = with
	q.corrected = true
}

// context returns the products that have all the words that need no correction; words that no
// product has do not count.
func (ix *Index) context(q *question, s *scratch) bitset {
	context := s.dirty()
	copy(context, ix.all)
	for i := range q.slots {
		w := &q.slots[i]
		if len(w.choices) == 0 && !ix.thesaurus.isOptional(w.root) {
			l := s.ladder()
			ix.addWord(l, w, q.language)
			if l[0].any() {
				context.and(l[0])
			}
		}
	}
	return context
}

func (ix *Index) likeliest(q *question, choices []candidate, context bitset, s *scratch) candidate {
	for _, c := range choices {
		t := ix.vocabulary.words[c.word].terms
		repeats := slices.ContainsFunc(q.slots, func(w slot) bool { return w.terms.shares(t) })
		if repeats {
			continue
		}
		l := s.ladder()
		ix.addTerms(l, t, Spanish, 0)
		if l[0].intersects(context) {
			return c
		}
	}
	return choices[0]
}

// text returns what was searched, for Result.Corrected.
func (q *question) text() string {
	if !q.corrected {
		return ""
	}
	return strings.ToLower(strings.Join(q.raw, " "))
}
