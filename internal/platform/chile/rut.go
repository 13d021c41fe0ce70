package chile

import (
	"strconv"
	"strings"
	"unicode"

	"floresvictoria.cl/flores/internal/platform/money"
)

// maxRUT is the largest number written with two digits before the first dot.
// Numbers are given out in order and stay far below it.
const maxRUT = 99_999_999

// ParseRUT reads a tax number with or without dots and dash and returns the form
// that is stored and shown: "12.345.678-5", K in upper case. The error is an
// *Error with a RUT… code.
func ParseRUT(s string) (string, error) {
	var kept strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r == 'K', r == 'k':
			kept.WriteRune(unicode.ToUpper(r))
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Pd, r), strings.ContainsRune(".,'’", r):
		default:
			return "", fault(RUTInvalid)
		}
	}
	typed := strings.TrimLeft(kept.String(), "0")
	if typed == "" {
		if kept.Len() == 0 {
			return "", fault(RUTRequired)
		}
		return "", fault(RUTInvalid)
	}
	digits, check := typed[:len(typed)-1], typed[len(typed)-1]
	number, err := strconv.Atoi(digits)
	if err != nil || number > maxRUT { // a K before the end fails here too
		return "", fault(RUTInvalid)
	}
	if check != checkDigit(number) {
		return "", fault(RUTCheckDigit)
	}
	return money.Thousands(digits) + "-" + string(check), nil
}

// checkDigit is the modulo 11 digit: weights 2 to 7 from the right, over again.
func checkDigit(number int) byte {
	sum, weight := 0, 2
	for ; number > 0; number /= 10 {
		sum += number % 10 * weight
		if weight++; weight > 7 {
			weight = 2
		}
	}
	return "0K987654321"[sum%11]
}
