package shop

import (
	"strings"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
)

// accountFrame is what the pages of the account share.
type accountFrame struct {
	ui.Layout
	Nav    []ui.Link // empty for who must first choose a password
	Notice string
	Fault  string
}

// accountFormPage is a page of the account around one form.
type accountFormPage struct {
	accountFrame
	Lead string
	Form dataForm
}

// accountParts are the account's pages in the order of their use.
var accountParts = []struct{ href, text string }{
	{"/cuenta", "account.nav.overview"},
	{"/cuenta/pedidos", "account.orders"},
	{"/cuenta/favoritos", "account.wishes"},
	{"/cuenta/personas", "account.people"},
	{"/cuenta/direcciones", "account.addresses"},
	{"/cuenta/perfil", "account.profile"},
	{"/cuenta/clave", "account.change"},
	{"/cuenta/sesiones", "account.sessions"},
	{"/cuenta/datos", "account.data"},
}

// frameOf starts a page of the account; what was left for it to say is taken.
func frameOf(v *web.Visit, title string) accountFrame {
	f := accountFrame{Layout: v.Layout(v.Words.T(title)), Notice: v.TakeNotice(), Fault: takeFault(v)}
	f.NoIndex = true
	path := v.R.URL.Path
	for _, p := range accountParts {
		current := path == p.href || p.href != "/cuenta" && strings.HasPrefix(path, p.href+"/")
		f.Nav = append(f.Nav, ui.Link{Href: p.href, Text: v.Words.T(p.text), Current: current})
	}
	return f
}

func accountForm(v *web.Visit, title string) accountFormPage {
	return accountFormPage{accountFrame: frameOf(v, title)}
}
