package chile_test

import (
	"testing"

	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/platform/chile"
)

func TestNamesThatReadAlikeFoldAlike(t *testing.T) {
	for want, written := range map[string][]string{
		"nunoa":      {"Ñuñoa", "ÑUÑOA", "nunoa", "  Ñuñoa\u00a0", "N\u0303un\u0303oa"},
		"conchali":   {"Conchalí", "CONCHALÍ", "conchali"},
		"lo prado":   {"Lo Prado", "lo  prado", "Lo-Prado", "LO\u00a0PRADO "},
		"ohiggins":   {"O'Higgins", "O’Higgins", "O´Higgins", "o`higgins", "OHiggins"},
		"pinguino":   {"Pingüino", "PINGÜINO"},
		"":           {"", "  ", "-", "´"},
		"las condes": {"Las Condes", "ＬＡＳ ＣＯＮＤＥＳ"},
	} {
		for _, s := range written {
			if got := chile.Fold(s); got != want {
				t.Errorf("Fold(%q) = %q, want %q", s, got, want)
			}
		}
	}
}

func TestDifferentNamesStayDifferent(t *testing.T) {
	for _, pair := range [][2]string{{"Lo Prado", "Loprado"}, {"Renca", "Rengo"}, {"Santiago", "San Diego"}} {
		if chile.Fold(pair[0]) == chile.Fold(pair[1]) {
			t.Errorf("%q and %q fold alike", pair[0], pair[1])
		}
	}
}

func TestFoldingTwiceIsFoldingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-zA-ZáéíóúüñÁÉÍÓÚÜÑ'’´ -]{0,20}`).Draw(t, "s")
		if once := chile.Fold(s); chile.Fold(once) != once {
			t.Fatalf("%q folds to %q, then to %q", s, once, chile.Fold(once))
		}
	})
}
