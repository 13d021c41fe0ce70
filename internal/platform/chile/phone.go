package chile

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

const (
	countryCode    = "56"
	nationalDigits = 9 // since 2016 every Chilean number has nine, mobile and landline alike
)

// ParsePhone reads a telephone number as people write it and returns it in
// E.164: "9 6123 4567" becomes "+56961234567". A number without a plus is
// Chilean, mobile or landline, with or without 56; a foreign one starts with a
// plus or 00. The error is an *Error with a Phone… code.
func ParsePhone(s string) (string, error) {
	digits, international, err := dialled(s)
	if err != nil {
		return "", err
	}
	// No Chilean area code is 56, so a number that starts so carries the country code.
	if national, ok := strings.CutPrefix(digits, countryCode); ok || !international {
		return parseChilean(strings.TrimPrefix(national, "0"))
	}
	return parseForeign("+" + digits)
}

// FormatPhone shows a number that ParsePhone returned, in groups:
// "+56 9 6123 4567". Anything else comes back as it is.
func FormatPhone(e164 string) string {
	number, err := phonenumbers.Parse(e164, phonenumbers.UNKNOWN_REGION)
	if err != nil {
		return e164
	}
	return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
}

func parseChilean(national string) (string, error) {
	switch n := len(national); {
	case n < nationalDigits:
		return "", faultN(PhoneTooShort, "missing", nationalDigits-n)
	case n > nationalDigits:
		return "", faultN(PhoneTooLong, "extra", n-nationalDigits)
	}
	e164 := "+" + countryCode + national
	number, err := phonenumbers.Parse(e164, phonenumbers.UNKNOWN_REGION)
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return "", fault(PhoneInvalid)
	}
	switch phonenumbers.GetNumberType(number) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE, phonenumbers.FIXED_LINE_OR_MOBILE, phonenumbers.VOIP:
		return e164, nil
	}
	return "", fault(PhoneInvalid) // 600 and 800 lines: no driver can reach a person there
}

// parseForeign cannot count what is missing: most countries have several lengths.
func parseForeign(e164 string) (string, error) {
	number, err := phonenumbers.Parse(e164, phonenumbers.UNKNOWN_REGION)
	if err != nil {
		return "", fault(PhoneInvalid)
	}
	switch phonenumbers.IsPossibleNumberWithReason(number) {
	case phonenumbers.TOO_SHORT:
		return "", fault(PhoneTooShort)
	case phonenumbers.TOO_LONG:
		return "", fault(PhoneTooLong)
	}
	if !phonenumbers.IsValidNumber(number) {
		return "", fault(PhoneInvalid)
	}
	return phonenumbers.Format(number, phonenumbers.E164), nil
}

// dialled keeps the digits and says whether they start with a country code.
// Marks that address books add when a number is copied (direction marks, hard
// spaces, long dashes) are dropped like any separator.
func dialled(s string) (digits string, international bool, err error) {
	var out strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			out.WriteRune(r)
		case r == '+' && out.Len() == 0 && !international:
			international = true
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Pd, r), strings.ContainsRune("().,/'’", r):
		default:
			return "", false, fault(PhoneBadCharacter)
		}
	}
	digits = out.String()
	if digits == "" {
		return "", false, fault(PhoneRequired)
	}
	if rest, ok := strings.CutPrefix(digits, "00"); ok && !international {
		return rest, true, nil
	}
	return digits, international, nil
}
