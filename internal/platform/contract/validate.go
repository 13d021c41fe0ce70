package contract

import (
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// useCodes replaces huma's English sentences by "code" or "code|param=value":
// they are package variables there, so they are set once, before any schema is made.
var useCodes = sync.OnceFunc(func() {
	huma.ValidateStrictCasing = true // {"quantity":1,"Quantity":-5} must not validate one and deliver the other
	huma.DefaultArrayNullable = false
	v := map[*string]string{
		&validation.MsgUnexpectedProperty:             "unknown_member",
		&validation.MsgExpectedRFC3339DateTime:        "expected_date_time",
		&validation.MsgExpectedRFC3339Date:            "expected_date",
		&validation.MsgExpectedRFC3339Time:            "expected_time",
		&validation.MsgExpectedRFC5322Email:           "expected_email|%.0v",
		&validation.MsgExpectedRFC3986URI:             "expected_uri|%.0v",
		&validation.MsgExpectedRFC4122UUID:            "expected_uuid|%.0v",
		&validation.MsgExpectedBoolean:                "expected_boolean",
		&validation.MsgExpectedNumber:                 "expected_number",
		&validation.MsgExpectedInteger:                "expected_integer",
		&validation.MsgExpectedString:                 "expected_string",
		&validation.MsgExpectedBase64String:           "expected_base64",
		&validation.MsgExpectedArray:                  "expected_array",
		&validation.MsgExpectedObject:                 "expected_object",
		&validation.MsgExpectedArrayItemsUnique:       "expected_unique",
		&validation.MsgExpectedOneOf:                  "not_allowed|allowed=%s",
		&validation.MsgExpectedMinimumNumber:          "too_small|min=%v",
		&validation.MsgExpectedExclusiveMinimumNumber: "too_small|above=%v",
		&validation.MsgExpectedMaximumNumber:          "too_large|max=%v",
		&validation.MsgExpectedExclusiveMaximumNumber: "too_large|below=%v",
		&validation.MsgExpectedNumberBeMultipleOf:     "not_multiple|of=%v",
		&validation.MsgExpectedMinLength:              "too_short|min=%d",
		&validation.MsgExpectedMaxLength:              "too_long|max=%d",
		&validation.MsgExpectedBePattern:              "wrong_form|form=%s",
		&validation.MsgExpectedMatchPattern:           "wrong_form|%.0s",
		&validation.MsgExpectedMinItems:               "too_few|min=%d",
		&validation.MsgExpectedMaxItems:               "too_many|max=%d",
		&validation.MsgExpectedMinProperties:          "too_few|min=%d",
		&validation.MsgExpectedMaxProperties:          "too_many|max=%d",
		&validation.MsgExpectedRequiredProperty:       "required|name=%s",

		&validation.MsgExpectedDuration:                   "expected_duration|%.0v",
		&validation.MsgExpectedRegexp:                     "expected_regexp|%.0v",
		&validation.MsgExpectedRFC1123DateTime:            "expected_date_time",
		&validation.MsgExpectedRFC5890Hostname:            "expected_hostname",
		&validation.MsgExpectedRFC2673IPv4:                "expected_address",
		&validation.MsgExpectedRFC2373IPv6:                "expected_address",
		&validation.MsgExpectedRFCIPAddr:                  "expected_address",
		&validation.MsgExpectedRFC6570URITemplate:         "expected_uri",
		&validation.MsgExpectedRFC6901JSONPointer:         "expected_pointer",
		&validation.MsgExpectedRFC6901RelativeJSONPointer: "expected_pointer",
		&validation.MsgExpectedMatchAtLeastOneSchema:      "no_such_form",
		&validation.MsgExpectedMatchExactlyOneSchema:      "no_such_form",
		&validation.MsgExpectedNotMatchSchema:             "no_such_form",
		&validation.MsgExpectedPropertyNameInObject:       "required",
		&validation.MsgExpectedDependentRequiredProperty:  "required|name=%s%.0s",
	}
	for p, s := range v {
		*p = s
	}
})

// check validates v (decoded JSON, or a parameter's value) and returns each fault.
func check(reg huma.Registry, s *huma.Schema, where string, v any) []problem.Field {
	errs := validate(reg, s, v)
	if len(errs) == 0 {
		return nil
	}
	if plain, odd := plainNames(v); odd {
		errs = validate(reg, s, plain)
	}
	fields := make([]problem.Field, 0, len(errs))
	for _, err := range errs {
		if d, ok := err.(*huma.ErrorDetail); ok { // its Value is what was sent: never looked at
			fields = append(fields, fieldOf(where, d.Location, d.Message))
		}
	}
	return fields
}

func validate(reg huma.Registry, s *huma.Schema, v any) []error {
	var res huma.ValidateResult
	huma.Validate(reg, s, huma.NewPathBuffer(make([]byte, 0, 64), 0), huma.ModeWriteToServer, v, &res)
	return res.Errors
}

func fieldOf(where, location, message string) problem.Field {
	code, params, _ := strings.Cut(message, "|")
	f := problem.Field{Code: code, Pointer: where + pointer(location)}
	name, value, ok := strings.Cut(params, "=")
	switch {
	case !ok || name == "":
	case code == "required": // huma reports a missing member at its parent
		f.Pointer += "/" + escape(value)
	default:
		f.Params = map[string]string{name: value}
	}
	return f
}

// pointer turns items[3].x into /items/3/x.
func pointer(location string) string {
	if location == "" {
		return ""
	}
	var b strings.Builder
	for part := range strings.SplitSeq(location, ".") {
		name, rest, _ := strings.Cut(part, "[")
		if name != "" {
			b.WriteString("/" + escape(clip(realName.Replace(name))))
		}
		for rest != "" {
			index, more, _ := strings.Cut(rest, "]")
			b.WriteString("/" + index)
			rest = strings.TrimPrefix(more, "[")
		}
	}
	return b.String()
}

func escape(s string) string { return pointerSigns.Replace(s) }

var pointerSigns = strings.NewReplacer("~", "~0", "/", "~1")

// A member whose name holds a sign of huma's own paths would spoil the path of
// every fault behind it; for telling faults such names are written in other signs,
// which are private to Unicode.
var (
	plainName = strings.NewReplacer(".", "\uE000", "[", "\uE001", "]", "\uE002")
	realName  = strings.NewReplacer("\uE000", ".", "\uE001", "[", "\uE002", "]")
)

// plainNames is v with its odd member names written otherwise, and whether it had any.
func plainNames(v any) (plain any, odd bool) {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			var o bool
			list[i], o = plainNames(item)
			odd = odd || o
		}
		return list, odd
	case map[string]any:
		m := make(map[string]any, len(v))
		for name, item := range v {
			p, o := plainNames(item)
			m[plainName.Replace(name)] = p
			odd = odd || o || strings.ContainsAny(name, ".[]")
		}
		return m, odd
	}
	return v, false
}
