package app

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"text/tabwriter"
)

func joinFaults(errs ...error) error { return errors.Join(errs...) }

// printSettings prints every setting of a command's struct with its environment
// variable, value and help. Secrets are masked.
func printSettings(out io.Writer, cmd any) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "VARIABLE\tVALUE\tMEANING")
	walkSettings(reflect.ValueOf(cmd).Elem(), func(f reflect.StructField, v reflect.Value) {
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.Tag.Get("env"), settingText(f, v), f.Tag.Get("help"))
	})
	return w.Flush()
}

func walkSettings(v reflect.Value, each func(reflect.StructField, reflect.Value)) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			walkSettings(v.Field(i), each)
			continue
		}
		if f.Tag.Get("env") != "" {
			each(f, v.Field(i))
		}
	}
}

func settingText(f reflect.StructField, v reflect.Value) string {
	switch {
	case v.Kind() == reflect.Pointer && v.IsNil():
		return "(decided at start)"
	case v.Kind() == reflect.Pointer:
		v = v.Elem()
	case v.IsZero() && v.Kind() != reflect.Int:
		return "–"
	}
	if f.Tag.Get("secret") == "true" {
		return "●●●"
	}
	return fmt.Sprint(v.Interface())
}
