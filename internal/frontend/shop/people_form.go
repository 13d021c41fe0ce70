package shop

import (
	"strconv"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/user/userapi"
)

// personForm is a recipient as written.
type personForm struct {
	name, phone, address, comuna, instructions string
	dates                                      []dateForm
}

// dateForm is a day to remember as chosen; one without a kind does not count.
type dateForm struct{ kind, day, month string }

// dateFields are the three boxes of a date.
type dateFields struct {
	Legend           string
	Kind, Day, Month ui.Input
}

const (
	maxDates   = 5 // the contract's
	spareDates = 2 // empty ones that the form offers beside those that are kept
)

var dateKinds = []string{"birthday", "anniversary", "other"}

// readPerson reads the posted form. Its dates are three lists of equal length.
func readPerson(v *web.Visit) personForm {
	f := personForm{name: v.FormValue("nombre"), phone: v.FormValue("telefono"), address: v.FormValue("direccion"), comuna: v.FormValue("comuna"), instructions: v.FormValue("indicaciones")}
	at := func(name string, i int) string {
		if all := v.R.PostForm[name]; i < len(all) {
			return strings.TrimSpace(all[i])
		}
		return ""
	}
	for i := range min(len(v.R.PostForm["fecha_tipo"]), maxDates) {
		if d := (dateForm{at("fecha_tipo", i), at("fecha_dia", i), at("fecha_mes", i)}); d != (dateForm{}) {
			f.dates = append(f.dates, d)
		}
	}
	return f
}

func personOf(r *userapi.Recipient) personForm {
	f := personForm{name: r.Name, phone: chile.FormatPhone(r.Phone), address: r.Address, comuna: r.Comuna, instructions: r.Instructions}
	for _, d := range r.Dates {
		f.dates = append(f.dates, dateForm{d.Kind, strconv.Itoa(d.Day), strconv.Itoa(d.Month)})
	}
	return f
}

// body is the form as user-service takes it. A date that is not all there goes as
// it is: the service says what is missing.
func (f personForm) body() userapi.RecipientBody {
	b := userapi.RecipientBody{Name: f.name, Phone: f.phone, Address: f.address, Comuna: f.comuna, Instructions: f.instructions}
	for _, d := range f.dates {
		day, _ := strconv.Atoi(d.day)
		month, _ := strconv.Atoi(d.month)
		kind := d.kind
		if kind == "" {
			kind = "other"
		}
		b.Dates = append(b.Dates, userapi.Date{Kind: kind, Day: day, Month: month})
	}
	return b
}

// pairs are the form as hidden fields.
func (f personForm) pairs() []ui.Pair {
	list := []ui.Pair{{Name: "nombre", Value: f.name}, {Name: "telefono", Value: f.phone}, {Name: "direccion", Value: f.address}, {Name: "comuna", Value: f.comuna}, {Name: "indicaciones", Value: f.instructions}}
	for _, d := range f.dates {
		list = append(list, ui.Pair{Name: "fecha_tipo", Value: d.kind}, ui.Pair{Name: "fecha_dia", Value: d.day}, ui.Pair{Name: "fecha_mes", Value: d.month})
	}
	return list
}

// personFields fills the form and answers the boxes of its dates.
func personFields(v *web.Visit, form *dataForm, f personForm, faults web.Faults) ([]dateFields, error) {
	comuna, err := comunaField(v, f.comuna)
	if err != nil {
		return nil, err
	}
	comuna.Optional = true
	if f.comuna != "" { // whom one stops sending to may lose their comuna
		comuna.Options = append([]ui.Option{{Value: "", Text: v.Words.T("ask.choose")}}, comuna.Options...)
	}
	address := addressField(v, f.address)
	address.Optional, address.Autocomplete = true, "off"
	if faults.Any() {
		tellNumber(v, &faults, "/phone", f.phone, chile.ParsePhone)
	}
	dates, own := dateBoxes(v, f.dates, &faults)
	form.fill(v, faults,
		field{"/name", ui.Input{Name: "nombre", Label: v.Words.T("account.people.name"), Autocomplete: "off", MaxLength: nameLength, Required: true, Value: f.name}},
		field{"/phone", ui.Input{Name: "telefono", Label: v.Words.T("account.phone"), Type: "tel", InputMode: "tel", Autocomplete: "off", MaxLength: phoneLength, Optional: true, Hint: v.Words.T("account.people.phone.hint"), Value: f.phone}},
		field{"/address", address},
		field{"/comuna", comuna},
		field{"/instructions", instructionsField(v, f.instructions)})
	form.Errors = append(form.Errors, own...)
	return dates, nil
}

