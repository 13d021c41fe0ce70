package chile_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/platform/chile"
)

func TestARUTIsUnderstoodHoweverItIsWritten(t *testing.T) {
	for typed, want := range map[string]string{
		"12.345.678-5":    "12.345.678-5",
		"123456785":       "12.345.678-5",
		"12345678 - 5":    "12.345.678-5",
		"012.345.678–5":   "12.345.678-5",
		"12'345'678-5":    "12.345.678-5",
		"10.000.013-k":    "10.000.013-K",
		"10000013K":       "10.000.013-K",
		"76.192.083-9":    "76.192.083-9", // a company
		"5.126.663-3":     "5.126.663-3",
		"\u00a01-9\u200b": "1-9",
	} {
		if got, err := chile.ParseRUT(typed); err != nil || got != want {
			t.Errorf("ParseRUT(%q) = %q, %v; want %q", typed, got, err, want)
		}
	}
}

func TestARefusedRUTSaysWhatIsWrong(t *testing.T) {
	for typed, want := range map[string]string{
		"": "rut_required", " - ": "rut_required",
		"12.345.678-4": "rut_check_digit", "12.345.678-K": "rut_check_digit", "21.345.678-5": "rut_check_digit",
		"5": "rut_invalid", "0-0": "rut_invalid", "K": "rut_invalid", "12K45678-5": "rut_invalid",
		"12.345.678-A": "rut_invalid", "123.456.789-2": "rut_invalid", "+12345678-5": "rut_invalid",
	} {
		if got, err := chile.ParseRUT(typed); got != "" || describe(err) != want {
			t.Errorf("ParseRUT(%q) = %q, %s; want %s", typed, got, describe(err), want)
		}
	}
}

// The digit exists to catch these two slips of the hand.
func TestOneWrongOrTwoSwappedDigitsAreCaught(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[1-9][0-9]{7}`).Draw(t, "number")
		var right string
		for _, d := range "0123456789K" {
			if got, err := chile.ParseRUT(number + string(d)); err == nil {
				if right != "" {
					t.Fatalf("%s has two check digits", number)
				}
				right = got
			}
		}
		if right == "" {
			t.Fatalf("%s has no check digit", number)
		}
		check := right[len(right)-1:]

		i := rapid.IntRange(0, 6).Draw(t, "at")
		swapped := number[:i] + number[i+1:i+2] + number[i:i+1] + number[i+2:]
		if _, err := chile.ParseRUT(swapped + check); swapped != number && err == nil && swapped[0] != '0' {
			t.Fatalf("%s passes with the digit of %s", swapped, number)
		}
		other := rapid.SampledFrom(strings.Split("0123456789", "")).Draw(t, "other")
		wrong := number[:i] + other + number[i+1:]
		if _, err := chile.ParseRUT(wrong + check); wrong != number && err == nil {
			t.Fatalf("%s passes with the digit of %s", wrong, number)
		}
	})
}
