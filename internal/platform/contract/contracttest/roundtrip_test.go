package contracttest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// phone is a text with rules of its own.
type phone string

func (p *phone) UnmarshalText(b []byte) error {
	if !strings.HasPrefix(string(b), "+569") {
		return context.Canceled
	}
	*p = phone(b)
	return nil
}

func (p phone) MarshalText() ([]byte, error) { return []byte(p), nil }

type everything struct {
	contract.Keyed
	contract.Paging
	Slug   string    `path:"slug" maxLength:"20"`
	ID     uuid.UUID `path:"id"`
	Q      string    `query:"q" minLength:"2" maxLength:"30"`
	Lang   string    `query:"lang" enum:"es,en" default:"es"`
	Size   int       `query:"size" enum:"1,2,3"`
	Must   int64     `query:"must" required:"true" minimum:"-5" maximum:"5"`
	Weight float64   `query:"weight" exclusiveMinimum:"0"`
	Tags   []string  `query:"tag,explode" maxItems:"4"`
	Sizes  []int     `query:"sizes,explode" minimum:"1"`
	Since  time.Time `query:"since"`
	At     time.Time `header:"X-At"`
	Cart   string    `header:"X-Cart-Token" maxLength:"60"`
	Phone  phone     `query:"phone"`
	Body   body
}

type body struct {
	Name    string            `json:"name" minLength:"1" maxLength:"40"`
	Code    string            `json:"code" pattern:"^[A-Z0-9]+(-[A-Z0-9]+)*$" maxLength:"20"`
	Email   string            `json:"email,omitzero" format:"email"`
	Day     string            `json:"day" format:"date"`
	When    time.Time         `json:"when"`
	ID      string            `json:"id" format:"uuid"`
	Price   int64             `json:"price_clp" minimum:"0"`
	Even    int               `json:"even" multipleOf:"2" minimum:"1"`
	Ratio   float64           `json:"ratio" minimum:"0" exclusiveMaximum:"1"`
	Count   uint16            `json:"count"`
	Raw     []byte            `json:"raw,omitzero"`
	Kinds   []string          `json:"kinds" enum:"a,b,c" uniqueItems:"true" maxItems:"3"`
	Notes   map[string]string `json:"notes,omitempty"`
	Maybe   *int              `json:"maybe"`
	Until   *time.Time        `json:"until,omitzero"`
	Info    jsontext.Value    `json:"info,omitzero"`
	Tree    tree              `json:"tree"`
	Phones  []phone           `json:"phones,omitzero"`
	Corners [2]int            `json:"corners"`
	Shared
}

type Shared struct {
	Active bool `json:"active,omitzero"`
}

type tree struct {
	Leaf     string `json:"leaf,omitzero"`
	Branches []tree `json:"branches" maxItems:"2"`
}

type answer struct {
	Status int
	Cart   string `header:"X-Cart-Token"`
	Left   int    `header:"X-Left"`
	Body   body
}

type searchInput struct {
	contract.Paging
	Q    string `query:"q" maxLength:"20"`
	Slug string `query:"slug" required:"true"`
}

var phones = For(rapid.Map(rapid.IntRange(10_000_000, 99_999_999), func(n int) phone { return phone("+569" + string(rune('0'+n%10)) + "0000000") }))

func TestWhatIsSentIsWhatArrives(t *testing.T) {
	for _, op := range []*contract.Op{
		contract.Post[everything, answer]("/api/all/{slug}/{id}", contract.Owner, contract.Idempotent, contract.Answers(201), contract.Refuses("sold_out", "slot_full")).Meta(),
		contract.Put[everything, contract.List[body]]("/api/all/{slug}/{id}", contract.Needs("all:write")).Meta(),
		contract.Get[searchInput, contract.List[tree]]("/api/cached", contract.Public, contract.Cached, contract.Refuses("not_found")).Meta(),
		contract.Get[searchInput, contract.Stream]("/api/sheet", contract.SignedIn).Meta(),
		contract.Delete[contract.None, contract.None]("/api/none", contract.SignedIn, contract.Refuses("gone")).Meta(),
		contract.Get[contract.None, []int64]("/internal/list", contract.Internal("caller")).Meta(),
		contract.Post[contract.None, map[string]tree]("/internal/map", contract.Credential, contract.Once("a test")).Meta(),
	} {
		t.Run(op.String(), func(t *testing.T) { RoundTrip(t, op, phones) })
	}
}

// lossy forgets what it was when it is written.
type lossy struct{ N int }

func (lossy) MarshalJSON() ([]byte, error)    { return []byte(`{"N":0}`), nil }
func (l *lossy) UnmarshalJSON(b []byte) error { l.N = 0; return nil }

type (
	lossyBody struct {
		Body struct {
			L lossy `json:"l"`
		}
	}
	lossyAnswer struct {
		L lossy `json:"l"`
	}
	// strict writes zeros that its own rule refuses.
	strict struct {
		Body struct {
			Kind string `json:"kind,omitempty" minLength:"3"`
			N    *tree  `json:"n"`
			Skip string `json:"-"`
		}
	}
)

func TestWhatDoesNotArriveAsItWasSentIsFound(t *testing.T) {
	for want, op := range map[string]*contract.Op{
		"the input arrived as another":  contract.Put[lossyBody, contract.None]("/api/x", contract.Public).Meta(),
		"the output arrived as another": contract.Get[contract.None, lossyAnswer]("/api/x", contract.Public).Meta(),
	} {
		t.Run(want, func(t *testing.T) {
			rig := newRig(t, op, nil)
			tries := rapid.Custom(func(r *rapid.T) error { return rig.values(t.Context(), r) })
			for seed := range 20 {
				if err := tries.Example(seed); err != nil {
					if !strings.Contains(err.Error(), want) {
						t.Fatal(err)
					}
					return
				}
			}
			t.Error("not found")
		})
	}
}

// Each value drawn is one that the server's own validation takes, and the drawn
// ones differ.
func TestInputsAreValidAndVaried(t *testing.T) {
	rig := newRig(t, contract.Put[strict, contract.None]("/api/x", contract.Public).Meta(), nil)
	seen := map[string]bool{}
	tries := rapid.Custom(func(r *rapid.T) string {
		if err := rig.values(t.Context(), r); err != nil {
			t.Error(err)
		}
		return rig.valid.(*strict).Body.Kind
	})
	for seed := range 30 {
		seen[tries.Example(seed)] = true
	}
	if len(seen) < 5 || !seen[""] {
		t.Errorf("drew %d kinds", len(seen))
	}
}
