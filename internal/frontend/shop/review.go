package shop

import (
	"net/http"
	"net/url"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

type reviewPage struct {
	ui.Layout
	Number   string
	Order    string // its page
	Notice   string
	Products []reviewProduct
	Empty    ui.EmptyData
}

// reviewProduct is one of the products with its form.
type reviewProduct struct {
	Slug, Name, Href string
	Picture          ui.Picture
	Tissue           ui.Tissue
	Key              string
	State            string // what became of an earlier opinion
	Rating           int    // of that one
	Errors           []ui.FieldError
	Fault            string
	Stars            ui.Choices
	Title, Text      ui.Input
	Send             string
}

func reviewPath(number string) string { return "/opinar/" + url.PathEscape(number) }

// reviewOpen swaps the link of the delivered mail for the session.
func (s *pages) reviewOpen(v *web.Visit) error {
	number, ok, err := takeLink(v)
	if !ok || err != nil {
		return err
	}
	return v.Redirect(reviewPath(number))
}

// opinionForm is what was posted for one product.
type opinionForm struct {
	slug, title, text string
	rating            int
	faults            web.Faults
}

// review lists what was delivered, each product with the form of its opinion.
func (s *pages) review(v *web.Visit) error { return s.showReview(v, http.StatusOK, nil) }

// reviewed sends an opinion; it is read before it is shown.
func (s *pages) reviewed(v *web.Visit) error {
	f := opinionForm{slug: clip(v.FormValue("producto"), 80), title: v.FormValue("titulo"), text: v.FormValue("texto")}
	f.rating, _ = strconv.Atoi(v.FormValue("estrellas"))
	number := v.R.PathValue("number")
	if f.rating == 0 {
		f.faults.Fields = map[string]string{"/rating": v.Words.T("buy.review.stars.needed")}
		return s.showReview(v, http.StatusUnprocessableEntity, &f)
	}
	in := reviewapi.WriteInput{Keyed: contract.Keyed{Key: clip(v.FormValue("idempotency_key"), keyLength)}, Writer: reviewapi.Writer{Link: v.Link(number)}}
	in.Body.Slug, in.Body.Rating, in.Body.Title, in.Body.Text = f.slug, f.rating, f.title, f.text
	if _, err := web.Call(v, reviewapi.Write, &in); err != nil {
		var ok bool
		if f.faults, ok = v.Faults(err); !ok {
			return err
		}
		return s.showReview(v, http.StatusUnprocessableEntity, &f)
	}
	v.Notice(v.Words.T("buy.review.thanks"))
	return v.Redirect(reviewPath(number))
}

func (s *pages) showReview(v *web.Visit, status int, posted *opinionForm) error {
	order, err := askOrder(v)
	if err != nil {
		return orderHidden(v, err)
	}
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	open, err := web.Call(v, reviewapi.Mine, &reviewapi.OpenInput{Writer: reviewapi.Writer{Link: v.Link(order.Number)}})
	if err != nil {
		return err
	}
	p := reviewPage{Layout: v.Layout(v.Words.T("buy.review")), Number: order.Number, Order: orderPath(order.Number), Notice: v.TakeNotice()}
	p.NoIndex, p.Tissue = true, orderTissue(t, order)
	for _, o := range open.Items {
		if o.Number == order.Number {
			p.Products = append(p.Products, reviewProductOf(v, t, order, o, posted))
		}
	}
	p.Empty = ui.EmptyData{Title: v.Words.T("buy.review.none"), Text: v.Words.T("buy.review.none.text"), Href: p.Order, Link: v.Words.T("buy.review.order")}
	return v.Render(status, reviewTempl(p))
}

func reviewProductOf(v *web.Visit, t terms, order *orderapi.Order, o reviewapi.Open, posted *opinionForm) reviewProduct {
	r := reviewProduct{Slug: o.Slug, Name: productapi.Text{ES: o.NameES, EN: o.NameEN}.In(v.Lang()), Href: "/producto/" + o.Slug, Key: id.New(), Send: v.Words.T("buy.review.send")}
	for _, l := range order.Lines {
		if l.Slug == o.Slug {
			r.Picture, r.Tissue = ui.Picture{Src: l.Picture}, occasionTissue(t, l.Occasion)
			break
		}
	}
	f := opinionForm{}
	if o.Review != nil {
		r.State, r.Rating = v.Words.T("buy.review."+o.Review.State), o.Review.Rating
		r.Send = v.Words.T("buy.review.again")
		f.rating, f.title, f.text = o.Review.Rating, o.Review.Title, o.Review.Text
	}
	if posted != nil && posted.slug == o.Slug {
		f = *posted
	}
	r.Fault = f.faults.Whole
	r.Stars = ui.Choices{Name: "estrellas", Legend: v.Words.T("buy.review.stars"), ID: "estrellas-" + o.Slug, Error: f.faults.At("/rating")}
	for n := 1; n <= 5; n++ {
		r.Stars.Cells = append(r.Stars.Cells, ui.Choice{Value: strconv.Itoa(n), Title: strconv.Itoa(n), Detail: v.Words.T("buy.review.stars." + strconv.Itoa(n)), Chosen: f.rating == n})
	}
	r.Title = f.faults.Input(ui.Input{Name: "titulo", ID: "titulo-" + o.Slug, Label: v.Words.T("buy.review.title"), Value: f.title, Optional: true, MaxLength: 100}, "/title")
	r.Text = f.faults.Input(ui.Input{Name: "texto", ID: "texto-" + o.Slug, Label: v.Words.T("buy.review.text"), Value: f.text, Type: "textarea", Rows: 4, Optional: true, MaxLength: 2000}, "/text")
	r.Errors = ui.Errors(r.Title, r.Text)
	if r.Stars.Error != "" {
		r.Errors = append([]ui.FieldError{{Field: r.Stars.ID, Text: r.Stars.Error}}, r.Errors...)
	}
	return r
}
