package chile_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/platform/chile"
)

func TestAPhoneIsUnderstoodHoweverItIsWritten(t *testing.T) {
	for _, c := range []struct{ typed, want, shown string }{
		{"9 6123 4567", "+56961234567", "+56 9 6123 4567"},
		{"961234567", "+56961234567", "+56 9 6123 4567"},
		{"+56 9 6123 4567", "+56961234567", "+56 9 6123 4567"},
		{"56961234567", "+56961234567", "+56 9 6123 4567"},
		{"0056 9 6123 4567", "+56961234567", "+56 9 6123 4567"},
		{"09 6123 4567", "+56961234567", "+56 9 6123 4567"},
		{"(+56) 9-6123-4567", "+56961234567", "+56 9 6123 4567"},
		{"\u202a+56\u00a09\u20116123\u20114567\u202c", "+56961234567", "+56 9 6123 4567"},
		{" '9 6123 4567 ", "+56961234567", "+56 9 6123 4567"},
		{"2 2345 6789", "+56223456789", "+56 2 2345 6789"},
		{"32 212 3456", "+56322123456", "+56 32 212 3456"},
		{"+34 612 34 56 78", "+34612345678", "+34 612 34 56 78"},
		{"+1 (212) 555-2368", "+12125552368", "+1 212-555-2368"},
		{"0054 9 11 2345 6789", "+5491123456789", "+54 9 11 2345-6789"},
	} {
		got, err := chile.ParsePhone(c.typed)
		if err != nil || got != c.want {
			t.Errorf("ParsePhone(%q) = %q, %v; want %q", c.typed, got, err, c.want)
			continue
		}
		if shown := chile.FormatPhone(got); shown != c.shown {
			t.Errorf("FormatPhone(%q) = %q, want %q", got, shown, c.shown)
		}
	}
}

func TestARefusedPhoneSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", "phone_required"},
		{"  - ", "phone_required"},
		{"9 6123 45", "phone_too_short map[missing:2]"},
		{"6123 4567", "phone_too_short map[missing:1]"},
		{"+56 9 6123 456", "phone_too_short map[missing:1]"},
		{"56 9 6123 456", "phone_too_short map[missing:1]"},
		{"+", "phone_required"},
		{"+56", "phone_too_short map[missing:9]"},
		{"9 6123 4567 8", "phone_too_long map[extra:1]"},
		{"9 6123 456X", "phone_bad_character"},
		{"9 6123 4567 anexo 3", "phone_bad_character"},
		{"9+61234567", "phone_bad_character"},
		{"++56961234567", "phone_bad_character"},
		{"000 000 000", "phone_invalid"},
		{"800 123 456", "phone_invalid"},
		{"+34 612 34", "phone_too_short"},
		{"+34 612 34 56 78 90 12", "phone_too_long"},
		{"+999 123 456 789", "phone_invalid"},
	} {
		got, err := chile.ParsePhone(c.typed)
		if got != "" || describe(err) != c.want {
			t.Errorf("ParsePhone(%q) = %q, %s; want %s", c.typed, got, describe(err), c.want)
		}
	}
}

func TestAnUnknownNumberIsShownAsItIs(t *testing.T) {
	for _, s := range []string{"", "hola", "961234567"} {
		if got := chile.FormatPhone(s); got != s {
			t.Errorf("FormatPhone(%q) = %q", s, got)
		}
	}
}

func TestAParsedPhoneParsesToItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(
			rapid.StringMatching(`\+?[0-9 ()-]{0,16}`),
			rapid.StringMatching(`(\+56|56|0056)? ?0?(9|2|32|41) ?[2-9][0-9]{3} ?-?[0-9]{3,4}`),
			rapid.StringMatching(`\+(346|4479|5411|1212)[0-9]{6,8}`),
		).Draw(t, "typed")
		once, err := chile.ParsePhone(typed)
		if err != nil {
			if describe(err) == "" {
				t.Fatalf("ParsePhone(%q): %v is not typed", typed, err)
			}
			return
		}
		if twice, err := chile.ParsePhone(once); err != nil || twice != once {
			t.Fatalf("%q became %q, which became %q, %v", typed, once, twice, err)
		}
		if shown, err := chile.ParsePhone(chile.FormatPhone(once)); err != nil || shown != once {
			t.Fatalf("%q is shown as %q, which reads %q, %v", once, chile.FormatPhone(once), shown, err)
		}
	})
}

// describe is the code and, if any, the params of a typed error; empty for another.
func describe(err error) string {
	var typed *chile.Error
	if !errors.As(err, &typed) {
		return ""
	}
	if typed.Params == nil {
		return typed.Code
	}
	return fmt.Sprint(typed.Code, " ", typed.Params)
}
