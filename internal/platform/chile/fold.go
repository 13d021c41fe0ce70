package chile

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form under which two names are the same to a reader: no case,
// no accents (ñ is n), apostrophes dropped whichever way they are written, and
// dashes and runs of space as one space. "  ÑUÑOA " and "nunoa" fold alike.
//
// It is for comunas, searches and names. It is not for the part of an e-mail
// address before the @, where two accents may be two people.
func Fold(s string) string {
	var out strings.Builder
	space := false
	for _, r := range norm.NFKD.String(strings.Map(apostrophes, s)) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r):
			space = out.Len() > 0
		default:
			if space {
				out.WriteByte(' ')
				space = false
			}
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return out.String()
}

// apostrophes goes first, because the acute accent that people type for an
// apostrophe decomposes into a space and a mark.
func apostrophes(r rune) rune {
	switch r {
	case '\'', '’', '‘', 'ʼ', '´', '`', '′':
		return -1
	}
	return r
}
