package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// Choices is a row of touching cells of which one is chosen and filled: sizes,
// payment, substitution.
type Choices struct {
	Name   string
	Legend string
	Hide   bool // the legend is read aloud only, where a heading says it already
	Stack  bool // cells below each other, for choices that are sentences
	Error  string
	ID     string // empty: c- and the name
	Attrs  templ.Attributes
	Cells  []Choice
}

// Choice is one cell.
type Choice struct {
	Value    string
	Title    string
	Detail   string
	PriceCLP int64  // 0: none shown
	Note     string // "agotado", "quedan 3"
	Chosen   bool
	Closed   bool
	Href     string // a link instead of a radio button: works without a submit
	Attrs    templ.Attributes
}

// Days is the row of days; a closed one is hatched.
type Days struct {
	Name   string
	Legend string
	Hide   bool
	Error  string
	ID     string
	Attrs  templ.Attributes
	Cells  []Day
}

// Day is one cell of the row, in two lines: "mié" and "25".
type Day struct {
	Value  string // 2026-11-25
	Top    string
	Bottom string
	Label  string // whole, for a screen reader: "miércoles 25 de noviembre"
	Chosen bool
	Closed bool
	Why    string // of a closed day
	Note   string // of an open day with a surcharge: "+$5.000"
	Href   string // a link instead of a radio button
	Attrs  templ.Attributes
}

// Slots is the table of delivery windows of a day.
type Slots struct {
	Name   string
	Legend string
	Hide   bool
	Error  string
	ID     string
	Attrs  templ.Attributes
	Rows   []Slot
}

// Slot is one window. State says how free it is, or why not and when the next one is.
type Slot struct {
	Value    string
	Hours    string // "9 a 12 h"
	State    string // "libre", "quedan 4", "completo, el siguiente es jueves"
	PriceCLP int64  // 0: free of charge
	Chosen   bool
	Closed   bool
	Attrs    templ.Attributes
}

func groupID(id, name string) string {
	if id != "" {
		return id
	}
	return "c-" + name
}

// faultOf points a group at its fault.
func faultOf(id, fault string) templ.Attributes {
	if fault == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": id + "-error"}
}

func cellID(group string, i int) string { return group + "-" + strconv.Itoa(i+1) }

// clp lets the page add up what is chosen while the server still owns the total.
func clp(amount int64) string { return strconv.FormatInt(amount, 10) }

func checkboxValue(v string) string {
	if v == "" {
		return "true"
	}
	return v
}
