package contract_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"floresvictoria.cl/flores/internal/platform/contract"
)

type ownerInput struct {
	byNumber
	contract.Keyed
	Cart  string `header:"X-Cart-Token"`
	Order string `header:"X-Order-Link"`
	Body  struct {
		Lines []line `json:"lines"`
		Meta  struct {
			Gift bool `json:"gift"`
		} `json:"meta"`
	}
}

type other struct {
	Body struct {
		Meta struct {
			Wrap string `json:"wrap"`
		} `json:"meta"`
	}
}

type shown struct {
	Line  line      `json:"line"`
	Until time.Time `json:"until"`
	Deep  struct {
		X int `json:"x"`
	} `json:"deep"`
}

func sections() []contract.Section {
	return []contract.Section{
		{Service: "order-service", About: "Orders.", Operations: []*contract.Op{
			contract.Post[ownerInput, placed]("/api/orders/{number}", contract.Owner, contract.Idempotent, contract.Answers(201), contract.Doc("Place"), contract.Refuses("sold_out", "slot_full")).Meta(),
			contract.Put[other, contract.List[shown]]("/api/orders", contract.Needs("orders:move")).Meta(),
			contract.Get[contract.None, contract.None]("/internal/orders", contract.Internal("cart-service")).Meta(),
		}},
		{Service: "cart-service", Operations: []*contract.Op{
			contract.Get[allParams, shown]("/api/cart/{name}", contract.SignedIn).Meta(),
			contract.Get[pageInput, page]("/api/pages", contract.Public, contract.Cached).Meta(),
			contract.Get[contract.None, contract.Stream]("/api/sheet", contract.Public).Meta(),
			contract.Post[keyed, contract.None]("/api/items", contract.Owner, contract.KeyOptional).Meta(),
		}},
		{Service: "mail-service", Operations: []*contract.Op{contract.Get[contract.None, contract.None]("/internal/mail", contract.Internal("a")).Meta()}},
	}
}

func TestTheDocumentIsTheSameEachTime(t *testing.T) {
	render := func(s []contract.Section) string {
		doc := contract.Document("Flores", "1.0", s...)
		y, err := contract.YAML(doc)
		if err != nil {
			t.Fatal(err)
		}
		j, err := contract.JSON(doc)
		if err != nil {
			t.Fatal(err)
		}
		return string(y) + string(j)
	}
	first, turned := sections(), sections()
	slices.Reverse(turned)
	slices.Reverse(turned[2].Operations)
	for range 5 {
		if render(first) != render(turned) {
			t.Fatal("it depends on the order of its parts")
		}
	}
}

func TestTheDocumentSaysWhatAClientNeeds(t *testing.T) {
	doc := contract.Document("Flores", "1.0", sections()...)
	raw, err := contract.JSON(doc)
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		OpenAPI string                               `json:"openapi"`
		Paths   map[string]map[string]map[string]any `json:"paths"`
		Tags    []struct{ Name, Description string } `json:"tags"`
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	text := func(v any) string { b, _ := json.Marshal(v); return string(b) }
	for what, c := range map[string]struct{ got, want string }{
		"version":          {d.OpenAPI, "3.1.0"},
		"tags":             {text(d.Tags), `[{"Name":"cart-service","Description":""},{"Name":"order-service","Description":"Orders."}]`},
		"internal":         {text(d.Paths["/internal/orders"]), `null`},
		"owner's secrets":  {text(d.Paths["/api/orders/{number}"]["post"]["security"]), `[{"bearer":[]},{"cartToken":[]},{"orderLink":[]}]`},
		"permission":       {text(d.Paths["/api/orders"]["put"]["security"]), `[{"bearer":["orders:move"]}]`},
		"public":           {text(d.Paths["/api/sheet"]["get"]["security"]), `[]`},
		"no secret needed": {text(d.Paths["/api/items"]["post"]["security"]), `[{"bearer":[]},{}]`},
		"key":              {text(d.Paths["/api/orders/{number}"]["post"]["parameters"]), `"name":"Idempotency-Key","required":true`},
		"optional key":     {text(d.Paths["/api/items"]["post"]["parameters"]), `"name":"Idempotency-Key","schema"`},
		"default":          {text(d.Paths["/api/pages"]["get"]["parameters"]), `"default":24`},
		"list":             {text(d.Paths["/api/cart/{name}"]["get"]["parameters"]), `"explode":true,"in":"query","name":"tag"`},
		"created":          {text(d.Paths["/api/orders/{number}"]["post"]["responses"]), `"201":{"content":{"application/json"`},
		"header out":       {text(d.Paths["/api/orders/{number}"]["post"]["responses"]), `"X-Left":{"schema":{"format":"int64","type":"integer"}}`},
		"refusal":          {text(d.Paths["/api/orders"]["put"]["responses"]), `"default":{"$ref":"#/components/responses/Problem"}`},
		"codes":            {text(d.Paths["/api/orders/{number}"]["post"]["description"]), "| refuses with |\\n|---|\\n| `sold_out` |\\n| `slot_full` |\\n"},
		"not modified":     {text(d.Paths["/api/pages"]["get"]["responses"]), `"304":{`},
		"stream":           {text(d.Paths["/api/sheet"]["get"]["responses"]), `"*/*":{"schema":{"contentMediaType":"application/octet-stream","format":"binary","type":"string"}}`},
		"list's name":      {text(d.Paths["/api/orders"]["put"]["responses"]), `"#/components/schemas/contract_test.shown.List"`},
	} {
		if what == "internal" && c.got != c.want || !strings.Contains(c.got, c.want) {
			t.Errorf("%s: got %s, want %s", what, c.got, c.want)
		}
	}
}

func TestSchemasOfTheSameNameDoNotMeet(t *testing.T) {
	schemas := contract.Document("Flores", "1.0", sections()...).Components.Schemas.Map()
	for name, member := range map[string]string{ // members called Meta, of three types without a name
		"order.MetaStruct": "wrap", "order.MetaStruct_2": "gift", "cart.shownDeepStruct": "x",
	} {
		if s := schemas[name]; s == nil || s.Properties[member] == nil {
			t.Errorf("%s is %+v", name, s)
		}
	}
}

func TestOnlyRequestsAreClosedToUnknownMembers(t *testing.T) {
	schemas := contract.Document("Flores", "1.0", sections()...).Components.Schemas.Map()
	for name, closed := range map[string]bool{"order.contract_test.ownerInput.Body": true, "contract_test.line": true, "contract_test.shown": false, "problem.Problem": false} {
		s := schemas[name]
		if s == nil {
			t.Errorf("%s is missing", name)
		} else if (s.AdditionalProperties == false) != closed {
			t.Errorf("%s: %v", name, s.AdditionalProperties)
		}
	}
	if info := schemas["problem.Problem"].Properties["info"]; info.Type != "" || info.Ref != "" {
		t.Errorf("info may be anything, yet is %+v", info)
	}
}

func TestTwoOperationsOfOneNameAreRefused(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the document takes both")
		}
	}()
	contract.Document("Flores", "1.0", contract.Section{Service: "a", Operations: []*contract.Op{readIt.Meta(), readIt.Meta()}})
}

var _ *huma.OpenAPI = contract.Document("", "")
