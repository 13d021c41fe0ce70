// Package ui is the kit that every page is built from: components that take plain
// data and draw it in the shop's identity (white walls, ink lines that touch, flat
// tissue-paper colour). It knows no service: pages turn what services answer into
// the structs here.
//
// Language comes from the context (i18n.With); texts that belong to a component
// are in the message files ui.*, everything else arrives as a string. Amounts are
// int64 pesos. Nothing here needs JavaScript: app.js only saves clicks. No
// component writes inline styles or scripts, so a strict Content-Security-Policy
// holds.
//
// # A page
//
//	@ui.Page(ui.Layout{Title: "Rosas de Recoleta", Tissue: ui.Amor}) {
//		@ui.Split(ui.Picture{Src: src, Alt: alt}, ui.Amor) { <h1>…</h1> … }
//	}
//
// # Layout classes
//
// Between components a page uses few classes of its own:
//
//	wrap        a column with the page's side margins (wrap narrow: 640 px, for forms and reading)
//	stack       children below each other, 24 px apart (stack tight: 8 px)
//	prose       running text: measure, lists, links
//	sides       a main column and a side column that share a line; stacked on a phone
//	row         children beside each other that may wrap
//	lead soft small num   text: larger, second colour, smaller, tabular figures
//	tissue      the ground of data-tissue, with the light theme's ink on it
//	vh          read aloud, not shown
//	screen-only print-only
package ui
