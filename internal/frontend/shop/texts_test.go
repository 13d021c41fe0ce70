package shop

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/auth"
)

func TestTheShopSaysWhereItDelivers(t *testing.T) {
	a := newAccountRig(t, auth.Config{})
	a.open("/despacho")
	a.says("Recoleta, Independencia y Conchalí", "$2.990", "$35.000", "Horas libres esta semana en Recoleta", "cerrado", "jueves 24 de diciembre", "Nochebuena, recargo de $3.000", "Av. Valdivieso 593")
	a.open("/despacho?comuna=%C3%91u%C3%B1oa")
	a.says("A Ñuñoa llegamos. El despacho cuesta $3.490, y es gratis desde $40.000 en flores. Lo primero libre es el martes 24 de noviembre", "en Ñuñoa")
	a.open("/despacho?comuna=Arica")
	a.says("A Arica todavía no llegamos.", "Horas para retirar esta semana")
	a.open("/despacho?comuna=Recoleta&lang=en")
	a.says("We come to Recoleta. Delivery costs $2.990", "Christmas Eve, surcharge of $3.000")
}

func TestAMessageGetsItsNumber(t *testing.T) {
	a := newAccountRig(t, auth.Config{})
	a.open("/contacto?pedido=FV-20261124-K7M2P&tema=order")
	a.send("/contacto", map[string]string{"correo": "ana", "telefono": "123"})
	if a.page.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d", a.page.status)
	}
	a.says("Nombre y apellido: Falta este dato.", "Falta algo en el correo", "Mensaje: Falta este dato.")
	a.send("/contacto", map[string]string{"nombre": "Ana Soto", "correo": "ana@example.cl", "telefono": "9 6123 4567", "mensaje": "¿Llegan mañana?"})
	a.says("Falta tu consentimiento.")
	f := a.form("/contacto")
	f.values.Set("acepto", "true")
	a.post(f.action, f.values)
	a.says("Recibimos tu mensaje", "Su número es C-", "La respuesta va a ana@example.cl.")
	first := a.page.text
	a.post(f.action, f.values)
	if a.page.text != first {
		t.Errorf("the same form sent again is another message:\n%s\n%s", first, a.page.text)
	}
	a.open("/contacto")
	a.says("Enviar el mensaje")
}

func TestTheLegalTextsSayWhatADemoIs(t *testing.T) {
	a := newAccountRig(t, auth.Config{})
	for path, texts := range map[string][]string{
		"/terminos?lang=es":   {"ley 19.496", "tienda de demostración", "Av. Valdivieso 593", "siete días"},
		"/privacidad?lang=es": {"ley 21.719", "tienda de demostración", "una sola cookie", "hola@example.cl"},
		"/terminos?lang=en":   {"law 19.496", "demonstration shop", "Cancelling and changing your mind"},
		"/privacidad?lang=en": {"law 21.719", "one cookie"},
	} {
		a.open(path)
		a.says(texts...)
		a.silent("texts.", "<no value>")
	}
}

func TestATextHasParagraphsAndLists(t *testing.T) {
	got := blocks("Uno.\n- a\n- b\n\nDos.\n- c")
	want := []textBlock{{Text: "Uno."}, {Items: []string{"a", "b"}}, {Text: "Dos."}, {Items: []string{"c"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
