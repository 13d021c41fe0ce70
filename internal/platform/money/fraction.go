package money

// Fraction is an exact factor, such as 13/10. Den is above zero.
type Fraction struct {
	Num int64
	Den int64
}

// Tenths is the factor n/10: Tenths(15) is one and a half.
func Tenths(n int64) Fraction { return Fraction{Num: n, Den: 10} }

// Percent is the factor n/100: Percent(20) is a fifth.
func Percent(n int64) Fraction { return Fraction{Num: n, Den: 100} }

// Of multiplies an amount, to the nearest peso, halves up.
func (f Fraction) Of(amount int64) int64 { return f.OfTo(amount, 1) }

// OfTo multiplies an amount, to the nearest multiple of step (above zero),
// halves up. It rounds once: rounding to a peso and then to ten would lift
// 4.484,5 to 4.490.
func (f Fraction) OfTo(amount, step int64) int64 {
	return roundDiv(amount*f.Num, f.Den*step) * step
}

// RoundTo10 gives the nearest multiple of ten pesos, halves up: the smallest
// coin is 10, and delivery fees are quoted in it.
func RoundTo10(amount int64) int64 { return roundDiv(amount, 10) * 10 }

// IncludedTax is the tax that a total already contains, to the nearest peso,
// halves up. ratePercent is the tax on the net price: 19 for Chile's IVA, so the
// part is total·19/119.
func IncludedTax(total, ratePercent int64) int64 {
	return roundDiv(total*ratePercent, 100+ratePercent)
}

// roundDiv divides to the nearest integer; a half goes up, below zero too.
// d is above zero.
func roundDiv(n, d int64) int64 {
	n, d = 2*n+d, 2*d
	q := n / d
	if n%d < 0 { // Go truncates towards zero; rounding up a half needs the floor
		q--
	}
	return q
}
