package ui

import "github.com/a-h/templ"

// currentAttr marks the link to where the reader is.
func currentAttr(current bool) templ.Attributes {
	if current {
		return templ.Attributes{"aria-current": "page"}
	}
	return nil
}

// attr sets an attribute only when it has a value.
func attr(name, value string) templ.Attributes {
	if value == "" {
		return nil
	}
	return templ.Attributes{name: value}
}
