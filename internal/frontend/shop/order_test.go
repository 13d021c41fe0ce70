package shop

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

func TestOnlyTheBuyersBrowserSeesAnOrder(t *testing.T) {
	r := newRig(t)
	r.place()
	r.pay("approve")
	order := r.page.url.Path

	stranger := newBrowser(t, r.site)
	for _, path := range []string{order, order + "/anular", strings.Replace(order, "pedido", "opinar", 1)} {
		stranger.open(path)
		stranger.says("Para ver ese pedido, búscalo con su número y tu correo")
	}
	for _, path := range []string{order + "/pagar", order + "/anular"} {
		stranger.post(path, url.Values{"idempotency_key": {"k"}})
		if strings.Contains(stranger.page.text, "Luz Díaz") {
			t.Errorf("POST %s shows a stranger the order", path)
		}
	}
	r.open(order)
	r.says("Pedido pagado")
}

func TestAnOrderIsFoundByItsNumberAndEmailAndEveryMissIsAnsweredAlike(t *testing.T) {
	r := newRig(t)
	r.place()
	r.pay("approve")
	number := r.number()

	other := newBrowser(t, r.site)
	var misses []string
	for _, try := range []map[string]string{
		{"numero": number, "correo": "luz@example.cl"}, {"numero": "FV-20261124-00000", "correo": "ana@example.cl"},
	} {
		other.open("/seguimiento")
		other.send("/seguimiento", try)
		other.says("No encontramos un pedido con esos datos.")
		misses = append(misses, strings.NewReplacer(try["numero"], "", try["correo"], "").Replace(other.page.html))
	}
	if misses[0] != misses[1] {
		t.Error("a wrong number and a wrong e-mail are answered differently")
	}
	other.send("/seguimiento", map[string]string{"numero": "FV-1", "correo": "ana"})
	other.says("Falta corregir una cosa")

	other.send("/seguimiento", map[string]string{"numero": " " + strings.ToLower(number) + " ", "correo": "ANA@example.cl"})
	other.says("Pedido pagado", "Luz Díaz")

	r.Clock.Advance(time.Second)
	for range 5 {
		other.post("/seguimiento", url.Values{"numero": {number}, "correo": {"x@example.cl"}})
	}
	if other.page.status != http.StatusTooManyRequests {
		t.Errorf("the tries have no end: %d", other.page.status)
	}
	other.says("Van muchos intentos seguidos.")
}

func TestTheLinkOfTheMailIsSwappedAtOnce(t *testing.T) {
	r := newRig(t)
	b := r.Buyer()
	b.Buy()
	link := url.QueryEscape(b.Link)

	r.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	r.open("/pedido/abrir?e=" + link)
	if got := r.page.header.Get("Location"); got != "/pedido/"+b.Number {
		t.Errorf("the link leads to %q", got)
	}
	if r.page.header.Get("Referrer-Policy") != "no-referrer" || r.page.header.Get("Cache-Control") == "public" {
		t.Errorf("the link may travel on: %v", r.page.header)
	}
	r.http.CheckRedirect = nil
	r.open("/pedido/" + b.Number)
	r.says("Pedido pagado", "Luz Díaz")
	if strings.Contains(r.page.html, b.Link) {
		t.Error("the page repeats the link")
	}

	other := newBrowser(t, r.site)
	other.open("/pedido/abrir?e=" + link + "x")
	other.says("Ese enlace ya no abre ningún pedido.")
	if strings.Contains(other.page.html, b.Link) {
		t.Error("the page repeats the link")
	}
}

func TestAnOrderIsCancelledAfterASecondLook(t *testing.T) {
	r := newRig(t)
	r.place()
	r.pay("approve")
	order := r.page.url.Path
	r.open(order + "/anular")
	r.says("¿Anulamos este pedido?", "Te devolvemos $22.690")
	r.send(order+"/anular", map[string]string{"motivo": "Cambió la fecha"})
	r.says("El pedido quedó anulado.", "Pedido anulado", "Cambió la fecha")

	r.Must(r.Service.Sweep(t.Context()))
	r.open(order)
	r.says("Dinero devuelto", "Te devolvimos $22.690.")
	r.post(order+"/anular", url.Values{"idempotency_key": {"again"}})
	r.says("El pedido ya no está en un estado que lo permita.")
}

func TestAnUnpaidOrderThatIsCancelledOwesNothing(t *testing.T) {
	r := newRig(t)
	r.place()
	r.pay("decline")
	order := r.page.url.Path
	r.open(order + "/anular")
	if strings.Contains(r.page.text, "devolvemos") {
		t.Error("money that was never paid is promised back")
	}
	r.send(order+"/anular", nil)
	r.says("No se cobró nada.")
}

func TestADeliveredOrderIsReviewed(t *testing.T) {
	r := newRig(t)
	r.place()
	r.pay("approve")
	number := r.number()
	r.open("/opinar/" + number)
	r.says("Todavía no hay nada que opinar")

	r.staffMoves(number, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered)
	r.reviews.open = []reviewapi.Open{
		{Slug: "rosas", NameES: "Ramo rosas", NameEN: "Bouquet rosas", Number: number}, {Slug: "otra", NameES: "De otro pedido", Number: "FV-20261124-00000"},
	}
	r.open("/pedido/" + number)
	r.says("Entregado", "Contar cómo llegaron")
	opinar := "/opinar/" + number
	r.open(opinar)
	r.says("¿Cómo llegaron?", "Ramo rosas")
	if strings.Contains(r.page.text, "De otro pedido") {
		t.Error("the page shows another order's products")
	}
	r.send(opinar, map[string]string{"titulo": "Lindas"})
	r.says("Elige de una a cinco estrellas.")
	if got := r.form(opinar).values.Get("titulo"); got != "Lindas" {
		t.Errorf("the title came back as %q", got)
	}
	r.send(opinar, map[string]string{"estrellas": "5", "texto": "Llegaron frescas."})
	r.says("Gracias. La leemos y la publicamos pronto.", "Tu opinión espera que la leamos.", "Cambiar mi opinión")
	if len(r.reviews.got) != 1 || r.reviews.got[0].Body.Rating != 5 || r.reviews.got[0].Body.Title != "Lindas" || r.reviews.got[0].Link == "" {
		t.Errorf("review-service got %+v", r.reviews.got)
	}
}

func TestTheReviewMailsLinkOpensTheForm(t *testing.T) {
	r := newRig(t)
	b := r.Buyer()
	b.Buy()
	r.open("/opinar?e=" + url.QueryEscape(b.Link))
	r.at("/opinar/" + b.Number)
}
