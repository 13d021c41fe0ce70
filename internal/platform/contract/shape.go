package contract

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
)

// shape is the one description of an input or output type that serving, calling
// and documenting read.
type shape struct {
	typ     reflect.Type
	params  []param
	queries []*param // the query parameters, sorted by name: one address for one question
	body    *part    // nil: there is none
	whole   bool     // the type is the body itself
	status  []int    // index of the Status field, or nil
	keyed   bool
	err     error
}

// part is a field of an input or output.
type part struct {
	field reflect.StructField // its tags validate and document it
	index []int
	typ   reflect.Type
}

func inputShape(t reflect.Type) *shape {
	s := &shape{typ: t}
	if t.Kind() != reflect.Struct {
		s.err = fmt.Errorf("%s is not a struct", t)
		return s
	}
	s.walk(t, nil)
	s.finish()
	if s.status != nil {
		s.err = errors.Join(s.err, errors.New("a request has no Status"))
	}
	if s.body != nil {
		s.err = errors.Join(s.err, bodyFault(s.body.typ, map[reflect.Type]bool{}))
	}
	return s
}

func outputShape(t reflect.Type) *shape {
	s := &shape{typ: t}
	switch {
	case t == streamType:
		return s
	case t.Kind() == reflect.Struct && isEnvelope(t):
		s.walk(t, nil)
		s.finish()
		for i := range s.params {
			if s.params[i].in != "header" {
				s.err = errors.Join(s.err, fmt.Errorf("%s: an answer has header parameters only", s.params[i].name))
			}
		}
		return s
	}
	return &shape{typ: t, whole: true, body: &part{typ: t}}
}

// isEnvelope tells an output that has a Body, headers or a Status from one that is
// the JSON body itself. A json tag says the latter: a review has a text called Body.
func isEnvelope(t reflect.Type) bool {
	if t.NumField() == 0 {
		return true
	}
	found := false
	for i := range t.NumField() {
		f := t.Field(i)
		if _, ok := f.Tag.Lookup("json"); ok {
			return false
		}
		_, header := f.Tag.Lookup("header")
		switch {
		case header, f.Name == "Body", isStatus(f):
			found = true
		case f.Anonymous && f.Type.Kind() == reflect.Struct && f.Type.NumField() > 0 && isEnvelope(f.Type):
			found = true
		}
	}
	return found
}

func isStatus(f reflect.StructField) bool {
	if f.Name != "Status" || f.Type.Kind() != reflect.Int {
		return false
	}
	for _, tag := range []string{"path", "query", "header", "json"} {
		if _, ok := f.Tag.Lookup(tag); ok {
			return false
		}
	}
	return true
}

func (s *shape) walk(t reflect.Type, at []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(slices.Clone(at), i)
		if f.Type == keyedType {
			s.keyed = true
		}
		if f.Anonymous && f.Type.Kind() == reflect.Struct && f.Name != "Body" {
			s.walk(f.Type, index)
			continue
		}
		if !f.IsExported() {
			continue
		}
		p := part{field: f, index: index, typ: f.Type}
		switch {
		case f.Name == "Body":
			s.body = &p
		case isStatus(f):
			s.status = index
		default:
			s.addParam(p)
		}
	}
}

func (s *shape) addParam(p part) {
	for _, in := range []string{"path", "query", "header"} {
		tag, ok := p.field.Tag.Lookup(in)
		if !ok {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		q := param{part: p, in: in, name: name, def: p.field.Tag.Get("default")}
		q.required = in == "path" || p.field.Tag.Get("required") == "true"
		q.list = p.typ.Kind() == reflect.Slice && !isScalar(p.typ)
		if in == "header" {
			q.name = http.CanonicalHeaderKey(name)
		}
		if err := q.fault(options); err != nil {
			s.err = errors.Join(s.err, err)
		}
		for i := range s.params {
			if s.params[i].in == in && s.params[i].name == q.name {
				s.err = errors.Join(s.err, fmt.Errorf("two fields are the parameter %s", q.name))
			}
		}
		s.params = append(s.params, q)
		return
	}
	s.err = errors.Join(s.err, fmt.Errorf("field %s is neither a parameter nor the Body", p.field.Name))
}

func (s *shape) finish() {
	for i := range s.params {
		if s.params[i].in == "query" {
			s.queries = append(s.queries, &s.params[i])
		}
	}
	slices.SortFunc(s.queries, func(a, b *param) int { return strings.Compare(a.name, b.name) })
}

// bodyFault refuses what a body's type promises and nobody keeps: a default. A
// member that is absent is its zero.
func bodyFault(t reflect.Type, seen map[reflect.Type]bool) (err error) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] || t == timeType {
		return nil
	}
	seen[t] = true
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("default") != "" {
			err = errors.Join(err, fmt.Errorf("body member %s has a default: only parameters have", f.Name))
		}
		err = errors.Join(err, bodyFault(f.Type, seen))
	}
	return err
}

func (s *shape) find(in, name string) *param {
	for i := range s.params {
		if p := &s.params[i]; p.in == in && p.name == name {
			return p
		}
	}
	return nil
}
