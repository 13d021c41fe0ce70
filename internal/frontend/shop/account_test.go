package shop

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/id"
)

func TestANewCustomerConfirmsTheirMailAndComesBackToWhereTheyWere(t *testing.T) {
	a := newAccountRig(t, auth.Config{})
	a.open("/cuenta/direcciones?x=1")
	a.at("/entrar?volver=%2Fcuenta%2Fdirecciones%3Fx%3D1")

	a.open("/registro?volver=%2Fcuenta%2Fdirecciones")
	a.send("/registro", map[string]string{"nombre": "Ana Soto", "correo": anasMail, "nueva": anasPassword})
	a.at("/verificar")
	a.says("Te escribimos un correo", anasMail)

	a.open("/entrar?volver=%2Fcuenta%2Fdirecciones")
	a.logIn(anasMail, anasPassword)
	a.says("El correo o la clave no corresponden.")
	if strings.Contains(a.page.html, anasPassword) {
		t.Error("the password came back in the page")
	}

	token := a.auth.VerifyToken(t, anasMail)
	a.open("/verificar?t=" + token) // a program that reads mail goes no further
	a.open("/verificar?t=" + token)
	if got := a.page.header.Get("Referrer-Policy"); got != "same-origin" {
		t.Errorf("the link may leave by a referrer: %q", got)
	}
	a.send("/verificar", nil)
	a.at("/entrar")
	a.says("Tu correo quedó confirmado.")

	a.hear()
	a.open("/entrar?volver=%2Fcuenta%2Fdirecciones")
	a.logIn(anasMail, anasPassword)
	a.at("/cuenta/direcciones")
	a.says("Ana Soto")
}

func TestAShopThatSendsNoMailLetsOneInAtOnce(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.open("/registro?volver=%2Fcuenta%2Fpersonas")
	a.send("/registro", map[string]string{"nombre": "Ana Soto", "correo": anasMail, "nueva": anasPassword})
	a.at("/entrar?volver=%2Fcuenta%2Fpersonas")
	a.says("Tu cuenta está lista.")
	if got := a.form("/entrar").values.Get("correo"); got != anasMail {
		t.Errorf("the e-mail has to be written again: %q", got)
	}
}

func TestLogInSaysNothingOfWhy(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta")
	a.send("/salir", nil)
	a.logIn("nadie@example.cl", anasPassword)
	unknown := strings.ReplaceAll(a.page.html, "nadie@example.cl", anasMail)
	a.logIn(anasMail, "otra clave más")
	if a.page.html != unknown {
		t.Error("an unknown e-mail and a wrong password are answered differently")
	}
	a.open("/entrar")
	a.send("/entrar", nil)
	a.says("Correo: Falta este dato.", "Clave: Falta este dato.")
}

func TestLogInLeadsNowhereElse(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	for _, to := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "javascript:alert(1)", "cuenta"} {
		a.open("/entrar?volver=" + url.QueryEscape(to)) // who is logged in already is sent on
		a.at("/cuenta")
	}
}

func TestWhereAVisitorGoesAfterLoggingIn(t *testing.T) {
	a := newAccountRig(t, auth.Config{})
	printed, err := a.auth.Service.CreateUser(t.Context(), authapi.Florist, "sofia@example.cl")
	if err != nil {
		t.Fatal(err)
	}
	a.logIn2("sofia@example.cl", printed)
	a.at("/cuenta/clave")
	a.says("Elige una tuya para seguir.")
	a.silent("Pedidos") // nothing else is open yet
	a.open("/cuenta")
	a.at("/cuenta/clave")
	a.send("/cuenta/clave", map[string]string{"clave": printed, "nueva": "otro campo de lavanda"})
	a.at("/admin")

	a.open("/cuenta/clave")
	a.send("/salir", nil)
	a.at("/")
	a.logIn2("sofia@example.cl", "otro campo de lavanda")
	a.at("/admin")
	a.open("/cuenta")
	a.says("Ir a la trastienda")
}

func (a *accountRig) logIn2(mail, password string) {
	a.t.Helper()
	a.open("/entrar")
	a.logIn(mail, password)
}

func TestAForgottenPassword(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta")
	a.send("/salir", nil)
	var said []string
	for _, mail := range []string{"nadie@example.cl", anasMail} {
		a.open("/olvide-clave")
		a.send("/olvide-clave", map[string]string{"correo": mail})
		said = append(said, strings.ReplaceAll(a.page.text, mail, "X"))
	}
	if said[0] != said[1] {
		t.Errorf("known and unknown e-mails are answered differently:\n%s\n%s", said[0], said[1])
	}

	token := a.auth.ResetToken(t, anasMail)
	a.open("/nueva-clave?t=" + token)
	a.send("/nueva-clave", map[string]string{"nueva": "corta"})
	a.says("Escribe al menos 8 caracteres.")
	a.send("/nueva-clave", map[string]string{"nueva": "nardos de noviembre"})
	a.at("/entrar")
	a.says("Tu clave nueva está guardada.")
	a.logIn(anasMail, "nardos de noviembre")
	a.at("/cuenta")

	a.open("/nueva-clave?t=" + token)
	a.send("/nueva-clave", map[string]string{"nueva": "y una tercera clave"})
	a.says("Ese enlace ya se usó o venció.", "Mandar el enlace")
}

