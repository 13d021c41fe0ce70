package ui

import "github.com/a-h/templ"

// ButtonData is a button or a link that looks like one. Its text says what happens.
type ButtonData struct {
	Text  string
	Aside string // at the right end: a price
	// Kind is primary (filled, when empty), plain (outlined), danger (outlined in
	// alarm) or quiet (underlined text).
	Kind     string
	Full     bool   // as wide as its column
	Type     string // submit when empty; button
	Name     string
	Value    string
	Action   string // formaction: sends the form elsewhere
	Disabled bool
	Attrs    templ.Attributes
}

// Buy is the bar with which a product goes into the bag or an order goes on. On a
// phone it stays at the bottom of the screen.
type Buy struct {
	Text     string
	TotalCLP int64 // 0: none shown
	// Live makes the shown total follow the chosen sizes and slots of the form
	// (data-clp); the server still decides.
	Live       bool
	Disabled   bool
	WishAction string // formaction of the heart; empty: no heart
	Wished     bool
	Attrs      templ.Attributes
}

func (b ButtonData) class() string {
	class := "button"
	if b.Kind != "" && b.Kind != "primary" {
		class += " button-" + b.Kind
	}
	if b.Full {
		class += " button-full"
	}
	return class
}

func (b ButtonData) kind() string {
	if b.Type == "" {
		return "submit"
	}
	return b.Type
}

func (b ButtonData) attrs() templ.Attributes {
	a := templ.Attributes{}
	if b.Name != "" {
		a["name"], a["value"] = b.Name, b.Value
	}
	if b.Action != "" {
		a["formaction"] = b.Action
	}
	for name, value := range b.Attrs {
		a[name] = value
	}
	return a
}

func pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}
