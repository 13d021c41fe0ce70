package i18n

import (
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/platform/money"
)

// Money writes an amount of pesos as both languages show it: $45.000. A negative
// amount (a discount) carries its sign before the $.
func Money(clp int64) string { return money.CLP(clp) }

// Amount is Money without its $, for places that set the sign apart.
func Amount(clp int64) string { return strings.Replace(money.CLP(clp), "$", "", 1) }

// Number writes a count in groups of three, 1.234 in Spanish and 1,234 in English.
func (l *Localizer) Number(n int) string {
	digits, sign := strings.CutPrefix(strconv.Itoa(n), "-")
	s := money.Thousands(digits)
	if l.lang == EN {
		s = strings.ReplaceAll(s, ".", ",")
	}
	if sign {
		return "-" + s
	}
	return s
}

// Decimal writes a number with its fraction digits: 4,6 in Spanish, 4.6 in English.
func (l *Localizer) Decimal(x float64, digits int) string {
	s := strconv.FormatFloat(x, 'f', digits, 64)
	if l.lang == ES {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// List joins words as a sentence does: "rosas, lirios y eucalipto".
func (l *Localizer) List(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	head, last := strings.Join(words[:len(words)-1], ", "), words[len(words)-1]
	if l.lang == EN {
		return head + " and " + last
	}
	// Spanish y becomes e before the sound of i: "rosas e hibiscos", but "agua y hielo".
	lower := strings.ToLower(last)
	if strings.HasPrefix(lower, "i") || strings.HasPrefix(lower, "í") ||
		strings.HasPrefix(lower, "hi") && !strings.HasPrefix(lower, "hie") {
		return head + " e " + last
	}
	return head + " y " + last
}
