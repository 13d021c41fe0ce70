package contracttest

import (
	"bytes"
	"reflect"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// diff compares in the normal form: nil is empty, an instant is the same in any zone.
func diff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(),
		cmp.Exporter(func(reflect.Type) bool { return true }),
		cmpopts.IgnoreFields(problem.Problem{}, "retryAfter"), // compared as it is asked for
		cmp.FilterPath(func(p cmp.Path) bool { return p.Last().Type() == reflect.TypeFor[jsontext.Value]() },
			cmp.FilterValues(func(a, b jsontext.Value) bool { return len(a)+len(b) > 0 }, cmp.Comparer(sameDocument))))
}

func sameDocument(a, b jsontext.Value) bool {
	a, b = a.Clone(), b.Clone()
	_, _ = a.Compact(), b.Compact()
	return bytes.Equal(a, b)
}

// normalInput is in as it arrives: an absent parameter is its default.
func normalInput(in any) any {
	v := clone(in)
	eachField(v.Elem(), func(f reflect.StructField, v reflect.Value) {
		if def := f.Tag.Get("default"); def != "" && v.IsZero() {
			setDefault(v, def)
		}
	})
	return v.Interface()
}

// normalOutput is out as it arrives: no status is the operation's.
func normalOutput(out any, op *contract.Op) any {
	v := clone(out)
	if !op.Whole() {
		eachField(v.Elem(), func(f reflect.StructField, v reflect.Value) {
			if isStatus(f) && v.IsZero() {
				v.SetInt(int64(op.Status))
			}
		})
	}
	return v.Interface()
}

// blankKey is got with the key that Call made up taken out again, where sent had none.
func blankKey(sent, got any) any {
	if got == nil {
		return nil
	}
	v := clone(got)
	keyed := reflect.TypeFor[contract.Keyed]()
	for i := range v.Elem().NumField() {
		if f := v.Elem().Field(i); f.Type() == keyed && reflect.ValueOf(sent).Elem().Field(i).IsZero() {
			f.SetZero()
		}
	}
	return v.Interface()
}

func clone(p any) reflect.Value {
	v := reflect.New(reflect.TypeOf(p).Elem())
	v.Elem().Set(reflect.ValueOf(p).Elem())
	return v
}
