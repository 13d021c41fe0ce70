package chile

// The codes that parsers here answer. They are part of the public contract:
// pages choose a sentence by them.
const (
	PhoneRequired     = "phone_required"      // nothing but spaces was typed
	PhoneBadCharacter = "phone_bad_character" // a letter, an extension, a plus inside
	PhoneTooShort     = "phone_too_short"     // params: missing, for a Chilean number
	PhoneTooLong      = "phone_too_long"      // params: extra, for a Chilean number
	PhoneInvalid      = "phone_invalid"       // the right length, but nobody has such a number

	RUTRequired   = "rut_required"    // nothing but spaces was typed
	RUTInvalid    = "rut_invalid"     // not digits and a check digit
	RUTCheckDigit = "rut_check_digit" // well formed, but the digit belongs to another number
)

// Error says why what was typed was refused. It never carries what was typed:
// telephone numbers stay out of logs.
type Error struct {
	Code   string
	Params map[string]any // numbers that a sentence needs; nil when none
}

// Error returns the code.
func (e *Error) Error() string { return e.Code }

func fault(code string) *Error { return &Error{Code: code} }

func faultN(code, param string, n int) *Error {
	return &Error{Code: code, Params: map[string]any{param: n}}
}
