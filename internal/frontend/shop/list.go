package shop

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type listPage struct {
	ui.Layout
	Heading   string
	Count     string
	Corrected string
	Crumbs    []ui.Crumb
	Facets    ui.FacetForm
	Sort      ui.Input
	Products  []ui.Product
	Pages     ui.Pages
	Empty     ui.EmptyData
}

// list shows the catalogue: all of it, a category, an occasion or a search.
func (s *pages) list(v *web.Visit) error {
	rememberAsk(v)
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	in := listInput(v)
	p := listPage{Heading: v.Words.T("list.all")}
	switch {
	case v.R.PathValue("category") != "":
		c, ok := t.category(v.R.PathValue("category"))
		if !ok {
			return problem.NotFound("no_such_page")
		}
		in.Category, p.Heading = c.Slug, c.Name.In(v.Lang())
	case v.R.PathValue("occasion") != "":
		o, ok := t.occasion(v.R.PathValue("occasion"))
		if !ok {
			return problem.NotFound("no_such_page")
		}
		in.Occasion, p.Heading, p.Tissue = o.Slug, o.Name.In(v.Lang()), ui.TissueOf(o.Tissue)
	case v.R.URL.Path == "/buscar" && in.Q != "":
		p.Heading, p.Query = v.Words.T("list.found", "Query", in.Q), in.Q
		p.NoIndex = true
	}
	out, err := web.Call(v, productapi.List, &in)
	if err != nil {
		if _, bad := v.Faults(err); !bad {
			return err
		}
		return problem.BadRequest("invalid") // an address that no form of ours makes
	}
	today := s.today.of(v)
	from := drawnFrom(out, t, today)
	page := func(string) templ.Component {
		return listTempl(p.framed(v), s.kept.Keep("list "+v.Lang()+" "+v.R.URL.RequestURI(), from, func() templ.Component {
			return listBody(p.filled(v, t, in, out, today))
		}))
	}
	if v.Anonymous() {
		return v.RenderWhole(&s.kept, from, page)
	}
	return v.Render(http.StatusOK, page(""))
}

// framed is the visitor's frame around the list.
func (p listPage) framed(v *web.Visit) ui.Layout {
	l := v.Layout(p.Heading)
	l.Canonical, l.Tissue, l.Query, l.NoIndex = v.Absolute(v.R.URL.Path), p.Tissue, p.Query, p.NoIndex
	return l
}

// filled adds what the catalogue answered.
func (p listPage) filled(v *web.Visit, t terms, in productapi.ListInput, out *productapi.Listing, today today) listPage {
	p.Crumbs = []ui.Crumb{{Href: "/", Text: v.Words.T("list.home")}, {Text: p.Heading}}
	p.Count = v.Words.T("list.count", "Count", out.Total)
	if out.Corrected != "" {
		p.Corrected = v.Words.T("list.corrected", "Query", out.Corrected)
	}
	p.Products = cards(v, t, out.Items, today)
	p.Facets = facetForm(v, t, in, out)
	p.Sort = sortInput(v, in.Sort)
	p.Pages = ui.Pages{Current: out.Page, Last: max(1, (out.Total+out.Limit-1)/out.Limit), Href: func(n int) string { return withParam(v.R.URL, "pagina", strconv.Itoa(n)) }}
	p.Empty = ui.EmptyData{Title: v.Words.T("list.empty.title"), Text: v.Words.T("list.empty.text"), Href: "/flores", Link: v.Words.T("home.all")}
	return p
}

// drawn is what a wall of products is drawn from: shared answers of the catalogue,
// which keep their address while they stay the same, and what decides on the badges.
type drawn struct {
	list  *productapi.Listing
	terms *productapi.Terms
	today int
}

func drawnFrom(list *productapi.Listing, t terms, today today) drawn {
	return drawn{list: list, terms: t.Terms, today: today.minutes}
}

