package contract

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json/jsontext"
)

// newRegistry makes schemas named service.Type, so that several services' schemas
// merge into one document. service names those whose type has no name.
func newRegistry(service string) huma.Registry {
	reg, _ := newNamedRegistry(service)
	return reg
}

func newNamedRegistry(service string) (huma.Registry, *namer) {
	useCodes()
	n := &namer{names: map[reflect.Type]string{}, types: map[string]reflect.Type{}}
	n.prefix(service)
	reg := huma.NewMapRegistry("#/components/schemas/", n.name)
	reg.RegisterTypeAlias(reflect.TypeFor[jsontext.Value](), reflect.TypeFor[any]()) // any JSON, not base64
	return reg, n
}

// namer gives each struct type one name, and no name twice.
type namer struct {
	service string
	names   map[reflect.Type]string
	types   map[string]reflect.Type
}

// prefix sets the service whose operations are described next.
func (n *namer) prefix(service string) { n.service = strings.TrimSuffix(service, "-service") }

func (n *namer) name(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return hint // no schema of its own
	}
	if known, ok := n.names[t]; ok {
		return known
	}
	base := schemaName(t)
	if base == "" {
		base = n.service + "." + strings.TrimPrefix(clean(hint), n.service+".")
	}
	name := base
	for i := 2; n.types[name] != nil; i++ {
		name = base + "_" + strconv.Itoa(i)
	}
	n.names[t], n.types[name] = name, t
	return name
}

// schemaName is order.Order for orderapi.Order, and order.Order.List for
// contract.List[orderapi.Order]; a type without a name has none.
func schemaName(t reflect.Type) string {
	name := t.Name()
	generic, args, ok := strings.Cut(name, "[")
	if !ok {
		return qualified(t.PkgPath(), name)
	}
	var parts []string
	for arg := range strings.SplitSeq(strings.TrimSuffix(args, "]"), ",") {
		inner, _, _ := strings.Cut(arg, "[") // of List[Page[…]] the outer two tell enough
		pkg, typ := "", inner
		if dot := strings.LastIndex(inner, "."); dot >= 0 {
			pkg, typ = inner[:dot], inner[dot+1:]
		}
		parts = append(parts, qualified(pkg, typ))
	}
	return strings.Join(parts, "_") + "." + generic
}

func qualified(pkg, name string) string {
	pkg = strings.TrimSuffix(pkg[strings.LastIndex(pkg, "/")+1:], "api")
	if pkg == "" || name == "" {
		return clean(name)
	}
	return clean(pkg + "." + name)
}

// bodyHint names a body whose type has no name.
func bodyHint(in reflect.Type) string { return schemaName(in) + ".Body" }

// clean keeps what a component's key may hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_', r == '-':
			return r
		}
		return -1
	}, s)
}
