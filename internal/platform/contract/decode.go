package contract

import (
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// reader decodes and validates the requests of one operation.
type reader struct {
	op     *Op
	reg    huma.Registry
	params []*huma.Schema // beside op.in.params
	body   *huma.Schema
}

// Bounds of what is looked at and said back.
const (
	maxQuery  = 8 << 10 // bytes
	maxFaults = 50
	maxName   = 40 // bytes of a client's own name for something
)

func newReader(op *Op, reg huma.Registry) *reader {
	r := &reader{op: op, reg: reg, params: paramSchemas(reg, op.in)}
	if b := op.in.body; b != nil {
		r.body = huma.SchemaFromField(reg, b.field, bodyHint(op.in.typ))
	}
	return r
}

// paramSchemas describes each parameter. Its default is left out: it is written
// where the parameter is set.
func paramSchemas(reg huma.Registry, s *shape) []*huma.Schema {
	list := make([]*huma.Schema, len(s.params))
	for i := range s.params {
		p := &s.params[i]
		list[i] = huma.SchemaFromField(reg, p.field, p.name)
		list[i].Default = nil
		if p.typ == timeType {
			list[i].Format = "date-time" // in a header too, where huma would have HTTP's own form
		}
	}
	return list
}

// read fills in, of the input's type, from the request.
func (r *reader) read(w http.ResponseWriter, req *http.Request, in reflect.Value) error {
	faults, err := r.readParams(req, in)
	if err != nil {
		return err
	}
	if r.body != nil {
		more, err := r.readBody(w, req, in.FieldByIndex(r.op.in.body.index))
		if err != nil {
			return err
		}
		faults = append(faults, more...)
	}
	if len(faults) == 0 {
		return nil
	}
	slices.SortStableFunc(faults, func(a, b problem.Field) int { return strings.Compare(a.Pointer, b.Pointer) })
	return problem.Invalid(faults[:min(len(faults), maxFaults)]...)
}

func (r *reader) readParams(req *http.Request, in reflect.Value) (faults []problem.Field, err error) {
	var query map[string][]string
	if req.URL.RawQuery != "" {
		if query, err = parseQuery(req.URL.RawQuery); err != nil {
			return nil, err
		}
		for name := range query {
			if r.op.in.find("query", name) == nil {
				faults = append(faults, problem.At("query:"+clip(name), "unknown_parameter"))
			}
		}
	}
	for i := range r.op.in.params {
		p := &r.op.in.params[i]
		var values []string
		switch p.in {
		case "path":
			values = []string{req.PathValue(p.name)}
		case "query":
			values = query[p.name]
		case "header":
			values = req.Header[p.name]
		}
		faults = append(faults, p.set(in.FieldByIndex(p.index), values, r.reg, r.params[i])...)
	}
	return faults, nil
}

func (p *param) set(v reflect.Value, values []string, reg huma.Registry, s *huma.Schema) []problem.Field {
	fault := func(code string) []problem.Field { return []problem.Field{problem.At(p.where(), code)} }
	if !p.list && len(values) > 1 {
		return fault("repeated")
	}
	if len(values) == 0 || (!p.list && values[0] == "") {
		if p.required {
			return fault("required")
		}
		if p.def != "" {
			_ = setText(v, p.def) // proven when the table was built
		}
		return nil
	}
	if !p.list {
		if err := setText(v, values[0]); err != nil {
			return fault(err.Error())
		}
		return check(reg, s, p.where(), plain(v, values[0]))
	}
	list := reflect.MakeSlice(p.typ, len(values), len(values))
	items := make([]any, len(values))
	for i, text := range values {
		if err := setText(list.Index(i), text); err != nil {
			return fault(err.Error())
		}
		items[i] = plain(list.Index(i), text)
	}
	v.Set(list)
	return check(reg, s, p.where(), items)
}

// plain is the value as huma's validator knows it: numbers as JSON has them, or
// they are none of an enum's.
func plain(v reflect.Value, text string) any {
	if v.Type() == timeType || isText(v.Type()) {
		return text
	}
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int32, reflect.Int64:
		return float64(v.Int())
	case reflect.Float64:
		return v.Float()
	}
	return text
}

func parseQuery(raw string) (url.Values, error) {
	if len(raw) > maxQuery {
		return nil, problem.New(http.StatusRequestURITooLong, "query_too_long")
	}
	q, err := url.ParseQuery(raw)
	if err != nil {
		return nil, problem.BadRequest("malformed_query")
	}
	return q, nil
}

func (r *reader) readBody(w http.ResponseWriter, req *http.Request, body reflect.Value) ([]problem.Field, error) {
	if mt, _, _ := strings.Cut(req.Header.Get("Content-Type"), ";"); !strings.EqualFold(strings.TrimSpace(mt), "application/json") {
		return nil, problem.New(http.StatusUnsupportedMediaType, "expected_json")
	}
	b, err := receiveBody(w, req, r.op)
	if err != nil {
		return nil, err
	}
	var loose any
	if err := json.Unmarshal(b, &loose); err != nil { // refuses duplicate names and invalid UTF-8
		return nil, problem.BadRequest("malformed_json")
	}
	if faults := check(r.reg, r.body, "", loose); len(faults) > 0 {
		return faults, nil
	}
	if !allStorable(loose) {
		return unstorable(loose, "", nil), nil
	}
	if err := json.Unmarshal(b, body.Addr().Interface()); err != nil {
		var at *json.SemanticError
		where := ""
		if errors.As(err, &at) {
			where = string(at.JSONPointer)
		}
		return []problem.Field{problem.At(where, "malformed")}, nil
	}
	return nil, nil
}
