package e2e

import (
	"strings"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// reviews writes what the visitor thinks of the flowers, by the mailed link.
func (v *visitor) reviews(delivered letter, product, title string, stars int) {
	v.t.Helper()
	v.open(delivered.link(v.t))
	v.says(v.words.T("buy.review"), product)
	if strings.Contains(v.at(), "e=") {
		v.t.Errorf("the link's secret stays in the address: %s", v.at())
	}
	v.cell("estrellas", itoa(stars))
	v.fill(v.words.T("buy.review.title"), title)
	v.fill(v.words.T("buy.review.text"), "Llegaron a la hora, y duraron una semana.")
	v.press(v.words.T("buy.review.send"))
	v.says(v.words.T("buy.review.thanks"), v.words.T("buy.review.waiting"))
}

// publishes lets others read the opinion with the title.
func (c *colleague) publishes(title string) {
	c.t.Helper()
	c.open("/admin/opiniones")
	c.says(title)
	c.press(c.words.T("admin.reviews.publish"))
}

// isRated waits until the product's page shows the rating and the opinion behind it.
func (v *visitor) isRated(product, title string, stars, opinions int) {
	v.t.Helper()
	v.reloadsUntil("/producto/"+product, title)
	v.reloadsUntil("/producto/"+product, v.words.T("ui.rating", "Rating", v.words.Decimal(float64(stars), 1))+" "+v.words.T("ui.ratings", "Count", opinions))
	v.says(v.words.T("product.opinions"), "Ana S.")
}

// unrated tells that nobody rated the product yet.
func (v *visitor) unrated() {
	v.t.Helper()
	v.keepsQuiet(v.words.T("product.opinions"), i18n.For(v.lang).T("ui.ratings", "Count", 1))
}
