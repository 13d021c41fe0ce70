// Package i18n writes the words, dates and amounts of the pages in Spanish
// (es-CL) and English.
//
// Texts live in messages/<area>.<language>.json, read by their name alone: an
// area is added by adding its two files (shop.es.json and shop.en.json), and a
// test fails while the two differ in keys, plural forms or placeholders. Keys are
// <area>.<name>, flat or nested:
//
//	{"cart": {"title": "Tu bolsa", "lines": {"one": "{{.Count}} ramo", "other": "{{.Count}} ramos"}}}
//
// A handler puts the visitor's Localizer into the context (With); components take
// it out again (From):
//
//	l := i18n.From(ctx)
//	l.T("cart.title")             // Tu bolsa
//	l.T("cart.lines", "Count", 2) // 2 ramos
package i18n