// dateBoxes draws the dates and some empty ones. Their faults leave the list of
// those that the rest of the form says.
func dateBoxes(v *web.Visit, dates []dateForm, faults *web.Faults) (boxes []dateFields, own []ui.FieldError) {
	left := web.Faults{Whole: faults.Whole, Fields: map[string]string{}}
	for at, text := range faults.Fields {
		if !strings.HasPrefix(at, "/dates/") {
			left.Fields[at] = text
		}
	}
	for i := range min(len(dates)+spareDates, maxDates) {
		d := dateForm{}
		if i < len(dates) {
			d = dates[i]
		}
		n, at := strconv.Itoa(i+1), "/dates/"+strconv.Itoa(i)
		b := dateFields{
			Legend: v.Words.T("account.dates.one", "Number", n),
			Kind:   ui.Input{Name: "fecha_tipo", ID: "fecha-tipo-" + n, Label: v.Words.T("account.dates.kind"), Type: "select", Value: d.kind, Options: []ui.Option{{Value: "", Text: v.Words.T("account.dates.none")}}},
			Day:    ui.Input{Name: "fecha_dia", ID: "fecha-dia-" + n, Label: v.Words.T("account.dates.day"), Type: "select", Value: d.day, Options: []ui.Option{{Value: "", Text: "–"}}},
			Month:  ui.Input{Name: "fecha_mes", ID: "fecha-mes-" + n, Label: v.Words.T("account.dates.month"), Type: "select", Value: d.month, Options: []ui.Option{{Value: "", Text: "–"}}},
		}
		for _, k := range dateKinds {
			b.Kind.Options = append(b.Kind.Options, ui.Option{Value: k, Text: v.Words.T("account.dates." + k)})
		}
		for day := 1; day <= 31; day++ {
			b.Day.Options = append(b.Day.Options, ui.Option{Value: strconv.Itoa(day), Text: strconv.Itoa(day)})
		}
		for m := time.January; m <= time.December; m++ {
			b.Month.Options = append(b.Month.Options, ui.Option{Value: strconv.Itoa(int(m)), Text: monthName(v.Words, m)})
		}
		b.Kind = faults.Input(b.Kind, at+"/kind")
		b.Month = faults.Input(b.Month, at+"/month")
		b.Day = faults.Input(b.Day, at+"/day")
		if whole := faults.At(at); whole != "" && b.Day.Error == "" {
			b.Day.Error = whole
		}
		for _, in := range []*ui.Input{&b.Day, &b.Month} {
			if in.Error != "" && in.Value == "" {
				in.Error = v.Words.Problem("required", nil)
			}
		}
		own = append(own, labelled(b.Kind, b.Day, b.Month)...)
		boxes = append(boxes, b)
	}
	*faults = left
	return boxes, own
}

// monthName is "noviembre".
func monthName(words *i18n.Localizer, m time.Month) string {
	name, _, _ := cut(words.Month(time.Date(2000, m, 15, 12, 0, 0, 0, clock.Santiago())))
	return name
}

// datesText is "cumpleaños el 3 de mayo, aniversario el 12 de enero".
func datesText(v *web.Visit, dates []userapi.Date) string {
	var all []string
	for _, d := range dates {
		all = append(all, v.Words.T("account.dates.text", "Kind", v.Words.T("account.dates."+d.Kind+".text"), "Day", strconv.Itoa(d.Day), "Month", monthName(v.Words, time.Month(d.Month))))
	}
	return joined(all...)
}
