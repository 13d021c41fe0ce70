package admin

import (
	"strings"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// Mount adds the back office's pages to the site.
func Mount(site *web.Site) {
	p := func(pattern, permission string, h func(*web.Visit) error) { site.Page(pattern, staff(permission, h)) }
	p("GET /admin", authapi.OrdersRead, board)
	p("GET /admin/buscar", authapi.OrdersRead, search)
	p("GET /admin/pedidos/{number}", authapi.OrdersRead, order)
	p("POST /admin/pedidos/{number}/mover", authapi.OrdersMove, move)
	p("GET /admin/pedidos/{number}/anular", authapi.OrdersCancel, askCancel)
	p("POST /admin/pedidos/{number}/anular", authapi.OrdersCancel, cancel)
	p("GET /admin/pedidos/{number}/no-entregado", authapi.OrdersMove, askFailed)
	p("POST /admin/pedidos/{number}/no-entregado", authapi.OrdersMove, failed)
	p("GET /admin/pedidos/{number}/devolver", authapi.PaymentsWrite, askRefund)
	p("POST /admin/pedidos/{number}/devolver", authapi.PaymentsWrite, refund)
	p("GET /admin/pedidos/{number}/orden", authapi.OrdersRead, ticket)
	p("GET /admin/pedidos/{number}/tarjeta", authapi.OrdersRead, card)
	p("GET /admin/pedidos/{number}/etiqueta", authapi.OrdersRead, label)

	p("GET /admin/productos", authapi.ProductsWrite, products)
	p("GET /admin/productos/nuevo", authapi.ProductsWrite, newProduct)
	p("POST /admin/productos", authapi.ProductsWrite, createProduct)
	p("GET /admin/productos/{slug}", authapi.ProductsWrite, editProduct)
	p("POST /admin/productos/{slug}", authapi.ProductsWrite, changeProduct)
	p("POST /admin/productos/{slug}/activo", authapi.ProductsWrite, switchProduct)
	p("GET /admin/existencias", authapi.StockWrite, stock)
	p("GET /admin/existencias/{sku}", authapi.StockWrite, sku)
	p("POST /admin/existencias/{sku}", authapi.StockWrite, moveStock)

	p("GET /admin/opiniones", authapi.ReviewsModerate, reviews)
	p("POST /admin/opiniones/{id}", authapi.ReviewsModerate, decideReview)
	p("GET /admin/mensajes", authapi.ContactsRead, inbox)
	p("GET /admin/mensajes/{id}", authapi.ContactsRead, message)
	p("POST /admin/mensajes/{id}/estado", authapi.ContactsWrite, moveMessage)
	p("POST /admin/mensajes/{id}/responder", authapi.ContactsWrite, replyMessage)
	p("GET /admin/correo", authapi.NotificationsRead, mails)
	p("GET /admin/correo/{id}", authapi.NotificationsRead, mail)
	p("POST /admin/correo/{id}/ver", authapi.NotificationsReveal, revealMail)
	p("POST /admin/correo/{id}/reenviar", authapi.NotificationsReveal, resendMail)
	p("GET /admin/sistema", authapi.SystemRead, system)
	p("POST /admin/sistema/{service}/{event}", authapi.DeadLettersWrite, replay)
}

// staff lets in who works in the shop and has the permission.
func staff(permission string, h func(*web.Visit) error) func(*web.Visit) error {
	return func(v *web.Visit) error {
		switch a := v.Account(); {
		case a == nil:
			return problem.Unauthorized("sign_in_required")
		case a.MustChangePassword:
			return problem.New(403, "password_change_required")
		case !a.Can(permission):
			return refused(v, problem.Forbidden())
		}
		return refused(v, h(v))
	}
}

// section is an entry of the back office's navigation; pages whose path begins with
// below belong to it.
type section struct{ href, text, permission, below string }

var sections = []section{
	{"/admin", "admin.today", authapi.OrdersRead, ""},
	{"/admin/buscar", "admin.orders", authapi.OrdersRead, "/admin/pedidos/"},
	{"/admin/productos", "admin.products", authapi.ProductsWrite, "/admin/productos/"},
	{"/admin/existencias", "admin.stock", authapi.StockWrite, "/admin/existencias/"},
	{"/admin/opiniones", "admin.reviews", authapi.ReviewsModerate, "/admin/opiniones/"},
	{"/admin/mensajes", "admin.inbox", authapi.ContactsRead, "/admin/mensajes/"},
	{"/admin/correo", "admin.mail", authapi.NotificationsRead, "/admin/correo/"},
	{"/admin/sistema", "admin.system", authapi.SystemRead, "/admin/sistema/"},
}

func (s section) holds(path string) bool {
	return path == s.href || s.below != "" && strings.HasPrefix(path, s.below)
}

// layout is the frame of a page; one below a list leads back to it.
func layout(v *web.Visit, title string) ui.AdminLayout {
	path := v.R.URL.Path
	l := ui.AdminLayout{Title: title, Path: v.R.URL.RequestURI(), Demo: v.Site.Demo, Logout: "/salir", Icon: v.Site.Shop.Icon}
	a := v.Account()
	for _, s := range sections {
		if !a.Can(s.permission) {
			continue
		}
		text := v.Words.T(s.text)
		l.Nav = append(l.Nav, ui.Link{Href: s.href, Text: text, Current: s.holds(path)})
		if path != s.href && s.holds(path) {
			l.Back = ui.Link{Href: s.href, Text: text}
		}
	}
	l.User = &ui.User{Name: a.Email, Staff: true}
	return l
}
