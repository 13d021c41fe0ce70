package contracttest

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"pgregory.net/rapid"
)

// isText tells a type that reads its own text.
func isText(v reflect.Value) bool {
	_, ok := v.Addr().Interface().(encoding.TextUnmarshaler)
	return ok
}

// parse draws a text that the schema allows and has the type read it.
func (d *drawer) parse(t *rapid.T, label string, v reflect.Value, s *huma.Schema, in string) {
	text := texts(s, in).Draw(t, label)
	if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)); err != nil {
		panic(fmt.Sprintf("the schema of %s allows a text that the type refuses: give contracttest a generator For it (%v)", v.Type(), err))
	}
}

// texts draws what the schema allows and the place can carry.
func texts(s *huma.Schema, in string) *rapid.Generator[string] {
	least, most := bounds(s.MinLength, s.MaxLength, 12)
	if in, needed := strings.CutPrefix(in, "required "); needed || in == "path" {
		least, most = max(least, 1), max(most, 1)
	}
	var g *rapid.Generator[string]
	switch {
	case len(s.Enum) > 0:
		return rapid.Map(rapid.SampledFrom(s.Enum), func(v any) string { return fmt.Sprint(v) })
	case s.Pattern != "":
		g = rapid.StringMatching(s.Pattern)
		if s.MaxLength != nil {
			most = *s.MaxLength
		} else {
			most = math.MaxInt
		}
	case forms[s.Format] != nil:
		g, most = forms[s.Format], math.MaxInt
		if s.MaxLength != nil {
			most = *s.MaxLength
		}
	default:
		g = rapid.StringOfN(rapid.Rune().Filter(carried(in)), least, most, -1)
	}
	return g.Filter(func(text string) bool {
		n := utf8.RuneCountInString(text)
		switch {
		case n < least || n > most || !utf8.ValidString(text) || strings.Contains(text, "\x00"):
			return false
		case strings.HasSuffix(in, "path"):
			return text != "." && text != ".." && text != "/" // which name other addresses
		case strings.HasSuffix(in, "header"):
			return strings.Trim(text, " \t") == text
		}
		return true
	})
}

// carried tells the signs that a text may have in a place.
func carried(in string) func(rune) bool {
	return func(r rune) bool {
		if strings.HasSuffix(in, "header") {
			return r >= ' ' && r != 0x7f
		}
		return r != 0
	}
}

// forms are texts of huma's formats; one that is missing here is not checked there
// either, or needs a Generator.
var forms = map[string]*rapid.Generator[string]{
	"date":      rapid.Map(instants(), func(t time.Time) string { return t.Format(time.DateOnly) }),
	"date-time": rapid.Map(instants(), func(t time.Time) string { return t.Format(time.RFC3339Nano) }),
	"time":      rapid.Map(instants(), func(t time.Time) string { return t.Format(time.TimeOnly) }),
	"email":     rapid.StringMatching(`[a-z0-9]{1,8}(\.[a-z]{1,4})?@[a-z0-9]{1,8}\.cl`),
	"uri":       rapid.StringMatching(`https://[a-z]{1,8}\.cl/[a-z0-9]{0,8}(\?q=[a-z]{1,4})?`),
	"uuid":      rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`),
	"hostname":  rapid.StringMatching(`[a-z]{1,8}\.[a-z]{2,4}`),
	"ipv4":      rapid.StringMatching(`10\.[1-9][0-9]\.0\.[1-9]`),
	"ip":        rapid.StringMatching(`10\.[1-9][0-9]\.0\.[1-9]`),
	"ipv6":      rapid.StringMatching(`2001:db8::[1-9a-f]{1,4}`),
	"duration":  rapid.StringMatching(`[1-9][0-9]?(s|m|h)`),
}

// number draws a number within the schema's bounds and the type's.
func number(t *rapid.T, label string, v reflect.Value, s *huma.Schema) {
	if len(s.Enum) > 0 {
		f := reflect.ValueOf(rapid.SampledFrom(s.Enum).Draw(t, label))
		v.Set(f.Convert(v.Type()))
		return
	}
	low, high := limits(s)
	switch {
	case v.CanFloat():
		low, high = max(low, -math.MaxFloat64), min(high, math.MaxFloat64)
		g := rapid.Float64Range(low, high).Filter(func(f float64) bool {
			return (s.ExclusiveMinimum == nil || f > *s.ExclusiveMinimum) && (s.ExclusiveMaximum == nil || f < *s.ExclusiveMaximum)
		})
		f := g.Draw(t, label)
		if v.Kind() == reflect.Float32 {
			f = float64(float32(f))
		}
		v.SetFloat(f)
	case v.CanInt():
		size := v.Type().Bits() - 1
		l, h := int64(-1)<<size, int64(1)<<size-1
		if low > float64(l) {
			l = int64(math.Ceil(low))
		}
		if high < float64(h) {
			h = int64(math.Floor(high))
		}
		v.SetInt(multiple(rapid.Int64Range(l, h).Draw(t, label), l, s))
	case v.CanUint():
		h := uint64(math.MaxUint64) >> (64 - v.Type().Bits())
		if high < float64(h) {
			h = uint64(math.Floor(high))
		}
		v.SetUint(rapid.Uint64Range(uint64(max(low, 0)), h).Draw(t, label))
	default:
		panic(fmt.Sprintf("%s has type %s, which no tag describes: give contracttest a generator For it", label, v.Type()))
	}
}

func limits(s *huma.Schema) (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	whole := 0.0
	if s.Type == huma.TypeInteger {
		whole = 1
	}
	if s.Minimum != nil {
		low = *s.Minimum
	}
	if s.ExclusiveMinimum != nil {
		low = max(low, *s.ExclusiveMinimum+whole)
	}
	if s.Maximum != nil {
		high = *s.Maximum
	}
	if s.ExclusiveMaximum != nil {
		high = min(high, *s.ExclusiveMaximum-whole)
	}
	return low, high
}

// multiple is the nearest multiple towards zero, or the next one when that is too low.
func multiple(n, least int64, s *huma.Schema) int64 {
	if s.MultipleOf == nil {
		return n
	}
	of := int64(*s.MultipleOf)
	n -= n % of
	if n < least {
		n += of
	}
	return n
}
