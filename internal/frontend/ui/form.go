package ui

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// Input is one field of a form: its label, its box, a hint and, beside it, what is
// wrong with it.
type Input struct {
	Name  string
	Label string
	// Type is text (when empty), email, tel, password, number, date, time, search,
	// file, textarea, select or checkbox.
	Type  string
	Value string
	ID    string // empty: f- and the name; set it where two forms share a page

	Hint     string
	Error    string // a sentence; its presence marks the box
	Optional bool   // says so beside the label; other fields are required by the form
	Required bool

	Placeholder  string
	Autocomplete string // the HTML token: name, email, tel, street-address …
	InputMode    string // numeric, tel, email …
	Pattern      string
	Min, Max     string
	Step         string
	Accept       string // of type file
	MaxLength    int    // 0: none; a textarea with one counts down
	Rows         int    // of a textarea; 0: 3
	Disabled     bool
	ReadOnly     bool
	Autofocus    bool
	Checked      bool // of a checkbox
	Options      []Option
	HideLabel    bool             // read aloud only
	Attrs        templ.Attributes // further attributes of the box: hx-…, data-…
}

// Option is a line of a select.
type Option struct {
	Value, Text string
	Selected    bool
	Disabled    bool
	Group       string // consecutive options of one group stand under its title
}

// Pair is a hidden field.
type Pair struct{ Name, Value string }

// FieldError is a line of the summary above a form. Field is the id of the box, or
// "" where the fault belongs to no box.
type FieldError struct{ Field, Text string }

// idText makes an element's id of a field's name.
var idText = strings.NewReplacer(".", "-", "[", "-", "]", "", "/", "-")

func (in Input) id() string {
	if in.ID != "" {
		return in.ID
	}
	return "f-" + idText.Replace(in.Name)
}

func (in Input) kind() string {
	if in.Type == "" {
		return "text"
	}
	return in.Type
}

// left is how many characters may still be written, counted as readers do (runes).
func (in Input) left() int { return max(in.MaxLength-len([]rune(in.Value)), 0) }

// counts says whether the box tells how much room is left.
func (in Input) counts() bool { return in.Type == "textarea" && in.MaxLength > 0 }

// attrs are what the three kinds of box share.
func (in Input) attrs() templ.Attributes {
	a := templ.Attributes{"id": in.id(), "name": in.Name}
	for name, value := range map[string]string{
		"placeholder": in.Placeholder, "autocomplete": in.Autocomplete, "inputmode": in.InputMode,
		"pattern": in.Pattern, "min": in.Min, "max": in.Max, "step": in.Step, "accept": in.Accept,
	} {
		if value != "" {
			a[name] = value
		}
	}
	for name, on := range map[string]bool{
		"required": in.Required, "disabled": in.Disabled, "readonly": in.ReadOnly, "autofocus": in.Autofocus,
	} {
		if on {
			a[name] = true
		}
	}
	if in.MaxLength > 0 {
		a["maxlength"] = strconv.Itoa(in.MaxLength)
	}
	if by := in.describedBy(); by != "" {
		a["aria-describedby"] = by
	}
	if in.Error != "" {
		a["aria-invalid"] = "true"
	}
	for name, value := range in.Attrs {
		a[name] = value
	}
	return a
}

func (in Input) describedBy() string {
	var ids []string
	if in.Error != "" {
		ids = append(ids, in.id()+"-error")
	}
	if in.Hint != "" {
		ids = append(ids, in.id()+"-hint")
	}
	if in.counts() {
		ids = append(ids, in.id()+"-count")
	}
	return strings.Join(ids, " ")
}

// FieldError makes the summary's line of a field.
func (in Input) FieldError() FieldError { return FieldError{Field: in.id(), Text: in.Error} }

// Errors collects the summary's lines of the fields that have an error.
func Errors(fields ...Input) []FieldError {
	var lines []FieldError
	for _, in := range fields {
		if in.Error != "" {
			lines = append(lines, in.FieldError())
		}
	}
	return lines
}

// optionGroup is a run of options under one title.
type optionGroup struct {
	title   string
	options []Option
}

func grouped(options []Option) []optionGroup {
	var groups []optionGroup
	for _, o := range options {
		if n := len(groups); n == 0 || groups[n-1].title != o.Group {
			groups = append(groups, optionGroup{title: o.Group})
		}
		last := &groups[len(groups)-1]
		last.options = append(last.options, o)
	}
	return groups
}
