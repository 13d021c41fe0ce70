package search

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// distance is the textbook's restricted Damerau-Levenshtein distance.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			if i == 0 || j == 0 {
				d[i][j] = i + j
				continue
			}
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func drawVocabulary(t *rapid.T) []word {
	texts := rapid.SliceOfNDistinct(rapid.StringMatching(`[ab1]{1,3}[abc]{0,7}`), 0, 60, rapid.ID).Draw(t, "words")
	slices.Sort(texts)
	list := make([]word, len(texts))
	for i, text := range texts {
		list[i].text = text
	}
	return list
}

func TestGivenAnyVocabularyWhenSpellingThenTheWordsFoundAreThoseWithinTheDistance(t *testing.T) {
	var s speller
	rapid.Check(t, func(t *rapid.T) {
		v := &vocabulary{words: drawVocabulary(t)}
		text := rapid.StringMatching(`[abc]{4,10}`).Draw(t, "text")
		limit := rapid.IntRange(1, 2).Draw(t, "limit")

		s.start(v, text, uint8(limit), false)
		s.walk(0, len(s.words), 0)
		got := map[string]int{}
		for _, c := range s.found {
			got[v.words[c.word].text] = int(c.distance)
		}
		found := 0
		for _, w := range v.words {
			d := distance(text, w.text)
			if d > limit || hasDigit(w.text) {
				continue
			}
			found++
			if near, ok := got[w.text]; !ok || near != d {
				t.Fatalf("%s, %d from %s, was found: %v (%d)", w.text, d, text, ok, near)
			}
		}
		if found != len(s.found) {
			t.Fatalf("found %v, of which %d are near %s", got, found, text)
		}
	})
}

func TestGivenAnyVocabularyWhenCompletingThenTheWordsFoundBeginNearly(t *testing.T) {
	var s speller
	rapid.Check(t, func(t *rapid.T) {
		v := &vocabulary{words: drawVocabulary(t)}
		text := rapid.StringMatching(`[abc]{4,8}`).Draw(t, "text")
		got := map[uint32]bool{}
		for _, begins := range s.nearPrefix(v, text) {
			for id := begins.from; id < begins.to; id++ {
				if got[id] {
					t.Fatalf("%s twice", v.words[id].text)
				}
				got[id] = true
			}
		}
		for id, w := range v.words {
			want := false
			for n := 1; n <= len(w.text) && !isDigit(w.text[n-1]); n++ {
				want = want || distance(text, w.text[:n]) <= 1
			}
			if got[uint32(id)] != want {
				t.Fatalf("%s begins nearly with %s: %v, found: %v", w.text, text, want, got[uint32(id)])
			}
		}
	})
}

func TestGivenSpellingsThatChileansConfuseThenTheySoundTheSame(t *testing.T) {
	for _, c := range [][2]string{
		{"rosas", "rozas"}, {"lavanda", "labanda"}, {"orquidea", "horkidea"}, {"girasol", "jirasol"},
		{"hortensia", "ortencia"}, {"suculenta", "zuculenta"}, {"amarillo", "amariyo"}, {"corona", "korona"},
	} {
		if soundOf(c[0]) != soundOf(c[1]) {
			t.Errorf("%s sounds unlike %s", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"rosa", "roja"}, {"caja", "chaja"}, {"cala", "calla"}} {
		if soundOf(c[0]) == soundOf(c[1]) {
			t.Errorf("%s sounds like %s", c[0], c[1])
		}
	}
}
