package shop

import (
	"slices"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

// keptPage lists what the account keeps, addresses or people, over the form that
// adds one.
type keptPage struct {
	accountFrame
	Lead  string
	Items []keptItem
	Undo  *keptUndo
	Add   string // title of the form
	Form  *dataForm
	Dates []dateFields // of a person
	Full  string       // why there is no form
}

// keptItem is one of them.
type keptItem struct {
	Href   string // its own form; "/quitar" after it takes it away
	Name   string
	Lines  []string
	Label  string // read aloud beside "change" and "remove"
	Remove string
}

const (
	labelLength        = 40
	addressLength      = 200
	instructionsLength = 300
	comunaLength       = 60
)

func addressField(v *web.Visit, value string) ui.Input {
	return ui.Input{Name: "direccion", Label: v.Words.T("account.address"), Autocomplete: "street-address", MaxLength: addressLength, Value: value}
}

func instructionsField(v *web.Visit, value string) ui.Input {
	return ui.Input{Name: "indicaciones", Label: v.Words.T("account.instructions"), Optional: true, MaxLength: instructionsLength, Hint: v.Words.T("account.instructions.hint"), Value: value}
}

// comunaField offers what the shop delivers to, and what was kept when it did.
func comunaField(v *web.Visit, chosen string) (ui.Input, error) {
	zones, err := web.Call(v, orderapi.Zones, &contract.None{})
	if err != nil {
		return ui.Input{}, err
	}
	in := comunaInput(v, zones.Items, chosen)
	if chosen != "" && !slices.ContainsFunc(in.Options, func(o ui.Option) bool { return o.Value == chosen }) {
		in.Options = append([]ui.Option{{Value: chosen, Text: chosen}}, in.Options...)
	}
	return in, nil
}

// kept are the lines that have something to say.
func kept(lines ...string) []string {
	return slices.DeleteFunc(lines, func(s string) bool { return s == "" })
}

// formKey is the idempotency key of a posted form.
func formKey(v *web.Visit) contract.Keyed {
	key := clip(v.FormValue("idempotency_key"), keyLength)
	if key == "" {
		key = id.New()
	}
	return contract.Keyed{Key: key}
}
