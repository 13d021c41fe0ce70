package search

import (
	"cmp"
	"slices"
)

// Bounds of spelling correction, in letters.
const (
	minCorrected  = 4  // shorter words have too many neighbours
	twoEditsFrom  = 8  // from here on two edits are allowed
	maxCorrected  = 24 // longer ones are no words
	maxCandidates = 8
)

// candidate is a word of the vocabulary near to one that is not.
type candidate struct {
	word     uint32
	distance uint8
}

// speller walks the sorted vocabulary as the tree of its prefixes and leaves a branch as soon as no
// word of it can be near enough. One edit is a letter added, left out or changed, or two neighbours
// swapped.
type speller struct {
	words  []word
	query  string
	limit  uint8
	prefix bool // the query may be the beginning of the word

	// rows[d][j] is the distance between the first d letters of the branch and the first j of query.
	rows  [maxCorrected + 4][maxCorrected + 1]uint8
	found []candidate
	spans []span
}

func correctable(text string) bool {
	return len(text) >= minCorrected && len(text) <= maxCorrected && isLatin(text)
}

// near returns the words within limit edits of text, the likeliest first: fewer edits, then names
// and labels, then those that sound the same, then those the catalogue uses more. Of several forms
// of one word it keeps the likeliest. The answer is valid until the next call.
func (s *speller) near(ix *Index, text string, limit uint8) []candidate {
	v := ix.vocabulary
	s.start(v, text, limit, false)
	s.walk(0, len(s.words), 0)
	s.found = slices.DeleteFunc(s.found, func(c candidate) bool { return !ix.findsSomething(v.words[c.word]) })
	sound := soundOf(text)
	slices.SortFunc(s.found, func(a, b candidate) int {
		wa, wb := &v.words[a.word], &v.words[b.word]
		return cmp.Or(
			cmp.Compare(a.distance, b.distance),
			first(ix.isProminent(wa.terms), ix.isProminent(wb.terms)),
			first(soundOf(wa.text) == sound, soundOf(wb.text) == sound),
			cmp.Compare(wb.weight, wa.weight),
			cmp.Compare(a.word, b.word),
		)
	})
	kept := s.found[:0]
	for _, c := range s.found {
		t := v.words[c.word].terms
		repeats := slices.ContainsFunc(kept, func(k candidate) bool { return v.words[k.word].terms.shares(t) })
		if len(kept) < maxCandidates && !repeats {
			kept = append(kept, c)
		}
	}
	return kept
}

// nearPrefix returns the words that begin with something within one edit of text.
func (s *speller) nearPrefix(v *vocabulary, text string) []span {
	s.start(v, text, 1, true)
	s.walk(0, len(s.words), 0)
	return s.spans
}

func (s *speller) start(v *vocabulary, text string, limit uint8, prefix bool) {
	s.words, s.query, s.limit, s.prefix = v.words, text, limit, prefix
	s.found, s.spans = s.found[:0], s.spans[:0]
	for j := range len(text) + 1 {
		s.rows[0][j] = uint8(j)
	}
}

// walk visits words[from:to], which agree in their first depth letters.
func (s *speller) walk(from, to, depth int) {
	end := len(s.query)
	if from < to && len(s.words[from].text) == depth {
		if d := s.rows[depth][end]; !s.prefix && d <= s.limit {
			s.found = append(s.found, candidate{uint32(from), d})
		}
		from++
	}
	for from < to {
		letter := s.words[from].text[depth]
		next := s.endOf(from, to, depth)
		if !isDigit(letter) {
			s.branch(from, next, depth, letter)
		}
		from = next
	}
}

func (s *speller) branch(from, to, depth int, letter byte) {
	nearest := s.extend(s.words[from].text, depth, letter)
	switch {
	case s.prefix && s.rows[depth+1][len(s.query)] <= s.limit:
		s.spans = append(s.spans, span{uint32(from), uint32(to)})
	case nearest <= s.limit && depth+1 < len(s.query)+int(s.limit):
		s.walk(from, to, depth+1)
	case nearest <= s.limit && !s.prefix && len(s.words[from].text) == depth+1:
		if d := s.rows[depth+1][len(s.query)]; d <= s.limit {
			s.found = append(s.found, candidate{uint32(from), d})
		}
	}
}

// extend computes the row of the branch with one letter more, and returns its least distance.
func (s *speller) extend(text string, depth int, letter byte) uint8 {
	row, above := &s.rows[depth+1], &s.rows[depth]
	row[0] = uint8(depth + 1)
	nearest := row[0]
	for j := 1; j <= len(s.query); j++ {
		q := s.query[j-1]
		d := above[j-1]
		if q != letter {
			d = min(d, above[j], row[j-1]) + 1
			if depth > 0 && j > 1 && q == text[depth-1] && s.query[j-2] == letter {
				d = min(d, s.rows[depth-1][j-2]+1)
			}
		}
		row[j] = d
		nearest = min(nearest, d)
	}
	return nearest
}

// endOf returns the end of the words of words[from:to] that have the same letter at depth as the
// first.
func (s *speller) endOf(from, to, depth int) int {
	letter := s.words[from].text[depth]
	low, high := from+1, to
	for low < high {
		middle := int(uint(low+high) / 2)
		if s.words[middle].text[depth] == letter {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
