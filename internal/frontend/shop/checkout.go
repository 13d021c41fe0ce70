package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/frontend/web"
)

// checkoutVisit is one look at the checkout: what the form holds, what it is about,
// and what has to be said.
type checkoutVisit struct {
	*web.Visit
	form   checkoutForm
	cart   *cartapi.Cart
	book   *addressBook
	faults web.Faults
	bad    string           // what was refused, as a whole
	note   string           // what changed by itself
	short  map[string]int64 // how many there are of what was too much, by SKU
}

// checkout is the whole of buying on one page: who gets the flowers, when, with
// which card, who pays and how. It is one form and needs no script; with one, the
// delivery and the totals follow what is chosen.
func (s *pages) checkout(v *web.Visit) error {
	c := &checkoutVisit{Visit: v}
	if gone, err := c.load(); gone || err != nil {
		return err
	}
	if c.cart.Blocked {
		leaveFault(v, v.Words.Problem("cart_problems", nil))
		return v.Redirect("/bolsa")
	}
	c.form = startCheckout(v, c.book)
	c.form.From = firstDay(c.form.Date, v.Site.Clock.Now())
	return c.show(http.StatusOK)
}

// checkoutPosted shows the form again with what was chosen, or places the order.
func (s *pages) checkoutPosted(v *web.Visit) error {
	c := &checkoutVisit{Visit: v, form: readCheckout(v)}
	if gone, err := c.load(); gone || err != nil {
		return err
	}
	if c.form.From == "" {
		c.form.From = firstDay(c.form.Date, v.Site.Clock.Now())
	}
	filled := v.FormValue("guardado") != c.form.Saved
	if filled {
		c.book.fill(&c.form, v.FormValue("guardado"))
	}
	c.form.keep(v)
	if v.FormValue("hacer") != "pagar" || filled {
		return c.show(http.StatusOK)
	}
	if c.form.SeenPlan != c.form.seen() {
		c.bad = v.Words.T("buy.look_again")
		return c.show(http.StatusOK)
	}
	if c.faults = checkCheckout(v, c.form, c.cart.AdultOnly); c.faults.Any() {
		return c.show(http.StatusUnprocessableEntity)
	}
	return c.place()
}

// load asks for the cart and the account's book. gone: there is nothing to buy, and
// the visitor is on the way to the bag.
func (c *checkoutVisit) load() (gone bool, err error) {
	if c.cart, err = askCart(c.Visit); err != nil {
		return false, err
	}
	if len(c.cart.Items) == 0 {
		return true, c.Redirect("/bolsa")
	}
	c.book = askBook(c.Visit)
	return false, nil
}
