package shop

import (
	"errors"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/chile"
)

// checkoutField is where the page asks what a pointer of the contract names.
type checkoutField struct {
	pointer string
	box     string                       // id of the box or of the group of cells
	value   func(f *checkoutForm) string // nil for boxes that are ticked
}

// checkoutFields are in the page's order, which is the summary's.
var checkoutFields = []checkoutField{
	{"/recipient/name", "f-para", func(f *checkoutForm) string { return f.Recipient }},
	{"/recipient/phone", "f-telefono", func(f *checkoutForm) string { return f.Telephone }},
	{"/recipient/comuna", "f-comuna", func(f *checkoutForm) string { return f.Comuna }},
	{"/recipient/address", "f-direccion", func(f *checkoutForm) string { return f.Address }},
	{"/recipient/instructions", "f-indicaciones", func(f *checkoutForm) string { return f.Instructions }},
	{"/delivery/kind", "c-modo", func(f *checkoutForm) string { return f.Kind }},
	{"/delivery/date", "c-fecha", func(f *checkoutForm) string { return f.Date }},
	{"/delivery/slot", "c-tramo", func(f *checkoutForm) string { return f.Slot }},
	{"/card/message", "f-mensaje", func(f *checkoutForm) string { return f.Message }},
	{"/card/signature", "f-firma", func(f *checkoutForm) string { return f.Signature }},
	{"/buyer/name", "f-nombre", func(f *checkoutForm) string { return f.Name }},
	{"/buyer/email", "f-correo", func(f *checkoutForm) string { return f.Email }},
	{"/buyer/phone", "f-mi_telefono", func(f *checkoutForm) string { return f.Phone }},
	{"/payment", "c-medio", func(f *checkoutForm) string { return f.Payment }},
	{"/adult", "f-mayor", nil},
	{"/terms", "f-terminos", nil},
}

// checkCheckout finds what can be told before the order is placed, all at once; the
// service checks again, and its word counts.
func checkCheckout(v *web.Visit, f checkoutForm, adultOnly bool) web.Faults {
	faults := web.Faults{Fields: map[string]string{}}
	say := func(pointer, code string, params map[string]string) {
		faults.Fields[pointer] = v.Words.Problem(code, params)
	}
	needed := []string{"/recipient/name", "/buyer/name", "/buyer/email", "/payment"}
	if f.Kind != orderapi.ByPickup {
		needed = append(needed, "/recipient/comuna", "/recipient/address")
	}
	if f.Kind != orderapi.Express {
		needed = append(needed, "/delivery/date", "/delivery/slot")
	}
	for _, field := range checkoutFields {
		if slices.Contains(needed, field.pointer) && field.value(&f) == "" {
			say(field.pointer, "required", nil)
		}
	}
	for pointer, phone := range map[string]string{"/recipient/phone": f.Telephone, "/buyer/phone": f.Phone} {
		if code, params := phoneFault(phone); code != "" {
			say(pointer, code, params)
		}
	}
	if adultOnly && !f.Adult {
		say("/adult", "adult_required", nil)
	}
	if !f.Terms {
		say("/terms", "terms_required", nil)
	}
	return faults
}

// phoneFault is what is wrong with a number that need not be given.
func phoneFault(phone string) (code string, params map[string]string) {
	if phone == "" {
		return "", nil
	}
	_, err := chile.ParsePhone(phone)
	var why *chile.Error
	if !errors.As(err, &why) {
		return "", nil
	}
	params = map[string]string{}
	for name, n := range why.Params {
		params[name] = fmt.Sprint(n)
	}
	return why.Code, params
}

// placeFaults are the service's faults of the form. A box that was left empty is
// said to be missing, whatever else the contract finds in nothing.
func placeFaults(v *web.Visit, f checkoutForm, faults web.Faults) web.Faults {
	for _, field := range checkoutFields {
		if faults.At(field.pointer) == "" {
			continue
		}
		switch {
		case field.pointer == "/terms":
			faults.Fields[field.pointer] = v.Words.Problem("terms_required", nil)
		case field.value != nil && field.value(&f) == "":
			faults.Fields[field.pointer] = v.Words.Problem("required", nil)
		}
	}
	return faults
}

// faultLines are the summary above the form, in the page's order; what belongs to no
// box of the page comes last.
func faultLines(v *web.Visit, faults web.Faults, shown func(pointer string) bool) []ui.FieldError {
	var lines []ui.FieldError
	told := map[string]bool{}
	for _, field := range checkoutFields {
		if text := faults.At(field.pointer); text != "" {
			told[field.pointer] = true
			line := ui.FieldError{Text: text}
			if field.value != nil { // out of sight of its box, a fault has to say whose it is
				line.Text = v.Words.T("buy.fault", "Field", v.Words.T("buy.field."+field.box[2:]), "Fault", lowerFirst(text))
			}
			if shown(field.pointer) {
				line.Field = field.box
			}
			lines = append(lines, line)
		}
	}
	var rest []string
	for pointer, text := range faults.Fields {
		if !told[pointer] && !slices.Contains(rest, text) {
			rest = append(rest, text)
		}
	}
	slices.Sort(rest)
	for _, text := range rest {
		lines = append(lines, ui.FieldError{Text: text})
	}
	return lines
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}
