package contract

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// setText reads a parameter's text into v. Its errors name the kind that was
// expected and never what was sent.
func setText(v reflect.Value, text string) error {
	if !storable(text) {
		return errKind("malformed")
	}
	if v.Type() == timeType {
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return errKind("expected_date_time")
		}
		v.Set(reflect.ValueOf(t))
		return nil
	}
	if isText(v.Type()) {
		if v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)) != nil {
			return errKind("malformed")
		}
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return errKind("expected_boolean")
		}
		v.SetBool(b)
	case reflect.Int, reflect.Int32, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, v.Type().Bits())
		if err != nil {
			return errKind("expected_integer")
		}
		v.SetInt(n)
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) { // NaN is neither below a minimum nor above a maximum
			return errKind("expected_number")
		}
		v.SetFloat(f)
	default:
		return fmt.Errorf("%s has no text form", v.Type())
	}
	return nil
}

// errKind is a fault's code.
type errKind string

func (e errKind) Error() string { return string(e) }

// text is what setText reads. v is addressable.
func text(v reflect.Value) string {
	if v.Kind() == reflect.String && !isText(v.Type()) {
		return v.String()
	}
	if v.Type() == timeType {
		return v.Interface().(time.Time).Format(time.RFC3339Nano)
	}
	if isText(v.Type()) {
		b, err := v.Addr().Interface().(encoding.TextMarshaler).MarshalText()
		if err != nil {
			return ""
		}
		return string(b)
	}
	switch v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	}
	return ""
}

// headerText is s as it arrives after HTTP: without blanks around it. A control
// character cannot travel in a header.
func headerText(s string) (string, bool) {
	s = strings.Trim(s, " \t")
	for i := range len(s) {
		if s[i] < ' ' && s[i] != '\t' || s[i] == 0x7f {
			return "", false
		}
	}
	return s, true
}
