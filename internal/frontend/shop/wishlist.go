package shop

import (
	"net/http"
	"net/url"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

type wishesPage struct {
	accountFrame
	Undo   *keptUndo
	Wishes []wishRow
	Empty  ui.EmptyData
}

type wishRow struct {
	Href     string // empty: not sold any more
	At       string // "/bolsa" and "/quitar" after it move and remove it
	Key      string
	Name     string
	Detail   string
	Picture  ui.Picture
	Tissue   ui.Tissue
	PriceCLP int64
	Gone     string // why it cannot be bought
}

const skuLength = 60

func wishPath(sku string) string { return "/cuenta/favoritos/" + url.PathEscape(sku) }

func (s *pages) wishes(v *web.Visit) error {
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	list, err := web.Call(v, wishlistapi.List, &contract.None{})
	if err != nil {
		return err
	}
	p := wishesPage{accountFrame: frameOf(v, "account.wishes"), Undo: takeWishUndo(v)}
	for _, w := range list.Items {
		r := wishRow{
			At: wishPath(w.SKU), Key: id.New(), Name: w.Name.In(v.Lang()), Detail: sizeText(v, false, w.Size, productapi.Text{}),
			Picture: ui.Picture{Src: w.Picture}, Tissue: occasionTissue(t, w.Occasion), PriceCLP: w.PriceCLP,
		}
		switch {
		case w.Gone:
			r.Gone, r.PriceCLP = v.Words.Problem("gone", nil), 0
		case !w.Available:
			r.Gone = v.Words.Problem("sold_out", nil)
		}
		if r.Name == "" {
			r.Name = w.SKU // the product is gone, and its name with it
		}
		if w.Slug != "" && !w.Gone {
			r.Href = wishedProduct(w)
		}
		p.Wishes = append(p.Wishes, r)
	}
	p.Empty = ui.EmptyData{Title: v.Words.T("account.wishes.none"), Text: v.Words.T("account.wishes.none.text"), Href: "/flores", Link: v.Words.T("home.all")}
	return v.Render(http.StatusOK, wishesTempl(p))
}

// wishedProduct is the product's page with the size that was liked.
func wishedProduct(w wishlistapi.Item) string {
	to := "/producto/" + url.PathEscape(w.Slug)
	if w.Size != "" {
		to += "?" + url.Values{"talla": {w.Size}}.Encode()
	}
	return to
}

// wished remembers a product from its page. A guest logs in first; what they wanted
// is done then, and they are back at the product.
func (s *pages) wished(v *web.Visit) error {
	sku := clip(v.R.PathValue("sku"), skuLength)
	to := referrer(v, "/cuenta/favoritos")
	if v.Account() == nil {
		v.Remember("wish", sku)
		v.Notice(v.Words.T("account.wishes.login"))
		return v.Redirect(withBack("/entrar", to))
	}
	if err := wish(v, sku); err != nil {
		text, ok := refusal(v, err)
		if !ok {
			return err
		}
		leaveFault(v, text)
		return v.Redirect("/cuenta/favoritos")
	}
	return v.Redirect(to)
}

// wish adds to the account's list and leaves the sentence about it.
func wish(v *web.Visit, sku string) error {
	if _, err := web.Call(v, wishlistapi.Add, &wishlistapi.BySKU{SKU: sku}); err != nil {
		return err
	}
	v.Notice(v.Words.T("account.wishes.added"))
	return nil
}

// referrer is the page of ours that a form stood on.
func referrer(v *web.Visit, fallback string) string {
	u, err := url.Parse(v.R.Referer())
	if err != nil || u.Host != v.R.Host {
		return fallback
	}
	return web.Local(u.RequestURI(), fallback)
}

func (s *pages) wishToBag(v *web.Visit) error {
	in := wishlistapi.MoveInput{Keyed: formKey(v), BySKU: wishlistapi.BySKU{SKU: v.R.PathValue("sku")}}
	if _, err := web.Call(v, wishlistapi.ToCart, &in); err != nil {
		text, ok := refusal(v, err)
		if !ok {
			return err
		}
		leaveFault(v, text)
		return v.Redirect("/cuenta/favoritos")
	}
	if cart, err := web.Call(v, cartapi.Get, &cartapi.Guest{}); err == nil {
		v.TookCart(cart)
	} else {
		v.Without("bag", err)
	}
	v.Notice(v.Words.T("account.wishes.moved"))
	return v.Redirect("/cuenta/favoritos")
}

// wishRemoved forgets one; the next page can bring it back.
func (s *pages) wishRemoved(v *web.Visit) error {
	sku := v.R.PathValue("sku")
	_, err := web.Call(v, wishlistapi.Remove, &wishlistapi.BySKU{SKU: sku})
	if err != nil && problem.Code(err) != "item_not_found" {
		return err
	}
	name := clip(v.FormValue("nombre"), nameLength)
	if name == "" {
		name = sku
	}
	keepUndo(v, "wish", name, []ui.Pair{{Name: "sku", Value: sku}})
	return v.Redirect("/cuenta/favoritos")
}

func takeWishUndo(v *web.Visit) *keptUndo {
	u := takeKeptUndo(v, "wish", "")
	if u == nil || len(u.Fields) != 1 {
		return nil
	}
	u.Action, u.Fields = "/favoritos/"+url.PathEscape(u.Fields[0].Value), nil
	return u
}
