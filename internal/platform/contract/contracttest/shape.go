package contracttest

import (
	"fmt"
	"reflect"
	"strconv"
)

// eachField visits the fields of an input or an envelope, those of embedded ones too.
func eachField(v reflect.Value, visit func(f reflect.StructField, v reflect.Value)) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Anonymous && f.Type.Kind() == reflect.Struct && f.Name != "Body":
			eachField(v.Field(i), visit)
		case f.IsExported():
			visit(f, v.Field(i))
		}
	}
}

// place tells where the field travels: path, query, header, or "" for none of them.
func place(f reflect.StructField) string {
	for _, in := range []string{"path", "query", "header"} {
		if _, ok := f.Tag.Lookup(in); ok {
			return in
		}
	}
	return ""
}

func isStatus(f reflect.StructField) bool {
	_, isJSON := f.Tag.Lookup("json")
	return f.Name == "Status" && f.Type.Kind() == reflect.Int && place(f) == "" && !isJSON
}

func setDefault(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Int, reflect.Int32, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			panic(fmt.Sprintf("default %q is no number", text))
		}
		v.SetInt(n)
	case reflect.Float64:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			panic(fmt.Sprintf("default %q is no number", text))
		}
		v.SetFloat(n)
	default:
		panic(fmt.Sprintf("a default of type %s", v.Type()))
	}
}
