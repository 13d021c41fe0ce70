package contracttest

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"pgregory.net/rapid"
)

// member is a field that travels as a JSON member.
type member struct {
	index  []int
	name   string
	schema *huma.Schema
	omits  bool // its zero is not written
}

func (d *drawer) members(t *rapid.T, label string, v reflect.Value, depth int) {
	list, ok := d.fields[v.Type()]
	if !ok {
		list = d.membersOf(v.Type(), nil)
		d.fields[v.Type()] = list
	}
	for _, m := range list {
		f := v.FieldByIndex(m.index)
		if m.omits && (depth > maxDepth || rapid.Bool().Draw(t, label+"."+m.name+" absent")) {
			continue
		}
		d.value(t, label+"."+m.name, f, m.schema, "", depth+1)
	}
}

func (d *drawer) membersOf(t reflect.Type, at []int) (list []member) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int{}, at...), i)
		tag := f.Tag.Get("json")
		if f.Anonymous && tag == "" && f.Type.Kind() == reflect.Struct {
			list = append(list, d.membersOf(f.Type, index)...)
			continue
		}
		if !f.IsExported() || tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if name == "" {
			name = f.Name
		}
		omits := strings.Contains(options, "omitzero") || strings.Contains(options, "omitempty") && hasEmpty(f.Type.Kind())
		list = append(list, member{index, name, huma.SchemaFromField(d.reg, f, ""), omits})
	}
	return list
}

// hasEmpty: omitempty omits what is empty in JSON; a zero or a false is not.
func hasEmpty(k reflect.Kind) bool {
	switch k {
	case reflect.String, reflect.Slice, reflect.Map, reflect.Pointer, reflect.Interface:
		return true
	}
	return false
}
