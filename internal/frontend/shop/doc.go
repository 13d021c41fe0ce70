// Package shop is the storefront: home, list, product, bag, checkout, payment,
// the order's page, the account and the texts. A page is three things: a handler
// that asks the services and fills a plain struct, that struct, and a templ file
// that draws it.
package shop
