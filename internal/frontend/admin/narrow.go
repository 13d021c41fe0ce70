package admin

import (
	"maps"
	"net/url"
	"slices"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// pageSize is how many lines a list of the back office shows.
const pageSize = 50

// narrowing is what a list is narrowed by.
type narrowing struct {
	path   string
	values url.Values // of every name, empty ones too: their presence says that nothing is meant
}

// narrow reads it. What is chosen of a few (choices, with the values there are) is
// kept for the next visit of the page; words are not: a forgotten word would hide
// what came since. An address that says something of either is taken at its word.
func narrow(v *web.Visit, words []string, choices map[string][]string) narrowing {
	n := narrowing{path: v.R.URL.Path, values: url.Values{}}
	q := v.R.URL.Query()
	says := func(name string) bool { return q.Has(name) }
	names := slices.Sorted(maps.Keys(choices))
	said := slices.ContainsFunc(words, says) || slices.ContainsFunc(names, says)
	for _, name := range words {
		n.values.Set(name, q.Get(name))
	}
	for _, name := range names {
		kept := n.path + " " + name
		value := v.Remembered(kept)
		if said {
			value = q.Get(name)
		}
		if !slices.Contains(choices[name], value) {
			value = ""
		}
		n.values.Set(name, value)
		if q.Has(name) { // a search from the header says nothing of the choices, and changes none
			v.Remember(kept, value)
		}
	}
	return n
}

func (n narrowing) get(name string) string { return n.values.Get(name) }

// clear is the address without any of it, empty when there is nothing to clear.
func (n narrowing) clear() string {
	none := url.Values{}
	some := false
	for name := range n.values {
		some = some || n.values.Get(name) != ""
		none.Set(name, "")
	}
	if !some {
		return ""
	}
	return n.path + "?" + none.Encode()
}

// pages leads through the list without losing what narrows it.
func (n narrowing) pages(page, total, limit int) ui.Pages {
	return ui.Pages{Current: page, Last: max(1, (total+limit-1)/max(limit, 1)), Href: func(to int) string {
		q := maps.Clone(n.values)
		q.Set("pagina", strconv.Itoa(to))
		return n.path + "?" + q.Encode()
	}}
}

// empty is what a list says that has nothing, with the way out of its narrowing.
func (n narrowing) empty(v *web.Visit, title string) ui.EmptyData {
	if n.clear() == "" {
		return ui.EmptyData{Title: title}
	}
	return ui.EmptyData{Title: v.Words.T("list.empty.title"), Text: v.Words.T("list.empty.text"), Href: n.clear(), Link: v.Words.T("ui.filters.clear")}
}

// paging is the page that the address asks for.
func paging(v *web.Visit) contract.Paging {
	n, _ := strconv.Atoi(v.R.URL.Query().Get("pagina"))
	return contract.Paging{Page: min(max(n, 1), 10000), Limit: pageSize}
}

// choice is a cell of a list's form: all, or one of the values.
func choice(v *web.Visit, name, label, value string, values []string, text func(string) string) ui.Input {
	in := ui.Input{Name: name, Label: label, Type: "select", Value: value, Options: []ui.Option{{Text: v.Words.T("admin.all")}}}
	for _, x := range values {
		in.Options = append(in.Options, ui.Option{Value: x, Text: text(x)})
	}
	return in
}