func listInput(v *web.Visit) productapi.ListInput {
	q := v.R.URL.Query()
	num := func(name string) int64 { n, _ := strconv.ParseInt(q.Get(name), 10, 64); return max(n, 0) }
	in := productapi.ListInput{
		Paging: contract.Paging{Page: max(1, min(int(num("pagina")), 10000)), Limit: 24},
		Q:      clip(q.Get("q"), 100), Category: q.Get("categoria"), Occasion: q.Get("ocasion"),
		Colour: q.Get("color"), Flower: q.Get("flor"), Sort: q.Get("orden"),
	}
	in.MinPriceCLP, in.MaxPriceCLP = priceRange(q.Get("precio"))
	return in
}

// priceRange reads "20000-40000" or "80000-".
func priceRange(s string) (lo, hi int64) {
	for i := range s {
		if s[i] == '-' {
			lo, _ = strconv.ParseInt(s[:i], 10, 64)
			hi, _ = strconv.ParseInt(s[i+1:], 10, 64)
			break
		}
	}
	return max(lo, 0), max(hi, 0)
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

func sortInput(v *web.Visit, chosen string) ui.Input {
	in := ui.Input{Name: "orden", Label: v.Words.T("list.sort"), Type: "select", Value: chosen}
	for _, s := range []string{"relevance", "price", "price_desc", "newest", "rating"} {
		in.Options = append(in.Options, ui.Option{Value: s, Text: v.Words.T("list.sort." + s)})
	}
	return in
}

// facetForm narrows the list. What the path says already is no box of the form.
func facetForm(v *web.Visit, t terms, in productapi.ListInput, out *productapi.Listing) ui.FacetForm {
	q := v.R.URL.Query()
	f := ui.FacetForm{Action: v.R.URL.Path}
	for _, name := range []string{"q", "orden"} {
		if q.Get(name) != "" {
			f.Keep = append(f.Keep, ui.Pair{Name: name, Value: clip(q.Get(name), 100)})
		}
	}
	group := func(param, facet, path, chosen string, counts []productapi.Count) {
		if v.R.PathValue(path) != "" {
			return
		}
		g := ui.FacetGroup{Name: param, Title: v.Words.T("facet." + facet), Single: true}
		for _, c := range counts {
			g.Options = append(g.Options, ui.Facet{Value: c.Value, Text: t.name(facet, c.Value, v.Lang()), Count: c.Count, Chosen: c.Value == chosen})
		}
		if chosen != "" {
			f.Chosen++
		}
		if len(g.Options) > 0 {
			f.Groups = append(f.Groups, g)
		}
	}
	group("categoria", "category", "category", in.Category, out.Facets.Category)
	group("ocasion", "occasion", "occasion", in.Occasion, out.Facets.Occasion)
	group("color", "color", "", in.Colour, out.Facets.Colour)
	group("flor", "flower", "", in.Flower, out.Facets.Flower)
	price := ui.FacetGroup{Name: "precio", Title: v.Words.T("facet.price"), Single: true}
	for _, b := range out.Facets.Price {
		value, text := strconv.FormatInt(b.MinCLP, 10)+"-", v.Words.T("facet.price.from", "From", i18n.Money(b.MinCLP))
		if b.MaxCLP > 0 {
			value += strconv.FormatInt(b.MaxCLP, 10)
			text = v.Words.T("facet.price.between", "From", i18n.Money(b.MinCLP), "To", i18n.Money(b.MaxCLP))
		}
		price.Options = append(price.Options, ui.Facet{Value: value, Text: text, Count: b.Count, Chosen: q.Get("precio") == value})
	}
	if q.Get("precio") != "" {
		f.Chosen++
	}
	if len(price.Options) > 0 {
		f.Groups = append(f.Groups, price)
	}
	if f.Chosen > 0 {
		clear := url.Values{}
		if in.Q != "" {
			clear.Set("q", in.Q)
		}
		f.Clear = (&url.URL{Path: v.R.URL.Path, RawQuery: clear.Encode()}).String()
	}
	return f
}

func withParam(u *url.URL, name, value string) string {
	q := u.Query()
	q.Set(name, value)
	return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
}
