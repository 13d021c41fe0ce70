package shop

import (
	"errors"
	"fmt"
	"slices"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/chile"
)

// formPage is a page around one form, as most pages of the account are.
type formPage struct {
	ui.Layout
	Lead   string
	Notice string
	Form   dataForm
}

// dataForm is a form with its outcome above it.
type dataForm struct {
	Action string
	Key    string // of a form that adds; empty: none
	Hidden []ui.Pair
	Fault  string
	Errors []ui.FieldError
	Fields []ui.Input
	Send   string
	Danger bool   // what it does cannot be undone
	Cancel string // where a change of mind leads; empty: nowhere
}

// field is a box and where the contract calls its content.
type field struct {
	at string
	in ui.Input
}

// fill puts the fields on the form, each with what is wrong with it. A box that was
// left empty is said to be missing, whatever else the contract finds in nothing.
// What belongs to no box is said above the form.
func (f *dataForm) fill(v *web.Visit, faults web.Faults, fields ...field) {
	f.Fault = faults.Whole
	var told []string
	for _, x := range fields {
		in := faults.Input(x.in, x.at)
		if in.Error != "" && in.Value == "" && in.Type != "checkbox" {
			in.Error = v.Words.Problem("required", nil)
		}
		told = append(told, x.at)
		f.Fields = append(f.Fields, in)
	}
	f.Errors = labelled(f.Fields...)
	var rest []string
	for at, text := range faults.Fields {
		if !slices.Contains(told, at) && !slices.Contains(rest, text) {
			rest = append(rest, text)
		}
	}
	slices.Sort(rest)
	for _, text := range rest {
		f.Errors = append(f.Errors, ui.FieldError{Text: text})
	}
}

// tellNumber adds what is wrong with a telephone or a RUT: the services look at them
// only when nothing else is wrong, and nobody wants to be corrected twice.
func tellNumber(v *web.Visit, faults *web.Faults, at, written string, parse func(string) (string, error)) {
	if written == "" || faults.At(at) != "" || faults.Fields == nil {
		return
	}
	_, err := parse(written)
	var why *chile.Error
	if !errors.As(err, &why) {
		return
	}
	params := map[string]string{}
	for name, n := range why.Params {
		params[name] = fmt.Sprint(n)
	}
	faults.Fields[at] = v.Words.Problem(why.Code, params)
}

// labelled are the summary's lines: several boxes may lack the same, so each line
// says which one it is about.
func labelled(fields ...ui.Input) []ui.FieldError {
	var lines []ui.FieldError
	for _, in := range fields {
		if in.Error != "" {
			line := in.FieldError()
			line.Text = in.Label + ": " + in.Error
			lines = append(lines, line)
		}
	}
	return lines
}

func (f dataForm) kind() string {
	if f.Danger {
		return "danger"
	}
	return ""
}

const (
	emailLength    = 254
	passwordLength = 200
)

func emailField(v *web.Visit, value string) ui.Input {
	return ui.Input{Name: "correo", Label: v.Words.T("account.email"), Type: "email", InputMode: "email", Autocomplete: "email", MaxLength: emailLength, Required: true, Value: value}
}

// newPasswordField asks once: a password manager needs no repetition, and who
// mistypes has the mail to choose another.
func newPasswordField(v *web.Visit, value string) ui.Input {
	return ui.Input{Name: "nueva", Label: v.Words.T("account.new_password"), Type: "password", Autocomplete: "new-password", MaxLength: passwordLength, Required: true, Hint: v.Words.T("account.new_password.hint"), Value: value}
}
