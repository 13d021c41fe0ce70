package shop

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/product/productapi"
)

func TestRedrawingTheCheckoutLosesNothing(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	written := filled("mi_telefono", "2 2345 67", "anonimo", "true", "sin_precio", "", "comuna", "Ñuñoa", "fecha", "2026-11-30", "tramo", "09-12", "mensaje", "Uno & dos\n<tres>")
	r.send("/pago", written)
	if r.page.status != http.StatusOK {
		t.Errorf("drawing again answers %d", r.page.status)
	}
	r.says("lunes 30 de noviembre, 9 a 12 h, en Ñuñoa", "$23.140")
	for name, want := range written {
		if got := r.form("/pago").values.Get(name); got != want {
			t.Errorf("%s came back as %q, want %q", name, got, want)
		}
	}
	r.open("/bolsa")
	r.open("/pago")
	for _, name := range []string{"para", "direccion", "mensaje", "correo", "comuna", "fecha", "tramo"} {
		if got := r.form("/pago").values.Get(name); got != written[name] {
			t.Errorf("after a look at the bag %s is %q", name, got)
		}
	}
}

func TestAnotherKindOfDeliveryKeepsWhatTheFirstOneAsked(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	r.send("/pago", filled("modo", "pickup"))
	r.says("Se retira en Av. Valdivieso 593", "Retiro en la tienda, jueves 26 de noviembre, 12 a 15 h", "gratis", "$20.000")
	r.send("/pago", map[string]string{"modo": "express"})
	r.says("La entrega exprés no se puede ahora: desde $25.000 en flores")
	r.send("/pago", map[string]string{"modo": "slot"})
	if v := r.form("/pago").values; v.Get("direccion") != "Av. Recoleta 100" || v.Get("fecha") != "2026-11-26" || v.Get("tramo") != "12-15" {
		t.Errorf("the address or the time got lost: %v", v)
	}
}

func TestFlowersCanBePickedUpOrComeExpress(t *testing.T) {
	for _, c := range []struct{ kind, quantity, says string }{
		{"pickup", "1", "Retiro en la tienda"}, {"express", "2", "Exprés, martes 24 de noviembre antes de las 12:30, en Recoleta"},
	} {
		r := newRig(t)
		r.add("rosas", "comuna", "Recoleta", "quantity", c.quantity)
		r.open("/pago")
		r.send("/pago", filled("modo", c.kind))
		r.send("/pago", nil, "hacer", "pagar")
		r.at(orderapi.SandboxPath)
		r.pay("approve")
		r.says(c.says)
	}
}

func TestEverythingThatIsMissingIsSaidAtOnceBesideItsBox(t *testing.T) {
	r := newRig(t)
	r.add("vino", "comuna", "Recoleta")
	r.open("/pago")
	key := r.form("/pago").values.Get("idempotency_key")
	r.send("/pago", map[string]string{"telefono": "+56 9 6123 45"}, "hacer", "pagar")
	if r.page.status != http.StatusUnprocessableEntity {
		t.Errorf("a form with faults answers %d", r.page.status)
	}
	r.says("Falta corregir 7 cosas", "Quien recibe: falta este dato.", "Dirección: falta este dato.", "Tu correo: falta este dato.",
		"Faltan 2 cifras: un teléfono chileno tiene nueve después del +56.", "Confirma que tienes 18 años o más", "Falta aceptar los términos.")
	for _, box := range []string{"f-para", "f-telefono", "f-direccion", "f-nombre", "f-correo", "f-mayor", "f-terminos"} {
		if !strings.Contains(r.page.html, `id="`+box+`-error"`) || !strings.Contains(r.page.html, `href="#`+box+`"`) {
			t.Errorf("the fault of %s is not beside it, or not led to", box)
		}
	}
	if got := r.form("/pago").values.Get("idempotency_key"); got != key {
		t.Error("a form that was never sent on lost its key")
	}
}

func TestWhatTheServiceFindsIsShownBesideItsBox(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	key := r.form("/pago").values.Get("idempotency_key")
	r.send("/pago", filled("correo", "ana.example.cl", "firma", strings.Repeat("a", 81)), "hacer", "pagar")
	r.says("Tu correo: falta algo en el correo", "Firma: escribe 80 caracteres como máximo.")
	if !strings.Contains(r.page.html, `id="f-correo-error"`) {
		t.Error("the e-mail's box says nothing")
	}
	if got := r.form("/pago").values.Get("idempotency_key"); got == key {
		t.Error("the refusal's key is used again")
	}
	r.send("/pago", filled(), "hacer", "pagar")
	r.at(orderapi.SandboxPath)
}

