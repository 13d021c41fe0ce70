package search

// group is a word or a phrase of the query with all that it may mean.
type group struct {
	ladder   *ladder
	words    int // of the query
	optional bool
}

// addTerms adds the products that have a word, those that have it in the other language one level
// lower.
func (ix *Index) addTerms(l *ladder, t terms, language, drop int) {
	if own := t[language]; own != none {
		l.add(ix.postings[own], drop)
	}
	if other := t[1-language]; other != none {
		l.add(ix.postings[other], drop+1)
	}
}

// addWord adds the products that have a word of the query or, one level lower, one that it begins.
func (ix *Index) addWord(l *ladder, w *slot, language int) {
	ix.addTerms(l, w.terms, language, 0)
	for _, begins := range w.begins {
		for id := begins.from; id < begins.to; id++ {
			if t := ix.vocabulary.words[id].terms; t != w.terms {
				ix.addTerms(l, t, language, 1)
			}
		}
	}
}

// addMeaning adds the products that have all the terms of a meaning, one level lower.
func (ix *Index) addMeaning(l *ladder, m meaning, language int, s *scratch) {
	if len(m) == 1 {
		ix.addTerms(l, m[0], language, 1)
		return
	}
	all := s.ladder()
	ix.addTerms(all, m[0], language, 0)
	for _, t := range m[1:] {
		one := s.ladder()
		ix.addTerms(one, t, language, 0)
		all.intersect(one)
	}
	l.merge(all, 1)
}

// groups joins the words of the question to phrases and widens them by their synonyms.
func (ix *Index) groups(q *question, s *scratch) []group {
	list := make([]group, 0, MaxQueryWords)
	for at := 0; at < len(q.slots); {
		n, meanings := ix.thesaurus.phrase(q.slots[at:])
		g := group{ladder: s.ladder(), words: n, optional: n == 1 && ix.thesaurus.isOptional(q.slots[at].root)}
		ix.addWord(g.ladder, &q.slots[at], q.language)
		for i := at + 1; i < at+n; i++ {
			next := s.ladder()
			ix.addWord(next, &q.slots[i], q.language)
			g.ladder.intersect(next)
		}
		for _, m := range meanings {
			ix.addMeaning(g.ladder, m, q.language, s)
		}
		list = append(list, g)
		at += n
	}
	return list
}

// matching returns the products that have every group that is not optional, or, if there is none,
// those that have the most of them, and says so.
func matching(groups []group, s *scratch) (found bitset, partial bool) {
	required := make([]group, 0, MaxQueryWords)
	optional := make([]group, 0, MaxQueryWords)
	for _, g := range groups {
		if g.optional {
			optional = append(optional, g)
		} else {
			required = append(required, g)
		}
	}
	if len(required) == 0 {
		required, optional = optional, nil
	}
	found = s.dirty()
	copy(found, required[0].ladder[0])
	for _, g := range required[1:] {
		found.and(g.ladder[0])
	}
	if found.any() {
		return found, false
	}
	if most := mostOf(required, s); most != nil {
		return most, true
	}
	if most := mostOf(optional, s); most != nil {
		return most, true
	}
	return found, false
}

// mostOf returns the products that are in the most groups, or nil if they are in none.
func mostOf(groups []group, s *scratch) bitset {
	// atLeast[n] are the products in n+1 groups or more.
	var atLeast [MaxQueryWords]bitset
	for n := range groups {
		atLeast[n] = s.empty()
	}
	for seen, g := range groups {
		for n := seen; n > 0; n-- {
			for i, w := range g.ladder[0] {
				atLeast[n][i] |= atLeast[n-1][i] & w
			}
		}
		atLeast[0].or(g.ladder[0])
	}
	for n := len(groups) - 1; n >= 0; n-- {
		if atLeast[n].any() {
			return atLeast[n]
		}
	}
	return nil
}
