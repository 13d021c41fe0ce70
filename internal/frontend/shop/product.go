package shop

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

const (
	quoteDays     = 7 // as many as the row of days shows
	cardLength    = 200
	fewLeft       = 5 // below it the page says how many are left
	shownOpinions = 6
)

type productPage struct {
	ui.Layout
	Slug        string
	SKU         string // of the chosen size
	Size        string
	Key         string
	Name        string
	Description string
	Care        string
	Picture     ui.Picture
	Crumbs      []ui.Crumb
	Sizes       ui.Choices
	Left        string
	Comuna      ui.Input
	DeliveryTo  string
	Days        ui.Days
	Slots       ui.Slots
	Closed      string
	AddOns      []addOn
	Card        ui.Input
	Buy         ui.Buy
	Rating      float64
	Ratings     int
	Opinions    []opinion
	Fault       string
	Notice      string
	Hidden      []ui.Pair
}

type addOn struct {
	SKU, Name, Note string
	PriceCLP        int64
	Picture         ui.Picture
	SoldOut         bool
}

type opinion struct {
	Rating      int
	Title, Text string
	Author, Day string
}

// product shows one product: sizes, delivery, card, what goes with it, opinions.
func (s *pages) product(v *web.Visit) error {
	rememberAsk(v)
	slug := v.R.PathValue("slug")
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	pr, err := web.Call(v, productapi.Get, &productapi.BySlug{Slug: slug})
	if err != nil {
		return err
	}
	stock, err := web.Call(v, productapi.Stock, &productapi.BySlug{Slug: slug})
	if err != nil {
		return err
	}
	variant := chosenVariant(pr, v.R.URL.Query().Get("talla"))
	lang := v.Lang()
	p := productPage{
		Layout: v.Layout(pr.Name.In(lang)), Slug: slug, SKU: variant.SKU, Size: variant.Size, Key: id.New(), Name: pr.Name.In(lang),
		Description: pr.Description.In(lang), Care: pr.Care.In(lang), Rating: pr.Rating.Average, Ratings: pr.Rating.Count,
		Picture: ui.Picture{Src: variant.Picture, Alt: pr.Name.In(lang), Eager: true}, Notice: v.TakeNotice(),
	}
	p.Tissue = t.tissue(pr.Occasions)
	p.Layout.Description = pr.Line.In(lang)
	p.Canonical, p.OGImage = v.Absolute("/producto/"+slug), v.Absolute(variant.PicturePNG)
	p.Crumbs = []ui.Crumb{{Href: "/", Text: v.Words.T("list.home")}, {Href: "/flores/" + pr.Category, Text: t.name("category", pr.Category, lang)}, {Text: p.Name}}
	p.Sizes = sizes(v, pr, variant, stock.Items)
	if n := available(stock.Items, variant.SKU); n > 0 && n <= fewLeft {
		p.Left = v.Words.T("product.left", "Count", n)
	}
	p.JSONLD = []any{schemaProduct(v, pr)}
	if err := s.delivery(v, &p, variant); err != nil {
		v.Without("delivery", err)
	}
	p.Card = ui.Input{Name: "tarjeta", Label: v.Words.T("product.card"), HideLabel: true, Type: "textarea", MaxLength: cardLength, Value: v.Remembered("card"), Placeholder: v.Words.T("product.card.placeholder")}
	if !p.Tissue.Solemn() { // nothing is sold on top of a condolence
		if p.AddOns, err = addOns(v); err != nil {
			return err
		}
	}
	if p.Opinions, err = opinions(v, slug); err != nil {
		v.Without("opinions", err)
	}
	return v.Render(http.StatusOK, productTempl(p))
}

func chosenVariant(pr *productapi.Product, size string) productapi.Variant {
	i := slices.IndexFunc(pr.Variants, func(x productapi.Variant) bool { return x.Size == size })
	return pr.Variants[max(i, 0)]
}

func available(stock []productapi.Availability, sku string) int64 {
	for _, a := range stock {
		if a.SKU == sku && !a.Unlimited {
			return a.Available
		}
	}
	return -1
}

func sizes(v *web.Visit, pr *productapi.Product, chosen productapi.Variant, stock []productapi.Availability) ui.Choices {
	c := ui.Choices{Name: "talla", Legend: v.Words.T("product.size"), Hide: true}
	for _, x := range pr.Variants {
		cell := ui.Choice{
			Value: x.Size, Title: v.Words.T("size." + x.Size), Detail: x.Contents.In(v.Lang()), PriceCLP: x.PriceCLP, Chosen: x.SKU == chosen.SKU,
			Href: withParam(v.R.URL, "talla", x.Size),
		}
		if available(stock, x.SKU) == 0 {
			cell.Note, cell.Closed = v.Words.T("shop.sold_out"), x.SKU != chosen.SKU
		}
		c.Cells = append(c.Cells, cell)
	}
	return c
}

