package contract

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"time"
)

// param is a field that travels in the path, the query or a header.
type param struct {
	part
	in       string // path, query, header
	name     string
	list     bool
	required bool
	def      string
}

var (
	keyedType     = reflect.TypeFor[Keyed]()
	streamType    = reflect.TypeFor[Stream]()
	timeType      = reflect.TypeFor[time.Time]()
	textType      = reflect.TypeFor[encoding.TextUnmarshaler]()
	marshalerType = reflect.TypeFor[encoding.TextMarshaler]()
)

// fault refuses what could not be sent and received as the same value.
func (p *param) fault(options string) error {
	t := p.typ
	if p.list {
		if p.in != "query" || options != "explode" {
			return fmt.Errorf("list parameter %s is a query parameter that says explode, or its values could not hold commas", p.name)
		}
		t = t.Elem()
	}
	if !isScalar(t) {
		return fmt.Errorf("parameter %s has type %s, which has no text form", p.name, p.typ)
	}
	if p.def == "" {
		return nil
	}
	if p.list {
		return fmt.Errorf("list parameter %s has a default: an empty list could not be asked for", p.name)
	}
	if err := setText(reflect.New(t).Elem(), p.def); err != nil {
		return fmt.Errorf("default of %s: %w", p.name, err)
	}
	// An absent parameter is the zero value to a client; with a default it becomes
	// another one, so zero must not be something a client can mean.
	if !p.zeroRefused() {
		return fmt.Errorf("parameter %s has a default though its zero is valid", p.name)
	}
	return nil
}

func (p *param) zeroRefused() bool {
	if p.typ.Kind() == reflect.String {
		return true // an empty parameter is an absent one
	}
	min, err := strconv.ParseFloat(p.field.Tag.Get("minimum"), 64)
	return err == nil && min > 0
}

func isScalar(t reflect.Type) bool {
	if t == timeType || isText(t) {
		return true
	}
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int32, reflect.Int64, reflect.Float64:
		return true
	}
	return false
}

// isText tells a type that reads and writes its own text.
func isText(t reflect.Type) bool {
	if t.PkgPath() == "" || t == timeType { // what has no package has no methods
		return false
	}
	p := reflect.PointerTo(t)
	return p.Implements(textType) && p.Implements(marshalerType)
}
