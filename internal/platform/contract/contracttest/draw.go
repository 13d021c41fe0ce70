package contracttest

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// Generator draws the values of one type.
type Generator struct {
	typ  reflect.Type
	draw func(*rapid.T) reflect.Value
}

// For makes a generator of the valid values of T.
func For[T any](g *rapid.Generator[T]) Generator {
	return Generator{reflect.TypeFor[T](), func(t *rapid.T) reflect.Value { return reflect.ValueOf(g.Draw(t, reflect.TypeFor[T]().String())) }}
}

// drawer draws valid values from types and their tags, which huma reads into schemas.
type drawer struct {
	reg    huma.Registry
	given  map[reflect.Type]Generator
	fields map[reflect.Type][]member
}

// maxDepth ends types that contain themselves.
const maxDepth = 5

func newDrawer(given []Generator) *drawer {
	names := map[reflect.Type]string{}
	name := func(t reflect.Type, _ string) string {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if names[t] == "" {
			names[t] = "t" + strconv.Itoa(len(names))
		}
		return names[t]
	}
	d := &drawer{reg: huma.NewMapRegistry("#/", name), given: map[reflect.Type]Generator{}, fields: map[reflect.Type][]member{}}
	d.reg.RegisterTypeAlias(reflect.TypeFor[jsontext.Value](), reflect.TypeFor[any]())
	for _, g := range append([]Generator{For(instants()), For(documents()), For(ids())}, given...) {
		d.given[g.typ] = g
	}
	return d
}

// instants are of this century and the one before it, in any zone; whole
// seconds are as likely as nanoseconds.
func instants() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		sec := rapid.Int64Range(1, 4_102_444_800).Draw(t, "seconds")
		ns := rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(0, 999_999_999)).Draw(t, "nanoseconds")
		zone := rapid.IntRange(-12, 14).Draw(t, "zone")
		return time.Unix(sec, ns).In(time.FixedZone("", zone*3600))
	})
}

func documents() *rapid.Generator[jsontext.Value] {
	return rapid.Map(rapid.SampledFrom([]string{`{"a":[1,"ñ",null]}`, `[]`, `{}`, `"text"`, `12.5`, `true`}), func(s string) jsontext.Value { return jsontext.Value(s) })
}

func ids() *rapid.Generator[uuid.UUID] {
	return rapid.Custom(func(t *rapid.T) uuid.UUID {
		return uuid.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "uuid"))
	})
}

// input draws a pointer to a valid input.
func (d *drawer) input(t *rapid.T, typ reflect.Type) any {
	v := reflect.New(typ)
	eachField(v.Elem(), func(f reflect.StructField, v reflect.Value) { d.envelope(t, f, v) })
	return v.Interface()
}

// output draws a pointer to an output.
func (d *drawer) output(t *rapid.T, typ reflect.Type, whole bool) any {
	v := reflect.New(typ)
	switch {
	case typ == reflect.TypeFor[contract.Stream]():
		v.Elem().Set(reflect.ValueOf(contract.Stream{ContentType: "text/csv; charset=utf-8", Bytes: rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")}))
	case whole:
		d.value(t, typ.String(), v.Elem(), d.reg.Schema(typ, true, ""), "", 0)
	default:
		eachField(v.Elem(), func(f reflect.StructField, v reflect.Value) { d.envelope(t, f, v) })
	}
	return v.Interface()
}

// envelope draws a field of an input, or of an output that is more than its body.
func (d *drawer) envelope(t *rapid.T, f reflect.StructField, v reflect.Value) {
	if isStatus(f) {
		v.SetInt(int64(rapid.SampledFrom([]int{0, 200, 201, 202}).Draw(t, f.Name)))
		return
	}
	in := place(f)
	if in != "" && f.Tag.Get("required") == "true" {
		in = "required " + in
	}
	if needed := in == "" || in == "path" || strings.HasPrefix(in, "required"); needed || rapid.Bool().Draw(t, f.Name+" given") {
		d.value(t, f.Name, v, huma.SchemaFromField(d.reg, f, ""), in, 0)
	}
}

// value draws a valid value of the schema into v. in is where it travels, for what
// a text may be there.
func (d *drawer) value(t *rapid.T, label string, v reflect.Value, s *huma.Schema, in string, depth int) {
	for s.Ref != "" {
		s = d.reg.SchemaFromRef(s.Ref)
	}
	if g, ok := d.given[v.Type()]; ok {
		v.Set(g.draw(t))
		return
	}
	switch {
	case v.Kind() == reflect.Pointer:
		if depth > maxDepth || s.Nullable && rapid.Bool().Draw(t, label+" nil") {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		d.value(t, label, v.Elem(), s, in, depth+1)
	case isText(v):
		d.parse(t, label, v, s, in)
	case v.Kind() == reflect.Struct:
		d.members(t, label, v, depth)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		v.SetBytes(rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(t, label))
	case v.Kind() == reflect.Slice:
		d.list(t, label, v, s, in, depth)
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			d.value(t, label, v.Index(i), s.Items, in, depth+1)
		}
	case v.Kind() == reflect.Map:
		d.mapping(t, label, v, s, depth)
	case v.Kind() == reflect.Interface:
		v.Set(reflect.ValueOf(rapid.SampledFrom([]any{"text", 1.5, true, map[string]any{"a": "b"}, []any{"x"}}).Draw(t, label)))
	case v.Kind() == reflect.String:
		v.SetString(texts(s, in).Draw(t, label))
	case v.Kind() == reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, label))
	default:
		number(t, label, v, s)
	}
}

func (d *drawer) list(t *rapid.T, label string, v reflect.Value, s *huma.Schema, in string, depth int) {
	least, most := bounds(s.MinItems, s.MaxItems, 3)
	if depth > maxDepth {
		most = least
	}
	for i := range rapid.IntRange(least, most).Draw(t, label+" length") {
		item := reflect.New(v.Type().Elem()).Elem()
		for try := 0; ; try++ {
			d.value(t, fmt.Sprintf("%s[%d]", label, i), item, s.Items, in, depth+1)
			if !s.UniqueItems || !contains(v, item) || try > 20 {
				break
			}
		}
		if !s.UniqueItems || !contains(v, item) {
			v.Set(reflect.Append(v, item))
		}
	}
}

func contains(list, item reflect.Value) bool {
	for i := range list.Len() {
		if list.Index(i).Equal(item) {
			return true
		}
	}
	return false
}

func (d *drawer) mapping(t *rapid.T, label string, v reflect.Value, s *huma.Schema, depth int) {
	least, most := bounds(s.MinProperties, s.MaxProperties, 3)
	v.Set(reflect.MakeMap(v.Type()))
	if depth > maxDepth {
		most = least
	}
	n := rapid.IntRange(least, most).Draw(t, label+" size")
	of, _ := s.AdditionalProperties.(*huma.Schema)
	for i := 0; v.Len() < n; i++ {
		key, item := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		d.value(t, fmt.Sprintf("%s key %d", label, i), key, d.reg.Schema(key.Type(), true, ""), "", depth+1)
		d.value(t, fmt.Sprintf("%s value %d", label, i), item, of, "", depth+1)
		v.SetMapIndex(key, item)
	}
}

// bounds are the least and the most of a length, at most room above the least.
func bounds(least, most *int, room int) (int, int) {
	low := 0
	if least != nil {
		low = *least
	}
	high := low + room
	if most != nil {
		high = min(high, *most)
	}
	return low, high
}
