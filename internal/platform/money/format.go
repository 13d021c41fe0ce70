package money

import "strconv"

// CLP writes an amount the way Chileans read it: $45.000, and -$1.500 below zero.
// Both languages of the shop use it: the price is in pesos whoever reads it.
//
// It is written by hand because one currency without decimals is a separator
// every three digits, whereas a currency library brings the tables of all
// locales and a decimal type into the build.
func CLP(amount int64) string {
	sign, digits := "", strconv.FormatInt(amount, 10)
	if amount < 0 {
		sign, digits = "-", digits[1:]
	}
	return sign + "$" + Thousands(digits)
}

// Thousands puts a dot before every third digit from the right. The argument
// holds digits only; it serves counts and RUT numbers as well as prices.
func Thousands(digits string) string {
	out := make([]byte, 0, len(digits)+len(digits)/3)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, '.')
		}
		out = append(out, digits[i])
	}
	return string(out)
}
