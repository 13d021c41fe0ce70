package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// Section is a service in the document.
type Section struct {
	Service    string
	About      string // one sentence
	Operations []*Op
}

// Document describes the public operations of the services. The same sections
// give the same document, byte by byte. It panics for two operations of one
// address or name, which no program can serve either.
func Document(title, version string, sections ...Section) *huma.OpenAPI {
	reg, names := newNamedRegistry("")
	d := &document{reg: reg, ids: map[string]string{}}
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info:    &huma.Info{Title: title, Version: version, Description: commonCodes},
		Components: &huma.Components{
			Schemas:         reg,
			SecuritySchemes: securitySchemes(),
			Responses:       map[string]*huma.Response{"Problem": d.problem()},
		},
	}
	d.doc = doc
	for _, s := range slices.SortedFunc(slices.Values(sections), func(a, b Section) int { return strings.Compare(a.Service, b.Service) }) {
		names.prefix(s.Service)
		ops := slices.SortedFunc(slices.Values(s.Operations), func(a, b *Op) int {
			return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
		})
		ops = slices.DeleteFunc(ops, (*Op).Internal)
		if len(ops) == 0 {
			continue
		}
		doc.Tags = append(doc.Tags, &huma.Tag{Name: s.Service, Description: s.About})
		for _, op := range ops {
			d.add(s.Service, op)
		}
	}
	d.openAnswers()
	return doc
}

// JSON is the document as its readers load it.
func JSON(doc *huma.OpenAPI) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		return nil, fmt.Errorf("encoding the API document: %w", err)
	}
	return b.Bytes(), nil
}

// YAML is the document as it is committed and reviewed.
func YAML(doc *huma.OpenAPI) ([]byte, error) {
	b, err := doc.YAML()
	if err != nil {
		return nil, fmt.Errorf("encoding the API document: %w", err)
	}
	return b, nil
}

type document struct {
	doc    *huma.OpenAPI
	reg    huma.Registry
	ids    map[string]string // operation by its id
	bodies []*huma.Schema    // of requests
}

func (d *document) add(service string, op *Op) {
	if err := op.Check(); err != nil {
		panic(err)
	}
	if other, taken := d.ids[op.ID()]; taken {
		panic(fmt.Sprintf("%s and %s have the same name in the document", other, op))
	}
	d.ids[op.ID()] = op.String()
	o := &huma.Operation{
		Method: op.Method, Path: strings.ReplaceAll(op.Path, "...}", "}"),
		OperationID: op.ID(), Tags: []string{service},
		Summary: op.Summary, Description: op.description(),
		Security:  op.security(),
		Responses: d.responses(op),
		Extensions: map[string]any{
			"x-access": op.Access.String(),
		},
	}
	o.Parameters = d.parameters(op)
	if b := op.in.body; b != nil {
		s := huma.SchemaFromField(d.reg, b.field, bodyHint(op.in.typ))
		d.bodies = append(d.bodies, s)
		o.RequestBody = &huma.RequestBody{Required: true, Content: jsonContent(s)}
	}
	d.doc.AddOperation(o)
}

func (d *document) parameters(op *Op) (list []*huma.Param) {
	schemas := paramSchemas(d.reg, op.in)
	for i := range op.in.params {
		p := &op.in.params[i]
		if p.in == "header" && secretHeaders[p.name] != "" {
			continue // a security scheme
		}
		s := schemas[i]
		if p.def != "" {
			v := reflect.New(p.typ).Elem()
			_ = setText(v, p.def) // proven when the table was built
			s.Default = v.Interface()
		}
		q := &huma.Param{Name: p.name, In: p.in, Schema: s, Description: s.Description, Required: p.required}
		s.Description = ""
		if p.in == "header" && p.name == "Idempotency-Key" {
			q.Required = op.Idempotent && !op.KeyOptional
		}
		if p.list {
			explode := true
			q.Style, q.Explode = "form", &explode
		}
		list = append(list, q)
	}
	return list
}

func (d *document) responses(op *Op) map[string]*huma.Response {
	ok := &huma.Response{Description: "Done"}
	out := op.out
	switch {
	case op.Streams:
		ok.Description = "The bytes"
		ok.Content = map[string]*huma.MediaType{"*/*": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
	case out.body != nil && out.whole:
		ok.Content = jsonContent(d.reg.Schema(out.typ, true, op.ID()+".Answer"))
	case out.body != nil:
		ok.Content = jsonContent(huma.SchemaFromField(d.reg, out.body.field, bodyHint(out.typ)))
	}
	for i, s := range paramSchemas(d.reg, out) {
		setHeader(ok, out.params[i].name, s)
	}
	all := map[string]*huma.Response{
		strconv.Itoa(op.Status): ok,
		"default":               {Ref: "#/components/responses/Problem"},
	}
	if op.IsCached {
		setHeader(ok, "ETag", &huma.Schema{Type: huma.TypeString, Description: "send it as If-None-Match"})
		all["304"] = &huma.Response{Description: "Not changed since the ETag that was sent"}
	}
	return all
}

// openAnswers lets the schemas that only answers have take further members: a
// client ignores what it does not know.
func (d *document) openAnswers() {
	strict := map[string]bool{}
	for _, s := range d.bodies {
		d.mark(s, strict)
	}
	for _, name := range slices.Sorted(maps.Keys(d.reg.Map())) {
		if s := d.reg.Map()[name]; !strict[name] && s.AdditionalProperties == false {
			s.AdditionalProperties = nil
		}
	}
}

func (d *document) mark(s *huma.Schema, seen map[string]bool) {
	if s == nil {
		return
	}
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok && !seen[name] {
		seen[name] = true
		d.mark(d.reg.SchemaFromRef(s.Ref), seen)
	}
	d.mark(s.Items, seen)
	if more, ok := s.AdditionalProperties.(*huma.Schema); ok {
		d.mark(more, seen)
	}
	for _, p := range s.Properties {
		d.mark(p, seen)
	}
}

func (d *document) problem() *huma.Response {
	s := d.reg.Schema(reflect.TypeFor[problem.Problem](), true, "")
	return &huma.Response{
		Description: "A refusal or a failure: decide on its code",
		Headers:     map[string]*huma.Param{"Retry-After": {Description: "seconds", Schema: &huma.Schema{Type: huma.TypeInteger}}},
		Content:     map[string]*huma.MediaType{problem.ContentType: {Schema: s}},
	}
}

func jsonContent(s *huma.Schema) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{"application/json": {Schema: s}}
}
