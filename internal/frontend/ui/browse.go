package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// FacetForm narrows a list. It is a plain GET form; with JavaScript a change sends it at once.
type FacetForm struct {
	Action string
	Keep   []Pair // what the form must not lose: q, sort
	Groups []FacetGroup
	Chosen int    // how many are set, said beside the title on a phone
	Clear  string // address without any; empty: nothing to clear
	Attrs  templ.Attributes
}

// FacetGroup is a titled part: colour, occasion, price.
type FacetGroup struct {
	Name    string // of the parameter
	Title   string
	Single  bool // radio buttons instead of check boxes
	Options []Facet
}

// Facet is one choice; Href, when set, makes it a link instead of a box.
type Facet struct {
	Value, Text string
	Count       int
	Chosen      bool
	Href        string
}

func (f Facet) empty() bool { return f.Count == 0 && !f.Chosen }

func (g FacetGroup) kind() string {
	if g.Single {
		return "radio"
	}
	return "checkbox"
}

// Pages is where a list goes on. Href gives a page's address.
type Pages struct {
	Current, Last int
	Href          func(page int) string
}

// shown are the page numbers worth a link: the ends, the current one and its
// neighbours; 0 stands for a gap.
func (p Pages) shown() []int {
	var list []int
	for n := 1; n <= p.Last; n++ {
		near := n >= p.Current-1 && n <= p.Current+1
		switch {
		case n == 1 || n == p.Last || near:
			list = append(list, n)
		case list[len(list)-1] != 0:
			list = append(list, 0)
		}
	}
	return list
}

// Crumb is a step of the way to this page; the last has no Href.
type Crumb struct{ Href, Text string }

func itoa(n int) string { return strconv.Itoa(n) }
