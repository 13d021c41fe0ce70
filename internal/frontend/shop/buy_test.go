package shop

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

// filled is a checkout to Recoleta that nothing is wrong with.
func filled(more ...string) map[string]string {
	f := map[string]string{
		"para": "Luz Díaz", "telefono": "9 8123 4567", "comuna": "Recoleta", "direccion": "Av. Recoleta 100", "indicaciones": "Portón verde",
		"mensaje": "Feliz día", "firma": "Ana", "nombre": "Ana Soto", "correo": "ana@example.cl", "terminos": "true",
	}
	for i := 0; i+1 < len(more); i += 2 {
		f[more[i]] = more[i+1]
	}
	return f
}

// add posts what the page of a product posts.
func (r *rig) add(sku string, more ...string) {
	r.t.Helper()
	values := map[string][]string{"sku": {sku}, "idempotency_key": {id.New()}}
	for i := 0; i+1 < len(more); i += 2 {
		values[more[i]] = append(values[more[i]], more[i+1])
	}
	r.post("/bolsa", values)
}

// addRosas puts rosas into the bag, for Recoleta the day after tomorrow from 12 to 15.
func (r *rig) addRosas() {
	r.t.Helper()
	r.add("rosas", "comuna", "Recoleta", "fecha", "2026-11-26", "tramo", "12-15", "tarjeta", "Feliz día")
}

// place goes from an empty bag to the provider's page.
func (r *rig) place() {
	r.t.Helper()
	r.addRosas()
	r.open("/pago")
	r.send("/pago", filled(), "hacer", "pagar")
	r.at(orderapi.SandboxPath)
}

// pay decides on the provider's page and comes back to the order's.
func (r *rig) pay(decision string) {
	r.t.Helper()
	r.send(r.page.url.Path, nil, "decision", decision)
	r.at("/pedido/FV-20261124-")
}

func (r *rig) at(prefix string) {
	r.t.Helper()
	if !strings.HasPrefix(r.page.url.Path, prefix) {
		r.t.Fatalf("the visitor is at %s, not at %s:\n%s", r.page.url, prefix, r.page.text)
	}
}

func (r *rig) number() string {
	return strings.Split(strings.TrimPrefix(r.page.url.Path, "/pedido/"), "/")[0]
}

// staffMoves moves the order on as the shop does.
func (r *rig) staffMoves(number string, states ...orderapi.State) {
	r.t.Helper()
	for _, to := range states {
		in := orderapi.MoveInput{Keyed: contract.Keyed{Key: id.New()}, ByNumber: orderapi.ByNumber{Number: number}}
		in.Body.To = to
		_, err := orderapi.Move.Call(r.As("marta", authapi.Manager), r.Conn, &in)
		r.Must(err)
	}
}

func TestAGuestBuysPaysAndFollowsAnOrder(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.says("Está en tu bolsa.", "Ramo rosas", "$20.000", "jueves 26 de noviembre, 12 a 15 h", "$22.690")

	r.open("/pago")
	r.says("¿Quién las recibe?", "$22.690", "incluye $3.623 de IVA", "Feliz día")
	r.send("/pago", filled(), "hacer", "pagar")
	r.at(orderapi.SandboxPath)
	r.says("No es un banco", "$22.690", "Paso 3 de 3")

	r.pay("approve")
	r.says("El pago está hecho.", "Pedido pagado", "Luz Díaz", "+56 9 8123 4567", "Portón verde", "Feliz día", "$22.690", "no son un documento tributario", "Bolsa 0")

	number := r.number()
	r.staffMoves(number, orderapi.Confirmed, orderapi.Preparing)
	r.open("/pedido/" + number)
	r.says("En el taller", "Confirmado por la tienda", "Entregado")
	if strings.Contains(r.page.text, "Anular el pedido") {
		t.Error("an order that is being made can still be cancelled")
	}
	r.open("/pedido/" + number + "/anular")
	r.says("ya no se puede anular aquí")
}

