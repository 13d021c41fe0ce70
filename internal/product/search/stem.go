package search

import (
	"strings"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/spanish"
)

// stem reduces a folded word to what its forms share in a language. Words that are not plain Latin
// letters are left alone.
func stem(word string, language int) string {
	if len(word) < 3 || !isLatin(word) {
		return word
	}
	if language == English {
		return english.Stem(word, false)
	}
	return stemSpanish(word)
}

// stemSpanish is Snowball's stemmer with what folded Chilean Spanish needs around it:
//   - diminutives are the thing itself (ramito, florcita, cajitas);
//   - participles are adjectives in a catalogue, so rosado is a colour and stays apart from rosa;
//   - plurals of short words, whose ending Snowball leaves (osos);
//   - the accent of -ción, which folding took away and Snowball looks for.
func stemSpanish(word string) string {
	word = undiminish(word)
	singular := strings.TrimSuffix(word, "s")
	if len(singular) >= 6 && (strings.HasSuffix(singular, "ado") || strings.HasSuffix(singular, "ada")) {
		return singular[:len(singular)-1]
	}
	if len(word) <= 4 && len(word) == len(singular)+1 {
		if last := singular[len(singular)-1]; last == 'a' || last == 'e' || last == 'o' {
			word = singular
		}
	}
	if strings.HasSuffix(word, "ion") {
		word = word[:len(word)-3] + "ión"
	}
	return fold(spanish.Stem(word, false))
}

// undiminish returns the word that a diminutive is made from, or the word itself. A wrong guess
// does no harm as long as it is the same for all forms of a word.
func undiminish(word string) string {
	base, plural := strings.CutSuffix(word, "s")
	if len(base) < 5 || (!strings.HasSuffix(base, "ito") && !strings.HasSuffix(base, "ita")) {
		return word
	}
	vowel := base[len(base)-1:]
	base = base[:len(base)-3]
	if root, ok := strings.CutSuffix(base, "c"); ok && len(root) >= 4 {
		return root // florcita, corazoncito
	}
	if root, ok := strings.CutSuffix(base, "qu"); ok {
		base = root + "c" // blanquita
	}
	if len(base) < 2 {
		return word
	}
	if plural {
		vowel += "s"
	}
	return base + vowel
}
