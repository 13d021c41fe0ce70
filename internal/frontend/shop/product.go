package shop

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
)

const (
	quoteDays  = 7 // as many as the row of days shows
	cardLength = 200
	fewLeft    = 5 // below it the page says how many are left
)

type productPage struct {
	ui.Layout
	Slug       string
	SKU        string // of the chosen size
	Size       string
	Key        string
	Name       string
	Picture    ui.Picture
	Told       templ.Component // what the product is, with its sizes
	Comuna     ui.Input
	DeliveryTo string
	Today      string // until when it is brought today
	Days       ui.Days
	Slots      ui.Slots
	Closed     string
	Extras     templ.Component // what is sold beside it
	Card       ui.Input
	Buy        ui.Buy
	Care       string
	Opinions   templ.Component
	Fault      string
	Notice     string
	Hidden     []ui.Pair
}

// told is what the page says of the product itself.
type told struct {
	Name, Description string
	Crumbs            []ui.Crumb
	Rating            float64
	Ratings           int
	Sizes             ui.Choices
	Left              string
}

// product shows one product: sizes, delivery, card, what goes with it, opinions.
func (s *pages) product(v *web.Visit) error {
	rememberAsk(v)
	a, err := s.askProduct(v, v.R.PathValue("slug"))
	if err != nil {
		return err
	}
	page := func(key string) templ.Component { return productTempl(s.productPage(v, a, key)) }
	if a.whole && v.Anonymous() {
		return v.RenderWhole(&s.kept, a.answers, page)
	}
	return v.Render(http.StatusOK, page(id.New()))
}

// productPage fills the page from the answers, and asks what the visitor's delivery adds.
func (s *pages) productPage(v *web.Visit, a *askedProduct, key string) productPage {
	pr, lang := a.product, v.Lang()
	variant := chosenVariant(pr, v.R.URL.Query().Get("talla"))
	p := productPage{
		Layout: v.Layout(pr.Name.In(lang)), Slug: pr.Slug, SKU: variant.SKU, Size: variant.Size, Key: key, Name: pr.Name.In(lang), Care: pr.Care.In(lang),
		Picture: ui.Picture{Src: variant.Picture, Alt: pr.Name.In(lang), Eager: true}, Notice: v.TakeNotice(),
	}
	p.Tissue = a.tissue
	p.Layout.Description = pr.Line.In(lang)
	p.Canonical, p.OGImage = v.Absolute("/producto/"+pr.Slug), v.Absolute(variant.PicturePNG)
	p.JSONLD = []any{schemaProduct(v, pr)}
	left := available(a.stock, variant.SKU)
	p.Buy = ui.Buy{Text: v.Words.T("product.buy"), TotalCLP: variant.PriceCLP, Live: true, WishAction: "/favoritos/" + url.PathEscape(variant.SKU)}
	if left == 0 {
		p.Buy.Disabled, p.Buy.Text, p.Buy.TotalCLP = true, v.Words.T("shop.sold_out"), 0
	}
	if err := s.delivery(v, &p, a, variant); err != nil {
		v.Without("delivery", err)
	}
	p.Card = ui.Input{Name: "tarjeta", Label: v.Words.T("product.card"), HideLabel: true, Type: "textarea", MaxLength: cardLength, Value: v.Remembered("card"), Placeholder: v.Words.T("product.card.placeholder")}
	p.kept(s, v, a, variant, left)
	return p
}

// kept are the page's pieces that every visitor of the address sees alike.
func (p *productPage) kept(s *pages, v *web.Visit, a *askedProduct, variant productapi.Variant, left int64) {
	lang := v.Lang()
	p.Told = s.kept.Keep("told "+lang+" "+v.R.URL.RequestURI(), a.answers, func() templ.Component {
		pr := a.product
		t := told{Name: p.Name, Description: pr.Description.In(lang), Rating: pr.Rating.Average, Ratings: pr.Rating.Count}
		t.Crumbs = []ui.Crumb{{Href: "/", Text: v.Words.T("list.home")}, {Href: "/flores/" + pr.Category, Text: a.terms.name("category", pr.Category, lang)}, {Text: p.Name}}
		t.Sizes = sizes(v, pr, variant, a.stock)
		if left > 0 && left <= fewLeft {
			t.Left = v.Words.T("product.left", "Count", left)
		}
		return productTold(t)
	})
	p.Extras, p.Opinions = templ.NopComponent, templ.NopComponent
	if a.addOns != nil {
		p.Extras = s.kept.Keep("extras "+lang, a.addOns, func() templ.Component { return productExtras(addOns(v, a.addOns)) })
	}
	if a.opinions != nil {
		p.Opinions = s.kept.Keep("opinions "+lang+" "+p.Slug, a.opinions, func() templ.Component { return productOpinions(opinions(v, a.opinions)) })
	}
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
func (s *pages) delivery(v *web.Visit, p *productPage, a *askedProduct, variant productapi.Variant) error {
	p.DeliveryTo = v.Words.T("product.delivery")
	if a.zones == nil {
		return nil
	}
	comuna := v.Remembered("comuna")
	p.Comuna = comunaInput(v, a.zones.Items, comuna)
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
	if quote.Today != nil {
		p.Today = v.Words.T("product.today", "Time", v.Words.Time(quote.Today.Until))
	}
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

// clpText is an amount for the script that adds up what is chosen.
func clpText(clp int64) string { return strconv.FormatInt(clp, 10) }
