package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// place places the order and sends the buyer on to pay it.
func (c *checkoutVisit) place() error {
	out, err := web.Call(c.Visit, orderapi.Place, c.form.input(c.Visit))
	if err != nil {
		return c.refused(err)
	}
	c.KeepLink(out.Order.Number, out.Link)
	// The next order is for somebody else; who pays stays the same.
	checkoutForm{HidePrice: true, Name: c.form.Name, Email: c.form.Email, Phone: c.form.Phone, Comuna: c.form.Comuna}.keep(c.Visit)
	return startPayment(c.Visit, out.Order.Number, c.form.Key)
}

// startPayment opens an attempt to pay and leads to the provider. An order whose
// payment does not begin stands all the same, and its page offers to pay it.
func startPayment(v *web.Visit, number, key string) error {
	started, err := web.Call(v, orderapi.Pay, &orderapi.PayInput{Keyed: contract.Keyed{Key: key}, ByNumber: byNumber(v, number)})
	if err == nil {
		return v.Redirect(ownPath(v, started.URL))
	}
	text, ok := refusal(v, err)
	if !ok {
		v.Site.Log.WarnContext(v.Context(), "a payment did not begin", "err", err)
		text = v.Words.T("buy.pay.not_begun")
	}
	leaveFault(v, text)
	return v.Redirect(orderPath(number))
}

// refused shows the form again with what the service said. A refusal uses its key
// up; while nobody knows what became of the try, the same key finds out.
func (c *checkoutVisit) refused(err error) error {
	v := c.Visit
	p, known := problem.From(err)
	switch {
	case known && p.Status == http.StatusUnauthorized:
		return err
	case !known || p.Status >= 500 || p.Code == "in_progress":
		v.Site.Log.WarnContext(v.Context(), "placing an order was not answered", "err", err)
		c.bad = v.Words.T("buy.no_answer")
		return c.show(http.StatusConflict)
	case p.Code == "cart_empty" || p.Code == "cart_problems":
		leaveFault(v, v.Words.Problem(p.Code, nil))
		return v.Redirect("/bolsa")
	}
	c.form.Key = id.New()
	faults, ok := v.Faults(err)
	if !ok {
		return err
	}
	c.faults = placeFaults(v, c.form, faults)
	c.bad = faults.Whole
	switch info, told := problem.Info[orderapi.PlacedQuote](err); {
	case !told:
	case p.Code == "total_changed":
		c.bad = v.Words.T("buy.total_changed", "Was", i18n.Money(c.form.SeenTotalCLP), "Now", i18n.Money(info.Totals.TotalCLP))
	case p.Code == "slot_unavailable":
		c.bad = v.Words.T("buy.slot_gone", "Why", slotRow(v, info.Offer, info.Offer.Slot, info.Offer.Date).State)
	}
	if short, told := problem.Info[productapi.Shortages](err); told && p.Code == "sold_out" {
		c.short = map[string]int64{}
		for _, s := range short.Items {
			c.short[s.SKU] = s.Available
		}
	}
	if gone, err := c.load(); gone || err != nil { // prices and stock as they are now
		return err
	}
	return c.show(p.Status)
}
