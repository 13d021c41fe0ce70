package notification

import (
	"net/url"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/notification/words"
)

// masked stands where a secret link would.
const masked = "https://…/●●●"

// page is where a mail's button leads. Of a secret page only who opened the
// secret knows the address.
type page struct {
	Secret bool
	link   func(public string, f words.Facts, secret string) string // nil: no button
}

var noPage = page{}

// The pages. Their paths are the frontend's.
var (
	orderPage  = secretPage(func(public, link string) string { return public + "/pedido/abrir?e=" + url.QueryEscape(link) })
	reviewPage = secretPage(func(public, link string) string { return public + "/opinar?e=" + url.QueryEscape(link) })
	verifyPage = secretPage(authapi.VerifyLink)
	resetPage  = secretPage(authapi.ResetLink)

	homePage    = openPage(func(words.Facts) string { return "/" })
	signInPage  = openPage(func(words.Facts) string { return "/entrar" })
	messagePage = openPage(func(f words.Facts) string { return "/admin/mensajes/" + url.PathEscape(f.Message.ID) })
	stockPage   = openPage(func(f words.Facts) string { return "/admin/existencias/" + url.PathEscape(f.Stock.SKU) })
)

func secretPage(link func(public, secret string) string) page {
	return page{Secret: true, link: func(public string, _ words.Facts, secret string) string { return link(public, secret) }}
}

func openPage(path func(f words.Facts) string) page {
	return page{link: func(public string, f words.Facts, _ string) string { return public + path(f) }}
}

// address is the page's, or its mask while nobody opened the secret.
func (p page) address(public string, f words.Facts, sealed bool, secret string) string {
	switch {
	case p.link == nil || (p.Secret && !sealed):
		return ""
	case p.Secret && secret == "":
		return masked
	}
	return p.link(public, f, secret)
}
