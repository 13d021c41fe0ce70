package contract

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// commonCodes are the refusals that any operation may give.
const commonCodes = `Every refusal is a problem (RFC 9457) with a stable code. Beside its own, any operation may answer:

| code | status | when |
|---|---|---|
| malformed_json, malformed_query | 400 | the request cannot be read; a JSON name given twice is one |
| key_required | 400 | the operation needs an Idempotency-Key |
| sign_in_required | 401 | nobody is signed in |
| forbidden | 403 | the permission is missing |
| password_change_required | 403 | the printed password must be changed first |
| no_such_resource | 404 | nothing is at this address |
| method_not_allowed | 405 | Allow says which are |
| body_not_received | 408 | the body came too slowly, or not whole |
| body_too_large | 413 | |
| query_too_long | 414 | |
| expected_json | 415 | the body's Content-Type is application/json |
| invalid | 422 | errors lists each fault; members and parameters that are not known are faults |
| too_many_requests | 429 | Retry-After says when |
| internal | 500 | |
| service_unavailable, revocations_unknown | 503 | Retry-After says when |
| timeout | 504 | |

A client ignores members of answers that it does not know.
`

// secretHeaders name their security scheme.
var secretHeaders = map[string]string{
	"X-Cart-Token": "cartToken",
	"X-Order-Link": "orderLink",
}

func securitySchemes() map[string]*huma.SecurityScheme {
	return map[string]*huma.SecurityScheme{
		"bearer":    {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "the access token that logging in gives"},
		"cartToken": {Type: "apiKey", In: "header", Name: "X-Cart-Token", Description: "a guest's cart, named by the first answer"},
		"orderLink": {Type: "apiKey", In: "header", Name: "X-Order-Link", Description: "a guest's order, named by the link in the mails"},
	}
}

// security lists what may be shown, any of it alone.
func (o *Op) security() []map[string][]string {
	switch o.Access.kind {
	case accessNeeds:
		return []map[string][]string{{"bearer": {o.Access.permission}}}
	case accessSignedIn:
		return []map[string][]string{{"bearer": {}}}
	case accessOwner:
		ways := []map[string][]string{{"bearer": {}}}
		for i := range o.in.params {
			if p := &o.in.params[i]; p.in == "header" && secretHeaders[p.name] != "" {
				ways = append(ways, map[string][]string{secretHeaders[p.name]: {}})
			}
		}
		if len(ways) == 1 || o.KeyOptional { // the secret is elsewhere, or comes with the answer
			ways = append(ways, map[string][]string{})
		}
		return ways
	}
	return []map[string][]string{}
}

// description says who may call, and what the operation refuses with.
func (o *Op) description() string {
	var b strings.Builder
	switch o.Access.kind {
	case accessPublic:
		b.WriteString("For everybody.")
	case accessOwner:
		b.WriteString("For the owner, signed in or by a secret; not found for others.")
	case accessSignedIn:
		b.WriteString("For who is signed in.")
	case accessNeeds:
		fmt.Fprintf(&b, "Needs `%s`.", o.Access.permission)
	}
	switch {
	case o.KeyOptional:
		b.WriteString(" With an Idempotency-Key it can be repeated safely.")
	case o.Idempotent:
		b.WriteString(" Repeated with the same Idempotency-Key it gives the same answer.")
	case o.Method == http.MethodPost:
		b.WriteString(" Not to be repeated blindly.")
	}
	if o.in.body != nil && o.MaxBody != defaultMaxBody {
		fmt.Fprintf(&b, " The body has at most %d bytes.", o.MaxBody)
	}
	if len(o.Codes) > 0 {
		b.WriteString("\n\n| refuses with |\n|---|\n")
		for _, code := range o.Codes {
			fmt.Fprintf(&b, "| `%s` |\n", code)
		}
	}
	return b.String()
}

func setHeader(r *huma.Response, name string, s *huma.Schema) {
	if r.Headers == nil {
		r.Headers = map[string]*huma.Param{}
	}
	d := s.Description
	s.Description = ""
	r.Headers[name] = &huma.Param{Description: d, Schema: s}
}
