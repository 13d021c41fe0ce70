package user

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// typed reads what was typed into a form and gathers each fault of it.
type typed struct{ faults []problem.Field }

func (t *typed) fault(pointer, code string, params ...string) {
	t.faults = append(t.faults, problem.At(pointer, code, params...))
}

// err is every fault, or nil.
func (t *typed) err() error {
	if len(t.faults) == 0 {
		return nil
	}
	return problem.Invalid(t.faults...)
}

// line is text without line ends and needless blanks. The contract has counted the
// characters that were typed; here at least least must be left of them.
func (t *typed) line(pointer, text string, least int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) < least {
		t.fault(pointer, "too_short", "min", fmt.Sprint(least))
	}
	return text
}

// phone is optional.
func (t *typed) phone(pointer, text string) string { return t.parsed(pointer, text, chile.ParsePhone) }

// rut is optional.
func (t *typed) rut(pointer, text string) string { return t.parsed(pointer, text, chile.ParseRUT) }

func (t *typed) parsed(pointer, text string, parse func(string) (string, error)) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	out, err := parse(text)
	var wrong *chile.Error
	if errors.As(err, &wrong) {
		f := problem.Field{Pointer: pointer, Code: wrong.Code}
		for name, value := range wrong.Params {
			if f.Params == nil {
				f.Params = map[string]string{}
			}
			f.Params[name] = fmt.Sprint(value)
		}
		t.faults = append(t.faults, f)
	}
	return out
}
