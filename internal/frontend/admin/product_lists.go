package admin

import (
	"slices"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// tickList is a product's occasions, colours or flowers: boxes to tick.
type tickList struct {
	Title, Name string
	Error, Hint string
	Ticks       []tick
}

type tick struct {
	ID, Value, Text string
	On              bool
}

// lists draws the three, and which occasion comes first: it gives the ground its colour.
func (b *productForm) lists(p *productPage, pr *productapi.Product, terms *productapi.Terms) {
	t := b.v.Words.T
	var occasions []productapi.Term
	for _, o := range terms.Occasions {
		occasions = append(occasions, productapi.Term{Slug: o.Slug, Name: o.Name})
	}
	p.Lists = []tickList{
		b.ticks("occasions", t("facet.occasion"), pr.Occasions, occasions),
		b.ticks("colours", t("facet.color"), pr.Colours, terms.Colours),
		b.ticks("flowers", t("facet.flower"), pr.Flowers, terms.Flowers),
	}
	first := ui.Input{Name: "first", Label: t("admin.product.first"), Type: "select", Options: []ui.Option{{Text: t("admin.product.first.none")}}}
	for _, o := range occasions {
		first.Options = append(first.Options, ui.Option{Value: o.Slug, Text: o.Name.In(b.v.Lang())})
	}
	stored := ""
	if len(pr.Occasions) > 0 {
		stored = pr.Occasions[0]
	}
	p.First = b.field(first, "/first", stored)
}

func (b *productForm) ticks(name, title string, stored []string, terms []productapi.Term) tickList {
	l := tickList{Title: title, Name: name}
	on := stored
	if b.posted {
		on = ticked(b.v, name)
	}
	var differ []string
	for _, term := range terms {
		text := term.Name.In(b.v.Lang())
		l.Ticks = append(l.Ticks, tick{ID: "f-" + name + "-" + term.Slug, Value: term.Slug, Text: text, On: slices.Contains(on, term.Slug)})
		if slices.Contains(stored, term.Slug) {
			differ = append(differ, text)
		}
	}
	if b.conflict && !slices.Equal(slices.Sorted(slices.Values(on)), slices.Sorted(slices.Values(stored))) {
		l.Hint = b.v.Words.T("admin.product.theirs", "Value", b.v.Words.List(differ))
	}
	for pointer, text := range b.faults.Fields { // a fault of the list, or of one of it
		if pointer == "/"+name || strings.HasPrefix(pointer, "/"+name+"/") {
			l.Error = text
			b.shown[pointer] = true
			b.fields = append(b.fields, ui.Input{ID: l.Ticks[0].ID, Error: text})
		}
	}
	return l
}

// ticked are the boxes that were ticked.
func ticked(v *web.Visit, name string) []string {
	_ = v.FormValue(name) // reads the form
	return v.R.PostForm[name]
}

// ordered keeps the order of what was stored: the form does not show it. What was
// ticked anew follows. The first is what was chosen as such, if it was changed.
func ordered(stored, ticked []string, first string) []string {
	out := []string{}
	add := func(x string) {
		if x != "" && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	changed := len(stored) == 0 || stored[0] != first
	if changed || slices.Contains(ticked, first) {
		add(first)
	}
	for _, x := range stored {
		if slices.Contains(ticked, x) {
			add(x)
		}
	}
	for _, x := range ticked {
		add(x)
	}
	return out
}
