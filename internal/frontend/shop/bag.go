package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/id"
)

type bagPage struct {
	ui.Layout
	Fault   string // something was not done
	Notice  string // something was
	Undo    *undo
	Lines   []ui.Line
	Totals  []ui.Total
	When    string // the delivery that was chosen so far
	Blocked string // why one cannot go on to pay
	Empty   ui.EmptyData
}

// bag shows what the visitor means to buy, and what stands in its way.
func (s *pages) bag(v *web.Visit) error {
	cart, err := askCart(v)
	if err != nil {
		return err
	}
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	p := bagPage{Layout: v.Layout(v.Words.T("buy.bag.title")), Notice: v.TakeNotice(), Fault: takeFault(v), Undo: takeUndo(v)}
	p.NoIndex = true
	if len(cart.Items) == 0 {
		p.Empty = ui.EmptyData{Title: v.Words.T("buy.bag.empty"), Text: v.Words.T("buy.bag.empty.text"), Href: "/flores", Link: v.Words.T("home.all")}
		return v.Render(http.StatusOK, bagTempl(p))
	}
	p.Tissue = cartTissue(t, cart)
	p.Lines = bagLines(v, t, cart)
	p.Totals, p.When = bagTotals(v, cart, !p.Tissue.Solemn())
	if cart.Blocked {
		p.Blocked = v.Words.T("buy.bag.blocked")
	}
	return v.Render(http.StatusOK, bagTempl(p))
}

// askCart is the visitor's cart; who never added anything has an empty one.
func askCart(v *web.Visit) (*cartapi.Cart, error) {
	if v.Account() == nil && v.CartToken() == "" {
		return &cartapi.Cart{}, nil
	}
	out, err := web.Call(v, cartapi.Get, &cartapi.Guest{Token: v.CartToken()})
	if err != nil {
		return nil, err
	}
	v.TookCart(out)
	return &out.Body, nil
}

// bagTotals adds the delivery when its comuna is known. A quote that does not come
// is no reason to hide the bag.
func bagTotals(v *web.Visit, cart *cartapi.Cart, offers bool) ([]ui.Total, string) {
	goods := ui.Total{Text: v.Words.T("total.goods"), CLP: cart.GoodsCLP}
	f := checkoutForm{Comuna: v.Remembered("comuna"), Date: v.Remembered("date"), Slot: v.Remembered("slot")}
	open := []ui.Total{goods, {Text: v.Words.T("total.fee"), Shown: v.Words.T("buy.delivery.later")}, {Text: v.Words.T("buy.so_far"), CLP: cart.GoodsCLP, Strong: true}}
	if f.Comuna == "" || cart.Blocked {
		return open, ""
	}
	f.From = firstDay(f.Date, v.Site.Clock.Now())
	quote, err := askQuote(v, f)
	if err != nil {
		v.Without("quote", err)
		return open, ""
	}
	plan := planOf(quote, f)
	if !plan.offer.Free {
		return open, ""
	}
	return plan.rows(v.Words, offers), orderwords.When(v.Words, plan.delivery(), quote.Comuna)
}

// undo is a line that was just taken out, so that a slip costs one click.
type undo struct {
	SKU, Quantity, Name, Key string
}

func takeUndo(v *web.Visit) *undo {
	kept := v.Remembered("undo")
	if kept == "" {
		return nil
	}
	v.Remember("undo", "")
	u := undo{Key: id.New()}
	return u.read(kept)
}

// leaveFault keeps a sentence about what could not be done for the next page.
func leaveFault(v *web.Visit, text string) { v.Remember("fault", text) }

func takeFault(v *web.Visit) string {
	text := v.Remembered("fault")
	if text != "" {
		v.Remember("fault", "")
	}
	return text
}
