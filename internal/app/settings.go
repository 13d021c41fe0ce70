package app

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
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

// printNeeds prints what only the environment says, for services in processes of
// their own, with what it says now. NAME_FILE names a file with the value.
func printNeeds(out io.Writer, table Table, env Environment) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "\nVARIABLE (or …_FILE)\tVALUE\tOF\tMEANING")
	by := map[string][]string{}
	var order []Need
	note := func(n Need, of ...string) {
		if len(by[n.Env]) == 0 {
			order = append(order, n)
		}
		by[n.Env] = append(by[n.Env], of...)
	}
	for _, s := range table {
		for _, n := range table.Needs(s, nil) {
			if n.Env == EnvPublicURL {
				continue // a flag says it too
			}
			if n.Instead != "" && !s.Door() { // one line for all of them
				n.Env = n.Instead
			}
			note(n, s.Name)
		}
	}
	note(Need{Env: EnvOwner, Secret: true, Help: "The role that owns a service's schema; the serving role's where it is not set."}, "migrate")
	note(Need{Env: EnvAdmin, Secret: true, Help: "A role that may make roles and schemas; with it, migrate makes them first."}, "migrate")
	for _, n := range order {
		value, err := env.Value(n.Env)
		switch {
		case err != nil:
			value = "(" + err.Error() + ")"
		case value == "":
			value = "–"
		case n.Secret:
			value = "●●●"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", n.Env, value, strings.Join(by[n.Env], " "), n.Help)
	}
	fmt.Fprintf(w, "SERVICE_NAME_%s …\t–\t\tA server of one service alone, such as ORDER_SERVICE_%s.\n", EnvDatabase, EnvDatabase)
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

// Environment is what sets this configuration in another process; what is zero is
// left to its default.
func (c *Config) Environment() map[string]string {
	env := map[string]string{}
	walkSettings(reflect.ValueOf(c).Elem(), func(f reflect.StructField, v reflect.Value) {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return
			}
			v = v.Elem()
		} else if v.IsZero() && f.Tag.Get("env") != "FLORES_RATE_LIMIT" { // 0 is no limit
			return
		}
		text := fmt.Sprint(v.Interface())
		if v.Kind() == reflect.Slice {
			parts := make([]string, v.Len())
			for i := range parts {
				parts[i] = fmt.Sprint(v.Index(i).Interface())
			}
			text = strings.Join(parts, ",")
		}
		env[f.Tag.Get("env")] = text
	})
	return env
}