func TestATotalThatChangedIsShownBeforeItIsPaid(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	r.Goods.Add(productapi.Snapshot{SKU: "rosas", Slug: "rosas", PriceCLP: 22000, Active: true, InSeason: true, PrepMinutes: 45}, 0)
	r.send("/pago", filled(), "hacer", "pagar")
	r.says("El total ya no es $22.690: ahora es $24.690.")
	if r.page.status != http.StatusConflict {
		t.Errorf("it answers %d", r.page.status)
	}
	r.send("/pago", nil, "hacer", "pagar") // the terms stay accepted
	r.at(orderapi.SandboxPath)
	r.says("$24.690")
}

func TestASlotThatSomebodyTookIsSaidAndTheNextOneOffered(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	for range 12 { // every place of the slot
		r.Must(r.Buyer().Place())
	}
	r.send("/pago", filled(), "hacer", "pagar")
	r.says("Ese tramo ya no se puede: completo, el siguiente es 15 a 18 h.", "Lo más cercano: jueves 26 de noviembre, 9 a 12 h")
	f := r.form("/pago")
	if !slices.Contains(f.closed, "tramo=12-15") || f.values.Get("tramo") != "09-12" {
		t.Errorf("chosen is %s, closed are %v", f.values.Get("tramo"), f.closed)
	}
	r.send("/pago", nil, "hacer", "pagar")
	r.at(orderapi.SandboxPath)
}

func TestFlowersThatSoldOutMeanwhileAreNamed(t *testing.T) {
	r := newRig(t)
	r.add("tulipanes", "comuna", "Recoleta", "quantity", "3")
	r.open("/pago")
	r.Goods.Remove("tulipanes", 8)
	r.send("/pago", filled(), "hacer", "pagar")
	r.says("Se agotó.", "Quedan 2.", "Corregir la bolsa")
	if v := r.form("/pago").values; v.Get("para") != "Luz Díaz" {
		t.Error("the form is lost")
	}
}

func TestADeliveryThatWasChangedWithoutALookIsLookedAtFirst(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	r.send("/pago", filled("fecha", "2026-11-27"), "hacer", "pagar")
	r.at("/pago")
	r.says("Cambiaste la entrega.", "viernes 27 de noviembre, 12 a 15 h")
	r.send("/pago", nil, "hacer", "pagar")
	r.at(orderapi.SandboxPath)
}

func TestATryWithoutAnswerIsTriedAgainUnderTheSameKey(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	key := r.form("/pago").values.Get("idempotency_key")
	r.Goods.Down(true)
	r.send("/pago", filled(), "hacer", "pagar")
	r.says("No supimos si tu pedido alcanzó a quedar hecho.")
	if got := r.form("/pago").values.Get("idempotency_key"); got != key {
		t.Fatal("another key might place a second order")
	}
	r.Goods.Down(false)
	r.send("/pago", nil, "hacer", "pagar")
	r.at(orderapi.SandboxPath)
}

func TestAComunaThatIsNotServedLeavesThePickup(t *testing.T) {
	r := newRig(t)
	r.add("rosas")
	r.open("/pago")
	r.says("Elige la comuna para ver días y horas.")
	r.send("/pago", filled("comuna", "Arica"))
	r.says("A esa comuna todavía no llegamos. Puedes retirar en la tienda.")
	r.send("/pago", nil, "hacer", "pagar")
	r.says("Día: falta este dato.")
	r.send("/pago", map[string]string{"modo": "pickup"})
	r.send("/pago", nil, "hacer", "pagar")
	r.at(orderapi.SandboxPath)
}

func TestLaterDaysAreAClickAway(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	r.send("/pago", filled(), "ir_a", "2026-12-08")
	if v := r.form("/pago").values; v.Get("fecha") != "2026-12-08" || v.Get("para") != "Luz Díaz" {
		t.Errorf("the days begin at %s, or the form is lost", v.Get("fecha"))
	}
	r.says("Días anteriores")
	r.send("/pago", nil, "hacer", "pagar")
	r.at(orderapi.SandboxPath)
	r.pay("approve")
	r.says("martes 8 de diciembre")
}

func TestAnAnonymousSenderSignsNothing(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	r.send("/pago", filled("anonimo", "true"), "hacer", "pagar")
	r.pay("approve")
	r.says("La tarjeta va sin firma", "no va con las flores")
	if strings.Contains(r.page.html, "messagecard-from") {
		t.Error("the card is signed")
	}
}