// delivery asks for the week's slots in the remembered comuna.
func (s *pages) delivery(v *web.Visit, p *productPage, variant productapi.Variant) error {
	p.DeliveryTo = v.Words.T("product.delivery")
	p.Buy = ui.Buy{Text: v.Words.T("product.buy"), TotalCLP: variant.PriceCLP, Live: true, WishAction: "/favoritos/" + url.PathEscape(variant.SKU)}
	if p.Left == "" && variant.Band == productapi.SoldOut {
		p.Buy.Disabled, p.Buy.Text, p.Buy.TotalCLP = true, v.Words.T("shop.sold_out"), 0
	}
	zones, err := web.Call(v, orderapi.Zones, &contract.None{})
	if err != nil {
		return err
	}
	comuna := v.Remembered("comuna")
	p.Comuna = comunaInput(v, zones.Items, comuna)
	if comuna == "" {
		return nil
	}
	in := orderapi.QuoteInput{}
	in.Body.Comuna, in.Body.SKU, in.Body.Days = comuna, variant.SKU, quoteDays
	quote, err := web.Call(v, orderapi.Ask, &in)
	if err != nil {
		return err
	}
	if quote.Comuna == "" {
		p.Fault = v.Words.Problem("comuna_not_served", nil)
		return nil
	}
	p.DeliveryTo = v.Words.T("product.delivery.to", "Comuna", quote.Comuna)
	day := chosenDay(quote.Days, v.Remembered("date"))
	p.Days = dayRow(v, quote.Days, day)
	if day < 0 {
		p.Closed = v.Words.T("product.no_day")
		return nil
	}
	p.Slots = slotTable(v, quote.Days[day], v.Remembered("slot"))
	p.Hidden = []ui.Pair{{Name: "fecha", Value: quote.Days[day].Date}, {Name: "comuna", Value: quote.Comuna}}
	for _, row := range p.Slots.Rows {
		if row.Chosen {
			p.Buy.TotalCLP += row.PriceCLP
		}
	}
	return nil
}

func addOns(v *web.Visit) ([]addOn, error) {
	list, err := web.Call(v, productapi.AddOns, &contract.None{})
	if err != nil {
		return nil, err
	}
	var out []addOn
	for _, a := range list.Items {
		x := a.Variants[0]
		one := addOn{SKU: x.SKU, Name: a.Name.In(v.Lang()), PriceCLP: x.PriceCLP, Picture: ui.Picture{Src: x.Picture}, SoldOut: x.Band == productapi.SoldOut}
		if a.AdultOnly {
			one.Note = v.Words.T("product.adult")
		}
		out = append(out, one)
	}
	return out, nil
}

func opinions(v *web.Visit, slug string) ([]opinion, error) {
	list, err := web.Call(v, reviewapi.List, &reviewapi.ListInput{Slug: slug, Paging: contract.Paging{Limit: shownOpinions}})
	if err != nil {
		return nil, err
	}
	out := make([]opinion, len(list.Items))
	for i, r := range list.Items {
		out[i] = opinion{Rating: r.Rating, Title: r.Title, Text: r.Text, Author: r.Author, Day: v.Words.Date(r.Created)}
	}
	return out, nil
}

func schemaProduct(v *web.Visit, pr *productapi.Product) map[string]any {
	var offers []any
	for _, x := range pr.Variants {
		state := "https://schema.org/InStock"
		if x.Band == productapi.SoldOut {
			state = "https://schema.org/OutOfStock"
		}
		offers = append(offers, map[string]any{"@type": "Offer", "sku": x.SKU, "price": x.PriceCLP, "priceCurrency": "CLP", "availability": state, "url": v.Absolute("/producto/" + pr.Slug)})
	}
	m := map[string]any{
		"@context": "https://schema.org", "@type": "Product", "name": pr.Name.In(v.Lang()), "description": pr.Description.In(v.Lang()),
		"image": v.Absolute(pr.Variants[0].PicturePNG), "offers": offers,
	}
	if pr.Rating.Count > 0 {
		m["aggregateRating"] = map[string]any{"@type": "AggregateRating", "ratingValue": pr.Rating.Average, "reviewCount": pr.Rating.Count}
	}
	return m
}

// dayName is "hoy" and the like over the date.
func dayName(v *web.Visit, date string) (top, bottom, label string) {
	d, err := i18n.ParseISO(date)
	if err != nil {
		return date, "", date
	}
	now := v.Site.Clock.Now()
	top = v.Words.WeekdayShort(d)
	if i18n.ISO(now) == date {
		top = v.Words.T("ui.today")
	}
	_, bottom, _ = cut(v.Words.DayShort(d))
	return top, bottom, v.Words.Day(d)
}

// clpText is an amount for the script that adds up what is chosen.
func clpText(clp int64) string { return strconv.FormatInt(clp, 10) }
