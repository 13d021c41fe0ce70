package words_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"floresvictoria.cl/flores/internal/notification/words"
)

// afternoon is 15:04 in the shop.
var afternoon = time.Date(2026, 11, 24, 18, 4, 0, 0, time.UTC)

const link = "https://flores.example/pedido/abrir?e=a.1.b"

func composer(t *testing.T) *words.Composer {
	t.Helper()
	c, err := words.New(words.Shop{URL: func() string { return "https://flores.example" }, Address: "Av. Valdivieso 593, Recoleta"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func full() words.Facts {
	return words.Facts{
		Name: "Ana", Until: afternoon,
		Order: &words.Order{
			Number: "FV-20261124-AB12C", At: afternoon, Kind: "slot", Date: "2026-11-25", Slot: "09-12", Recipient: "Marta <b>Soto</b>",
			Address: "Los Plátanos 12", Comuna: "Ñuñoa", Occasion: "cumpleanos", GoodsCLP: 60000, DiscountCLP: 5000, FeeCLP: 3490, SurchargeCLP: 3000,
			TotalCLP: 61490, TaxCLP: 9818, Lines: []words.Line{{Name: "Ramo de girasoles", Size: "deluxe", Quantity: 2, TotalCLP: 60000}},
		},
		Message: &words.Message{ID: "m", Number: "C-ABC234", Category: "order", Name: "Ana Rojas", Email: "ana@example.cl", Text: "¿Llegará\nmañana?", Reply: "Sí, mañana.\n\nTe esperamos."},
		Stock:   &words.Stock{SKU: "GIR-2", Name: "Ramo de girasoles", Size: "deluxe", Available: 4, LowAt: 5},
	}
}

func compose(t *testing.T, kind, lang string, f words.Facts, link string) words.Mail {
	t.Helper()
	m, err := composer(t).Compose(kind, lang, f, link)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEveryKindHasItsWordsInBothLanguages(t *testing.T) {
	c := composer(t)
	if es, en := c.Kinds(words.ES), c.Kinds(words.EN); !slices.Equal(es, en) || len(es) < 18 {
		t.Fatalf("in Spanish %v, in English %v", es, en)
	}
	sparse := words.Facts{Until: afternoon, Order: &words.Order{Number: "FV-1", Kind: "pickup", Date: "2026-11-25", Slot: "18-21", Recipient: "Eva", Pending: true},
		Message: &words.Message{Number: "C-1", Category: "other", Name: "Eva", Email: "eva@example.cl"}, Stock: &words.Stock{SKU: "A", Available: 1}}
	refund := full()
	refund.Order.RefundCLP, refund.Order.Why = 61490, "hold_lost"
	for _, kind := range c.Kinds(words.ES) {
		subjects := map[string]bool{}
		for _, lang := range []string{words.ES, words.EN} {
			for name, f := range map[string]words.Facts{"full": full(), "sparse": sparse, "refund": refund} {
				sound(t, kind+" "+lang+" "+name, compose(t, kind, lang, of(kind, f), link))
			}
			subjects[compose(t, kind, lang, full(), link).Subject] = true
		}
		if len(subjects) != 2 {
			t.Errorf("%s has one subject in both languages: %v", kind, subjects)
		}
	}
}

// of leaves the facts that a mail of the kind is given.
func of(kind string, f words.Facts) words.Facts {
	if !strings.HasPrefix(kind, "order.") {
		f.Order = nil
	}
	if !strings.HasPrefix(kind, "contact.") {
		f.Message = nil
	}
	if !strings.HasPrefix(kind, "product.") {
		f.Stock = nil
	}
	return f
}

var tags = regexp.MustCompile(`<[^>]*>`)

// sound checks what holds for every mail.
func sound(t *testing.T, name string, m words.Mail) {
	t.Helper()
	if m.Subject == "" || len(m.Subject) > 120 || strings.ContainsAny(m.Subject, "\r\n") {
		t.Errorf("%s: subject %q", name, m.Subject)
	}
	for form, body := range map[string]string{"text": m.Text, "HTML": m.HTML} {
		for _, bad := range []string{"<no value>", "ZgotmplZ", "{{", "%!", " .", " ,", "  :", "\n\n\n"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: the %s has %q:\n%s", name, form, bad, body)
			}
		}
		words := body
		if form == "HTML" {
			words = tags.ReplaceAllString(body, "")
		}
		if i := strings.IndexFunc(words, func(r rune) bool { return r == '!' || r == '¡' || unicode.Is(unicode.So, r) }); i >= 0 {
			t.Errorf("%s: the %s shouts or has a picture: %q", name, form, words[i:min(len(words), i+20)])
		}
		if len(body) > 20_000 || len(body) < 100 {
			t.Errorf("%s: the %s has %d bytes", name, form, len(body))
		}
	}
	if strings.Contains(m.HTML, "<b>Soto") {
		t.Errorf("%s: a name is taken for HTML", name)
	}
	if strings.Contains(m.HTML, "<table") || strings.Contains(m.HTML, "<style") || strings.Contains(m.HTML, "class=") || strings.Contains(m.HTML, "<img") {
		t.Errorf("%s: the HTML needs what mail programs drop", name)
	}
}

func TestWhatTheMailsSay(t *testing.T) {
	pickup, express, pending, refund, told := full(), full(), full(), full(), full()
	pickup.Order.Kind = "pickup"
	express.Order.Kind, express.Order.Slot, express.Order.End = "express", "", afternoon
	pending.Order.Pending = true
	refund.Order.RefundCLP, refund.Order.Why = 61490, "sold_out"
	told.Order.Why = "no había nadie."
	unknown := full()
	unknown.Order.Why = "some_new_code"
	low := full()
	low.Stock.Available = 1
	for _, c := range []struct {
		kind, lang string
		facts      words.Facts
		has        []string
	}{
		{"order.placed", words.ES, pending, []string{"Hola, Ana:", "Pagar $61.490", "Entrega: miércoles 25 de noviembre, 9 a 12 h, en Ñuñoa",
			"2 × Ramo de girasoles, grande: $60.000", "Descuento: -$5.000", "Despacho: $3.490", "Recargo por fecha especial: $3.000", "Total: $61.490 (IVA incluido $9.818)", "Para: Marta <b>Soto</b>, Los Plátanos 12, Ñuñoa"}},
		{"order.placed", words.EN, pending, []string{"Hello Ana,", "Pay $61.490", "Delivery: Wednesday 25 November, 9 to 12 h, in Ñuñoa", "2 × Ramo de girasoles, large"}},
		{"order.paid", words.ES, full(), []string{"pago de $61.490", "no es boleta"}},
		{"order.confirmed", words.ES, pickup, []string{"hora de retiro: retiro en Av. Valdivieso 593, Recoleta, miércoles 25 de noviembre, 9 a 12 h"}},
		{"order.confirmed", words.EN, express, []string{"Wednesday 25 November, before 15:04, in Ñuñoa"}},
		{"order.out_for_delivery", words.ES, full(), []string{"a las 15:04"}},
		{"order.delivered", words.ES, full(), []string{"el martes 24 de noviembre a las 15:04", "Dar mi opinión:\n" + link}},
		{"order.delivered", words.EN, pickup, []string{"was picked up on Tuesday 24 November at 15:04"}},
		{"order.delivery_failed", words.ES, told, []string{"Motivo: no había nadie."}},
		{"order.delivery_failed", words.ES, unknown, []string{"entregar las flores. Volvieron"}},
		{"order.cancelled", words.ES, full(), []string{"No quedó ningún cobro."}},
		{"order.cancelled", words.EN, refund, []string{"Reason: The flowers sold out.", "We will return $61.490", "Refund: $61.490"}},
		{"order.expired", words.ES, full(), []string{"El pago no llegó a tiempo, así que", "No se cobró nada."}},
		{"order.expired", words.ES, refund, []string{"Las flores se agotaron antes de que", "Llegó un pago de $61.490"}},
		{"order.refunded", words.ES, refund, []string{"Devolvimos $61.490"}},
		{"user.verification_requested", words.ES, full(), []string{"hasta el martes 24 de noviembre a las 15:04", "Confirmar mi correo:\n" + link}},
		{"contact.replied", words.ES, full(), []string{"> Sí, mañana.\n> \n> Te esperamos.", "Nos escribiste:\n> ¿Llegará\n> mañana?"}},
		{"contact.received.staff", words.ES, full(), []string{"Ana Rojas (ana@example.cl) escribió sobre un pedido", "> ¿Llegará"}},
		{"product.stock_low", words.ES, full(), []string{"Ramo de girasoles, grande (GIR-2) quedan 4. El aviso está puesto en 5."}},
		{"product.stock_low", words.ES, low, []string{"Queda 1\n", "queda 1."}},
		{"product.stock_out", words.EN, full(), []string{"Sold out"}},
	} {
		m := compose(t, c.kind, c.lang, of(c.kind, c.facts), link)
		for _, want := range c.has {
			if !strings.Contains(m.Text, want) {
				t.Errorf("%s in %s does not say %q:\n%s", c.kind, c.lang, want, m.Text)
			}
		}
		plain := strings.Join(strings.Fields(tags.ReplaceAllString(m.HTML, " ")), " ")
		for _, want := range c.has {
			if first, _, _ := strings.Cut(want, ":"); !strings.ContainsAny(first, "\n>") && !strings.Contains(plain, strings.TrimSuffix(first, "\n")) {
				t.Errorf("the HTML of %s in %s does not say %q:\n%s", c.kind, c.lang, first, plain)
			}
		}
	}
	if m := compose(t, "order.paid", "fr", full(), ""); !strings.HasPrefix(m.Subject, "Pedido") || strings.Contains(m.Text, "Ver el pedido") {
		t.Errorf("an unknown language, and no link: %q\n%s", m.Subject, m.Text)
	}
	if _, err := composer(t).Compose("order.lost", words.ES, full(), ""); err == nil {
		t.Error("an unknown kind was written")
	}
}

func TestTheOccasionColoursTheMail(t *testing.T) {
	f := full()
	for occasion, colour := range map[string]string{"condolencias": "#d9d5e8", "cumpleanos": "#ffd65c", "": "#efe9f1"} {
		f.Order.Occasion = occasion
		if m := compose(t, "order.paid", words.ES, f, link); !strings.Contains(m.HTML, "background:"+colour) {
			t.Errorf("%q is not %s:\n%s", occasion, colour, m.HTML)
		}
	}
}
