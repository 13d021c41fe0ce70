package shop

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/auth"
)

// like presses the heart on a product's page.
func (a *accountRig) like(sku, from string) {
	a.t.Helper()
	r, err := http.NewRequest(http.MethodPost, a.base+"/favoritos/"+sku, strings.NewReader(""))
	if err != nil {
		a.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Referer", from)
	a.show(a.http.Do(r))
}

func TestAGuestsWishWaitsForTheLogIn(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta")
	a.send("/salir", nil)
	a.like("rosas", a.base+"/producto/rosas?talla=deluxe")
	a.at("/entrar?volver=%2Fproducto%2Frosas%3Ftalla%3Ddeluxe")
	a.says("Entra y lo guardamos en tus favoritos.")
	a.logIn(anasMail, anasPassword)
	a.at("/producto/rosas?talla=deluxe")
	a.says("Quedó en tus favoritos.")
	a.open("/cuenta/favoritos")
	a.says("Ramo rosas", "Clásico", "$20.000")
}

func TestAWishFromElsewhereLeadsToTheList(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.like("rosas", "https://evil.example/producto/rosas")
	a.at("/cuenta/favoritos")
	a.like("nada", a.base+"/producto/rosas")
	a.at("/cuenta/favoritos")
	a.says("Ese producto ya no está en la tienda.")
}

func TestWishesMoveToTheBagAndComeBack(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	for _, sku := range []string{"rosas", "tulipanes", "lirios", "dalias"} {
		a.like(sku, a.base+"/producto/rosas")
	}
	a.open("/cuenta/favoritos")
	a.says("Se agotó.", "Ya no se vende.")
	for _, f := range a.page.forms {
		if strings.HasSuffix(f.action, "/lirios/bolsa") || strings.HasSuffix(f.action, "/dalias/bolsa") {
			t.Errorf("%s is offered", f.action)
		}
	}
	a.send("/cuenta/favoritos/rosas/bolsa", nil)
	a.says("Pasó a tu bolsa.", "Bolsa 1")
	if !slices.Equal(a.shelf.moved, []string{"rosas"}) {
		t.Errorf("moved: %v", a.shelf.moved)
	}
	a.send("/cuenta/favoritos/tulipanes/quitar", nil)
	a.says("Quitaste Ramo tulipanes.")
	a.post("/favoritos/tulipanes", url.Values{})
	a.open("/cuenta/favoritos")
	a.says("Ramo tulipanes")
}
