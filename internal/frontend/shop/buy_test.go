package shop

import (
	"strings"
	"testing"
)

// filled is a checkout to Recoleta that nothing is wrong with.
var filled = map[string]string{
	"para": "Luz Díaz", "telefono": "9 8123 4567", "comuna": "Recoleta", "direccion": "Av. Recoleta 100", "indicaciones": "Portón verde",
	"mensaje": "Feliz día", "firma": "Ana", "nombre": "Ana Soto", "correo": "ana@example.cl", "terminos": "true",
}

func (r *rig) addRosas() {
	r.t.Helper()
	r.send2("/bolsa", map[string]string{"sku": "rosas", "comuna": "Recoleta", "fecha": "2026-11-26", "tramo": "12-15", "tarjeta": "Feliz día", "idempotency_key": "form-1"})
}

func (r *rig) send2(path string, fields map[string]string) {
	r.t.Helper()
	values := map[string][]string{}
	for name, value := range fields {
		values[name] = []string{value}
	}
	r.post(path, values)
}

func TestAGuestBuysPaysAndFollowsAnOrder(t *testing.T) {
	r := newRig(t)
	r.addRosas()
	r.says("Está en tu bolsa.", "Ramo rosas", "$20.000", "jueves 26 de noviembre, 12 a 15 h", "$22.690")

	r.open("/pago")
	r.says("¿Quién las recibe?", "$22.690", "incluye $3.623 de IVA")
	r.send("/pago", filled, "hacer", "pagar")
	if !strings.HasPrefix(r.page.url.Path, "/pago/sandbox/") {
		t.Fatalf("after the checkout the buyer is at %s:\n%s", r.page.url, r.page.text)
	}
	r.says("No es un banco", "$22.690", "Paso 3 de 3")

	r.send(r.page.url.Path, nil, "decision", "approve")
	if !strings.HasPrefix(r.page.url.Path, "/pedido/FV-20261124-") {
		t.Fatalf("after paying the buyer is at %s:\n%s", r.page.url, r.page.text)
	}
	r.says("El pago está hecho.", "Pedido pagado", "Luz Díaz", "+56 9 8123 4567", "Portón verde", "Feliz día", "$22.690", "no son un documento tributario", "Bolsa 0")
}
