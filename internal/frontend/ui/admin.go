package ui

import (
	"context"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/frontend/i18n"
)

// AdminLayout is what a page of the back office says about itself.
type AdminLayout struct {
	Title    string // "Martes 24 de noviembre"
	Subtitle string // "37 pedidos, 14 por preparar, 1 funeral antes de las 13:00"
	Path     string
	Back     Link   // the list that the page belongs to; without Href: none
	Nav      []Link // in the header; Count is what waits there. None: no search either
	More     []Link // what is needed less often: in the menu
	User     *User
	Demo     bool
	Query    string
	Search   string          // GET address of the search; empty: /admin/buscar
	Home     string          // empty: /admin
	Shop     string          // way back to the shop; empty: /
	Logout   string          // POST address; empty: no button
	Aside    templ.Component // right of the title: the legend, a button
	Keys     []Shortcut      // shown at the foot
	Icon     string
}

// Shortcut is a key and what it does; app.js knows j k space p t / on the board.
type Shortcut struct {
	Keys []string
	Text string
}

func (l AdminLayout) withDefaults() AdminLayout {
	if l.Search == "" {
		l.Search = "/admin/buscar"
	}
	if l.Home == "" {
		l.Home = "/admin"
	}
	if l.Shop == "" {
		l.Shop = "/"
	}
	return l
}

// adminMenuText names the menu: by its further pages, else by who is logged in.
func adminMenuText(ctx context.Context, l AdminLayout) string {
	switch {
	case len(l.More) > 0:
		return i18n.T(ctx, "ui.more")
	case l.User != nil && l.User.Name != "":
		return l.User.Name
	}
	return i18n.T(ctx, "ui.menu")
}
