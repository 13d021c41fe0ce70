package shop

import (
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/cart/cartapi"
)

func TestAnEmptyBagLeadsToTheFlowers(t *testing.T) {
	r := newRig(t)
	r.open("/bolsa")
	r.says("Tu bolsa está vacía", "Ver todas las flores")
	r.open("/pago")
	r.at("/bolsa")
}

func TestAProductGoesIntoTheBagWithWhatGoesWithIt(t *testing.T) {
	r := newRig(t)
	r.add("rosas", "extra", "vino", "extra", "vino", "extra", "rosas", "quantity", "2")
	r.says("Ramo rosas", "$40.000", "Ramo vino", "$18.000", "Bolsa 3")

	r.add("nada")
	r.at("/bolsa")
	r.says("Ese producto ya no está en la tienda.", "Ramo rosas")
}

func TestTheSameAddTwiceAddsOnce(t *testing.T) {
	r := newRig(t)
	for range 2 {
		r.post("/bolsa", map[string][]string{"sku": {"rosas"}, "idempotency_key": {"one-click"}})
	}
	r.says("Bolsa 1")
	r.post("/bolsa", map[string][]string{"sku": {"rosas"}}) // without a key every click counts
	r.says("Bolsa 2")
}

func TestALineIsChangedTakenOutAndPutBack(t *testing.T) {
	r := newRig(t)
	r.add("rosas")
	line := "/bolsa/lineas/rosas"
	r.send(line, map[string]string{"quantity": "3"})
	r.says("$60.000", "Bolsa 3")
	r.send(line, map[string]string{"quantity": "500"})
	r.says("Son 99 como máximo.", "$60.000")

	r.post(line+"/quitar", nil)
	r.says("Quitaste Ramo rosas.", "Tu bolsa está vacía")
	r.send("/bolsa", nil) // the undo's form
	r.says("Ramo rosas", "$60.000")

	r.send(line, map[string]string{"quantity": "0"})
	r.says("Tu bolsa está vacía")
	r.open("/bolsa")
	if strings.Contains(r.page.text, "Quitaste") {
		t.Error("the undo is offered for ever")
	}
	r.post(line+"/quitar", nil)
	r.at("/bolsa")
}

func TestALineSaysWhatIsWrongWithIt(t *testing.T) {
	r := newRig(t)
	r.add("rosas", "quantity", "5")
	for _, c := range []struct {
		problem cartapi.Problem
		says    string
		blocked bool
	}{
		{cartapi.Problem{Code: cartapi.NotEnough, Available: 2}, "Quedan 2.", true},
		{cartapi.Problem{Code: cartapi.SoldOut}, "Se agotó.", true},
		{cartapi.Problem{Code: cartapi.OutOfSeason}, "Está fuera de temporada.", true},
		{cartapi.Problem{Code: cartapi.Gone}, "Ya no se vende.", true},
		{cartapi.Problem{Code: cartapi.PriceChanged, WasCLP: 18000, NowCLP: 20000}, "El precio cambió de $18.000 a $20.000.", false},
	} {
		r.bag.problems = map[string]cartapi.Problem{"rosas": c.problem}
		r.open("/bolsa")
		r.says(c.says)
		if blocked := !strings.Contains(r.page.html, `href="/pago"`); blocked != c.blocked {
			t.Errorf("%s: the way to pay is closed: %v", c.problem.Code, blocked)
		}
		r.open("/pago")
		if back := r.page.url.Path == "/bolsa"; back != c.blocked {
			t.Errorf("%s: the checkout leads back: %v", c.problem.Code, back)
		}
	}
}

func TestTheBagNamesThePriceOfDeliveryOnlyWhenItKnowsIt(t *testing.T) {
	r := newRig(t)
	r.add("rosas")
	r.says("según comuna y hora", "Hasta aquí")
	r.add("rosas", "comuna", "Ñuñoa")
	r.says("Ñuñoa", "Total")
	r.add("rosas", "comuna", "Arica")
	r.says("según comuna y hora")
}

func TestACondolenceIsSoldNothingOnTop(t *testing.T) {
	r := newRig(t)
	r.bag.occasion = "condolencias"
	r.addRosas()
	for _, path := range []string{"/bolsa", "/pago"} {
		r.open(path)
		if strings.Contains(r.page.text, "gratis desde") || strings.ContainsAny(r.page.text, "!¡") {
			t.Errorf("%s raises its voice: %s", path, r.page.text)
		}
		if !strings.Contains(r.page.html, `<body data-tissue="condolencias">`) {
			t.Errorf("%s does not take the tissue of its flowers", path)
		}
	}
	r.bag.occasion = "amor"
	r.add("tulipanes") // the first bouquet is what a page is about
	if r.open("/bolsa"); !strings.Contains(r.page.html, `<body data-tissue="condolencias">`) {
		t.Error("the page takes the colour of the last line")
	}
}
