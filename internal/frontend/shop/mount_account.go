package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// mountAccount adds log-in, the customer's account and the shop's texts.
func mountAccount(site *web.Site, s *pages) {
	site.Page("GET /entrar", s.login)
	site.Page("POST /entrar", s.loggedIn)
	site.Page("POST /salir", s.logout)
	site.Page("GET /registro", s.register)
	site.Page("POST /registro", s.registered)
	site.Page("GET /verificar", s.verify)
	site.Page("POST /verificar", s.verified)
	site.Page("POST /verificar/reenviar", s.verifyAgain)
	site.Page("GET /olvide-clave", s.forgot)
	site.Page("POST /olvide-clave", s.forgotten)
	site.Page("GET /nueva-clave", s.reset)
	site.Page("POST /nueva-clave", s.resetDone)

	member := func(pattern string, h func(*web.Visit) error) { site.Page(pattern, forMembers(h)) }
	member("GET /cuenta", s.account)
	member("GET /cuenta/pedidos", s.accountOrders)
	member("GET /cuenta/perfil", s.profile)
	member("POST /cuenta/perfil", s.profileChanged)
	member("GET /cuenta/sesiones", s.sessions)
	member("POST /cuenta/sesiones/otras", s.sessionsEnded)
	member("POST /cuenta/sesiones/{id}", s.sessionEnded)
	member("GET /cuenta/datos", s.ownData)
	member("GET /cuenta/datos.json", s.ownDataFile)
	member("POST /cuenta/datos/eliminar", s.accountDeleted)
	site.Page("GET /cuenta/clave", s.password) // open to who must change a printed password first
	site.Page("POST /cuenta/clave", s.passwordChanged)

	member("GET /cuenta/direcciones", s.addresses)
	member("POST /cuenta/direcciones", s.addressAdded)
	member("GET /cuenta/direcciones/{id}", s.address)
	member("POST /cuenta/direcciones/{id}", s.addressChanged)
	member("POST /cuenta/direcciones/{id}/quitar", s.addressRemoved)
	member("GET /cuenta/personas", s.people)
	member("POST /cuenta/personas", s.personAdded)
	member("GET /cuenta/personas/{id}", s.person)
	member("POST /cuenta/personas/{id}", s.personChanged)
	member("POST /cuenta/personas/{id}/quitar", s.personRemoved)

	member("GET /cuenta/favoritos", s.wishes)
	member("POST /cuenta/favoritos/{sku}/bolsa", s.wishToBag)
	member("POST /cuenta/favoritos/{sku}/quitar", s.wishRemoved)
	site.Page("POST /favoritos/{sku}", s.wished)

	site.Page("GET /despacho", s.zones)
	site.Page("GET /contacto", s.contact)
	site.Page("POST /contacto", s.contacted)
	site.Page("GET /terminos", s.legal(termsText))
	site.Page("GET /privacidad", s.legal(privacyText))
}

// forMembers lets in who is logged in and has chosen their own password.
func forMembers(h func(*web.Visit) error) func(*web.Visit) error {
	return func(v *web.Visit) error {
		switch a := v.Account(); {
		case a == nil:
			return problem.Unauthorized("sign_in_required")
		case a.MustChangePassword:
			return problem.New(http.StatusForbidden, "password_change_required")
		}
		return h(v)
	}
}
