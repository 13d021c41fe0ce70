package contract

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// storable tells whether every store can keep the text: valid UTF-8 without NUL,
// which PostgreSQL refuses.
func storable(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

// allStorable tells it of all texts in decoded JSON.
func allStorable(v any) bool {
	switch v := v.(type) {
	case string:
		return storable(v)
	case []any:
		for _, item := range v {
			if !allStorable(item) {
				return false
			}
		}
	case map[string]any:
		for name, item := range v {
			if !storable(name) || !allStorable(item) {
				return false
			}
		}
	}
	return true
}

// unstorable says where the texts are that are not.
func unstorable(v any, at string, faults []problem.Field) []problem.Field {
	switch v := v.(type) {
	case string:
		if !storable(v) {
			faults = append(faults, problem.At(at, "malformed"))
		}
	case []any:
		for i, item := range v {
			faults = unstorable(item, at+"/"+strconv.Itoa(i), faults)
		}
	case map[string]any:
		for name, item := range v {
			if !storable(name) {
				faults = append(faults, problem.At(at, "malformed"))
			}
			faults = unstorable(item, at+"/"+escape(clip(name)), faults)
		}
	}
	return faults
}