func TestTheProfileIsCorrectedBesideEachField(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta/perfil")
	a.send("/cuenta/perfil", map[string]string{"nombre": "", "telefono": "9 6123 45", "rut": "12.345.678-9"})
	if a.page.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d", a.page.status)
	}
	a.says("Falta corregir 3 cosas", "Nombre y apellido: Falta este dato.", "Faltan 2 cifras", "El dígito verificador no corresponde")
	a.send("/cuenta/perfil", map[string]string{"nombre": "Ana Soto Vidal", "telefono": "9 6123 4567", "rut": "123456785", "idioma": "en"})
	a.says("Your details are saved.", "Ana Soto Vidal", "Overview") // the pages follow the chosen language
	f := a.form("/cuenta/perfil").values
	if f.Get("telefono") != "+56 9 6123 4567" || f.Get("rut") != "12.345.678-5" {
		t.Errorf("kept as %s, %s", f.Get("telefono"), f.Get("rut"))
	}
}

func TestSessionsAreEndedFromAnother(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	other := newBrowser(t, a.site)
	phone := &accountRig{browser: other, t: t}
	phone.logIn2(anasMail, anasPassword)
	phone.at("/cuenta")

	a.open("/cuenta/sesiones")
	a.says("este navegador")
	a.send("/cuenta/sesiones/otras", nil)
	a.says("Tu cuenta quedó abierta solo en este navegador.")
	a.silent("Cerrar todas las otras")
	a.auth.Advance(t, 6*time.Minute) // the other's access token is over at the latest
	phone.open("/cuenta")
	phone.at("/entrar?volver=%2Fcuenta")
	a.open("/cuenta")
	a.at("/cuenta") // and this one is refreshed
}

func TestAChangedPasswordEndsTheOthers(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta/clave")
	a.send("/cuenta/clave", map[string]string{"clave": "no es esta", "nueva": "peonías de octubre"})
	a.says("Esa no es tu clave actual.")
	a.send("/cuenta/clave", map[string]string{"clave": anasPassword, "nueva": anasPassword})
	a.says("La clave nueva es igual a la anterior.")
	a.send("/cuenta/clave", map[string]string{"clave": anasPassword, "nueva": "peonías de octubre"})
	a.says("Tu clave nueva está guardada.")
	a.open("/cuenta/perfil")
	a.at("/cuenta/perfil")
}

func TestOrdersOfTheAccount(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta")
	a.says("Todavía no hay pedidos")
	user := a.auth.SignIn(t, anasMail).User.ID
	for range ordersPerPage + 1 {
		a.orders.Carts.Fill(user, ordertest.One("rosas"))
		if _, err := orderapi.Place.Call(a.orders.As(user, authapi.Customer), a.orders.Conn, ordertest.Checkout(id.New(), "")); err != nil {
			t.Fatal(err)
		}
	}
	a.open("/cuenta")
	a.says("Tus últimos pedidos", "Para Luz Díaz", "por pagar", "jueves 26 de noviembre, 12 a 15 h", "$22.690", "Ver todos los pedidos")
	if n := strings.Count(a.page.text, "Para Luz Díaz"); n != overviewOrders {
		t.Errorf("%d orders on the overview", n)
	}
	a.open("/cuenta/pedidos?pagina=2")
	if n := strings.Count(a.page.text, "Para Luz Díaz"); n != 1 {
		t.Errorf("%d orders on the second page:\n%s", n, a.page.text)
	}
	a.open("/cuenta/pedidos?pagina=-3")
	a.says("Siguiente")
}

func TestTheOverviewStandsWithoutOneService(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true}, "user-service")
	a.signUp()
	a.at("/cuenta")
	a.says(anasMail, "Todavía no hay pedidos")
	a.open("/cuenta/direcciones")
	if a.page.status != http.StatusServiceUnavailable {
		t.Errorf("status %d", a.page.status)
	}
	a.says("Esta parte de la tienda no responde.")
}

func TestCustomersTakeTheirDataAlongAndLeave(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta/datos.json")
	if !strings.Contains(a.page.html, anasMail) || !strings.Contains(a.page.header.Get("Content-Disposition"), "attachment") || a.page.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the file: %v\n%s", a.page.header, a.page.html)
	}
	a.open("/cuenta/datos")
	a.send("/cuenta/datos/eliminar", map[string]string{"clave": "no es esta"})
	a.says("Esa no es tu clave actual.")
	a.send("/cuenta/datos/eliminar", map[string]string{"clave": anasPassword})
	a.at("/entrar")
	a.says("Tu cuenta ya no existe.")
	a.logIn(anasMail, anasPassword)
	a.says("El correo o la clave no corresponden.")
}

func TestEveryPageOfTheAccountWantsALogIn(t *testing.T) {
	a := newAccountRig(t, auth.Config{})
	for _, p := range append([]struct{ href, text string }{{"/cuenta/datos.json", ""}, {"/cuenta/personas/x", ""}, {"/cuenta/direcciones/x", ""}}, accountParts...) {
		a.open(p.href)
		a.at("/entrar?" + url.Values{"volver": {p.href}}.Encode())
	}
	for _, path := range []string{"/cuenta/perfil", "/cuenta/clave", "/cuenta/direcciones", "/cuenta/personas/x/quitar", "/cuenta/sesiones/otras", "/cuenta/datos/eliminar", "/cuenta/favoritos/x/bolsa"} {
		a.post(path, url.Values{})
		a.at("/entrar?volver=%2F")
	}
}

func TestABrowserIsCalledByItsName(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36":                             "Chrome, Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0":                   "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1": "Safari, iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1":  "Chrome, iPhone",
		"Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0":                                                                  "Firefox, Linux",
		"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36":            "Samsung Internet, Android",
		"curl/8.7.1": "curl/8.7.1",
	} {
		if got := deviceName(nil, agent); got != want {
			t.Errorf("%s: %q, want %q", agent, got, want)
		}
	}
}