func TestARefusedPaymentCanBeTriedAgainAndABuyerWhoLeavesComesBack(t *testing.T) {
	r := newRig(t)
	r.place()
	r.pay("decline")
	r.says("El pago fue rechazado y no se cobró nada.", "Falta pagarlo", "El pago no resultó", "Fue rechazado.", "quedan 30 minutos")
	again := r.page.url.Path + "/pagar"

	r.Clock.Advance(10 * time.Minute)
	r.open(r.page.url.Path)
	r.says("quedan 20 minutos")
	r.send(again, nil)
	r.pay("abandon")
	r.says("No terminaste el pago.")
	r.send(again, nil)
	r.pay("approve")
	r.says("Pedido pagado")
}

func TestWhoPaysTooLateIsNotCharged(t *testing.T) {
	r := newRig(t)
	r.place()
	r.Clock.Advance(31 * time.Minute)
	r.pay("approve")
	r.says("Se acabó el tiempo para pagar y no se cobró nada.", "El pedido venció")
	for _, f := range r.page.forms {
		if strings.HasSuffix(f.action, "/pagar") {
			t.Error("an expired order offers to be paid")
		}
	}
}

func TestTheProvidersPageDecidesOnceAndSaysSo(t *testing.T) {
	r := newRig(t)
	r.place()
	sandbox := r.page.url.Path
	if got := r.page.header.Get("Referrer-Policy"); got != "same-origin" {
		t.Errorf("the payment's address may travel as a referrer: %q", got)
	}
	r.pay("approve")
	r.open(sandbox)
	r.says("Este pago ya se aprobó.", "Volver a la tienda")
	r.post(sandbox, map[string][]string{"decision": {"decline"}, "idempotency_key": {"late"}})
	r.says("Este pago ya se aprobó.")
	if r.open(orderapi.SandboxPath + "nobody"); r.page.status != http.StatusNotFound {
		t.Errorf("an unknown payment answers %d", r.page.status)
	}
}

func TestAPaymentThatIsNotSettledYetIsWaitedFor(t *testing.T) {
	r := newRig(t)
	r.place()
	r.Goods.Down(true) // the hold cannot be kept, so nothing is charged yet
	r.pay("approve")
	r.says("Estamos confirmando el pago", "No pagues de nuevo")
	if r.page.header.Get("Refresh") == "" {
		t.Error("the page does not look again by itself")
	}
	r.Goods.Down(false)
	r.Clock.Advance(time.Minute)
	r.Must(r.Service.Sweep(t.Context()))
	r.open(r.page.url.Path)
	r.says("Pedido pagado")
}

func TestTheSameClickTwiceIsTheSameOrder(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.open("/pago")
	twice := r.form("/pago").values
	for name, value := range filled("hacer", "pagar") {
		twice.Set(name, value)
	}
	r.post("/pago", twice)
	first := r.page.url.Path
	r.at(orderapi.SandboxPath)
	if r.post("/pago", twice); r.page.url.Path != first {
		t.Errorf("the second click leads to %s, the first to %s", r.page.url.Path, first)
	}
}

func TestWithoutDemoNothingIsPretended(t *testing.T) {
	r := newRig(t, func(o *web.Options) { o.Demo = false })
	r.addRosas()
	r.open("/pago")
	r.says("Por ahora no se puede pagar aquí. Llámanos al +56 9 1234 5678")
	if strings.Contains(r.page.html, `value="sandbox"`) {
		t.Error("the sandbox is offered outside a demonstration")
	}
	r.send("/pago", filled(), "hacer", "pagar")
	r.says("Medio de pago: falta este dato")
}

func TestTheShopSpeaksEnglish(t *testing.T) {
	r := newRig(t)
	r.open("/seguimiento?lang=en")
	r.says("Follow an order")
	r.addRosas()
	r.says("It is in your bag.", "Bouquet rosas", "Go on to payment")
	r.open("/pago")
	r.says("Who receives them?", "Thursday 26 November, 12 to 15 h, in Recoleta", "includes $3.623 of VAT (IVA)")
	r.send("/pago", filled("correo", "", "telefono", "9 8123 45"), "hacer", "pagar")
	r.says("Your e-mail: this is missing", "2 digits")
	r.send("/pago", filled(), "hacer", "pagar")
	r.says("Not a bank")
	r.pay("decline")
	r.says("The payment was declined and nothing was charged.", "Not paid yet")
}
