package search

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWordBytes bounds one word; the rest of a longer one is not read.
const maxWordBytes = 40

// words yields the words of a text as they are written: runs of letters, digits and accents.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range text {
			inWord := unicode.IsLetter(r) || unicode.IsDigit(r) || (start >= 0 && unicode.IsMark(r))
			switch {
			case inWord && start < 0:
				start = i
			case !inWord && start >= 0:
				if !yield(text[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(text[start:])
		}
	}
}

// fold makes words that differ in case and accents alone equal: "Día", "DIA" and "dia".
func fold(word string) string {
	plain := true
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf || (c >= 'A' && c <= 'Z') {
			plain = false
			break
		}
	}
	if !plain {
		var b strings.Builder
		for _, r := range norm.NFKD.String(strings.ToLower(word)) {
			if !unicode.IsMark(r) {
				b.WriteRune(r)
			}
		}
		word = b.String()
	}
	return truncate(word, maxWordBytes)
}

// truncate cuts after at most n bytes, between runes.
func truncate(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// firstRunes cuts after at most n runes.
func firstRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// isLatin says whether a folded word is made of the letters a to z alone.
func isLatin(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// hasDigit says whether a word is or contains a number; such words are neither corrected nor
// completed, since 12 roses are not 13.
func hasDigit(word string) bool {
	for i := 0; i < len(word); i++ {
		if isDigit(word[i]) {
			return true
		}
	}
	return false
}
