package contract_test

import (
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
)

type byNumber struct {
	Number string `path:"number"`
}

type (
	splitList struct {
		Tags []string `query:"tag"`
	}
	headerList struct {
		Tags []string `header:"X-Tags,explode"`
	}
	noText struct {
		M map[string]string `query:"m"`
	}
	pointerParam struct {
		P *int `query:"p"`
	}
	zeroDefault struct {
		N int `query:"n" minimum:"0" default:"5"`
	}
	boolDefault struct {
		B bool `query:"b" default:"true"`
	}
	badDefault struct {
		N int `query:"n" minimum:"1" default:"x"`
	}
	bodyDefault struct {
		Body struct {
			Lines []struct {
				N int `json:"n" default:"3"`
			} `json:"lines"`
		}
	}
	neither struct{ Loose string }
	twice   struct {
		contract.Paging
		Again int `query:"page"`
	}
	withStatus struct{ Status int }
	queryOut   struct {
		Q    string `query:"q"`
		Body string
	}
	untaggedOut struct {
		Body  string
		Token string
	}
)

func TestALineThatCannotHoldIsRefusedWhenTheTableIsBuilt(t *testing.T) {
	type none = contract.None
	once := contract.Once("a test")
	for want, op := range map[string]interface{ Check() error }{
		"no access is stated":                        contract.Get[none, none]("/api/x", contract.Access{}),
		"the permission it needs is empty":           contract.Get[none, none]("/api/x", contract.Needs("")),
		"names its callers":                          contract.Get[none, none]("/internal/x", contract.Internal()),
		"live under /internal/":                      contract.Get[none, none]("/api/x", contract.Internal("a")),
		"and only they, live":                        contract.Get[none, none]("/internal/x", contract.Public),
		"is Idempotent, or says Repeatable or Once":  contract.Post[none, none]("/api/x", contract.Public),
		"embeds contract.Keyed":                      contract.Post[none, none]("/api/x", contract.Public, contract.Idempotent),
		"a GET has no body":                          contract.Get[basketInput, none]("/api/x", contract.Public),
		"a DELETE has no body":                       contract.Delete[basketInput, none]("/api/x", contract.Public),
		"at most 1m0s":                               contract.Get[none, none]("/api/x", contract.Public, contract.Timeout(2*time.Minute)),
		"only a public GET can be cached":            contract.Get[none, note]("/api/x", contract.SignedIn, contract.Cached),
		"a cached answer is a body and nothing else": contract.Get[none, placed]("/api/x", contract.Public, contract.Cached),
		"a stream is not Cached":                     contract.Get[none, contract.Stream]("/api/x", contract.Public, contract.Cached),
		"not on the header X-Cart-Token": contract.Get[struct {
			C string `header:"X-Cart-Token"`
		}, note]("/api/x", contract.Public, contract.Cached),
		"the path is not a clean one":               contract.Get[none, none]("/api/x/", contract.Public),
		`the input has no path parameter "number"`:  contract.Get[none, none]("/api/{number}", contract.Public),
		"the path has no {number}":                  contract.Get[byNumber, none]("/api/x", contract.Public),
		"string is not a struct":                    contract.Get[string, none]("/api/x", contract.Public),
		"says explode":                              contract.Get[splitList, none]("/api/x", contract.Public),
		"X-Tags is a query parameter that":          contract.Get[headerList, none]("/api/x", contract.Public),
		"m has type map[string]string":              contract.Get[noText, none]("/api/x", contract.Public),
		"p has type *int":                           contract.Get[pointerParam, none]("/api/x", contract.Public),
		"n has a default though its zero is valid":  contract.Get[zeroDefault, none]("/api/x", contract.Public),
		"b has a default though its zero is valid":  contract.Get[boolDefault, none]("/api/x", contract.Public),
		"default of n: expected_integer":            contract.Get[badDefault, none]("/api/x", contract.Public),
		"body member N has a default":               contract.Put[bodyDefault, none]("/api/x", contract.Public),
		"Loose is neither a parameter nor the Body": contract.Get[neither, none]("/api/x", contract.Public),
		"two fields are the parameter page":         contract.Get[twice, none]("/api/x", contract.Public),
		"a request has no Status":                   contract.Get[withStatus, none]("/api/x", contract.Public),
		"q: an answer has header parameters only":   contract.Post[none, queryOut]("/api/x", contract.Public, once),
		"Token is neither a parameter nor the Body": contract.Post[none, untaggedOut]("/api/x", contract.Public, once),
	} {
		t.Run(want, func(t *testing.T) {
			if err := op.Check(); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestARouterDoesNotServeAFaultyLine(t *testing.T) {
	r := contract.NewRouter("shop-service", doorman{}, nil, nil)
	cached := contract.Get[contract.None, note]("/api/x", contract.Public, contract.Cached)
	for name, handle := range map[string]func(){
		"a fault": func() {
			answer[contract.None, contract.None](r, contract.Get[contract.None, contract.None]("/api/y", contract.Access{}), nil, nil)
		},
		"a cached one plain": func() { answer(r, cached, &note{}, nil) },
		"a plain one cached": func() { contract.HandleAny(r, readIt.Meta(), func(any) string { return "" }, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it is served")
				}
			}()
			handle()
		})
	}
	if len(r.Served()) != 0 || r.Provider() != "shop-service" {
		t.Errorf("serves %v", r.Served())
	}
}

func TestAnOperationTellsWhatItIs(t *testing.T) {
	op := contract.Post[keyed, placed]("/api/orders/{number}/moves", contract.Needs("orders:move"), contract.Idempotent).Meta()
	if op.ID() != "post_orders_number_moves" || op.String() != "POST /api/orders/{number}/moves" || op.Access.Permission() != "orders:move" || op.Internal() {
		t.Errorf("got %s %s %s", op.ID(), op, op.Access)
	}
	if in, out := op.Types(); in.Name() != "keyed" || out.Name() != "placed" {
		t.Errorf("got %v %v", in, out)
	}
	hold := contract.Get[contract.None, contract.Stream]("/internal/x", contract.Internal("a", "b")).Meta()
	if !hold.Internal() || len(hold.Access.Callers()) != 2 || hold.Status != 200 || !hold.Streams {
		t.Errorf("got %+v", hold)
	}
}
