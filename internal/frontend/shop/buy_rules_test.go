package shop

import (
	"slices"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/user/userapi"
)

func santiago(day, hour int) time.Time {
	return time.Date(2026, 11, day, hour, 0, 0, 0, clock.Santiago())
}

func TestTheDaysShownHoldTheWantedOne(t *testing.T) {
	now := santiago(24, 23)
	for want, first := range map[string]string{
		"": "2026-11-24", "2026-11-24": "2026-11-24", "2026-12-07": "2026-11-24", "2026-12-08": "2026-12-08", "2026-12-24": "2026-12-22",
		"2026-11-01": "2026-11-24", "mañana": "2026-11-24",
	} {
		if got := firstDay(want, now); got != first {
			t.Errorf("for %q the days begin at %s, want %s", want, got, first)
		}
	}
	// On 6 September 2026 there is no midnight in Chile.
	if got := firstDay("2026-09-06", time.Date(2026, 9, 5, 22, 0, 0, 0, clock.Santiago())); got != "2026-09-05" {
		t.Errorf("across the missing hour the days begin at %s", got)
	}
}

func twoDays() *orderapi.Quote {
	free := func(slot string, fee int64) orderapi.Offer {
		return orderapi.Offer{Kind: orderapi.BySlot, Slot: slot, Free: true, FeeCLP: fee, PlacesLeft: 3}
	}
	full := orderapi.Offer{Kind: orderapi.BySlot, Slot: "12-15", Reason: "full"}
	return &orderapi.Quote{
		Comuna: "Ñuñoa", GoodsCLP: 20000, FreeFrom: 40000,
		Days: []orderapi.DayOffer{
			{Date: "2026-11-24", Slots: []orderapi.Offer{full}, Pickup: []orderapi.Offer{{Kind: orderapi.ByPickup, Slot: "12-15", Free: true}}},
			{Date: "2026-11-25", Slots: []orderapi.Offer{free("09-12", 3490), full}},
			{Date: "2026-11-26", SurchargeCLP: 5000, Slots: []orderapi.Offer{{Kind: orderapi.BySlot, Slot: "09-12", Free: true, FeeCLP: 3140, SurchargeCLP: 5000}, free("12-15", 3140)}},
		},
		Express: orderapi.Offer{Kind: orderapi.Express, Free: true, FeeCLP: 5240},
	}
}

func TestTheBuyerGetsWhatTheyChoseOrTheFirstThatIsFree(t *testing.T) {
	for _, c := range []struct {
		name  string
		form  checkoutForm
		date  string
		slot  string
		total int64
		moved bool
	}{
		{"nothing chosen", checkoutForm{}, "2026-11-25", "09-12", 23490, false},
		{"a free slot", checkoutForm{Date: "2026-11-26", Slot: "12-15"}, "2026-11-26", "12-15", 23140, false},
		{"a special date", checkoutForm{Date: "2026-11-26", Slot: "09-12"}, "2026-11-26", "09-12", 28140, false},
		{"a day without a slot", checkoutForm{Date: "2026-11-26"}, "2026-11-26", "09-12", 28140, false},
		{"a full slot", checkoutForm{Date: "2026-11-25", Slot: "12-15"}, "2026-11-25", "09-12", 23490, true},
		{"a full day", checkoutForm{Date: "2026-11-24", Slot: "12-15"}, "2026-11-25", "09-12", 23490, true},
		{"pickup", checkoutForm{Kind: orderapi.ByPickup}, "2026-11-24", "12-15", 20000, false},
		{"express", checkoutForm{Kind: orderapi.Express, Date: "2026-11-24"}, "", "", 25240, false},
	} {
		p := planOf(twoDays(), c.form)
		if p.offer.Date != c.date || p.offer.Slot != c.slot || p.totals().TotalCLP != c.total || p.moved(c.form) != c.moved {
			t.Errorf("%s: %s %s, %d, moved %v", c.name, p.offer.Date, p.offer.Slot, p.totals().TotalCLP, p.moved(c.form))
		}
		if c.form.Kind == "" {
			c.form.Kind = orderapi.BySlot
		}
		if shown := (checkoutForm{Kind: c.form.Kind, Date: c.date, Slot: c.slot}); p.seen(c.form) != shown.seen() && c.form.Kind != orderapi.Express {
			t.Errorf("%s: the page shows %s, the form that comes back is %s", c.name, p.seen(c.form), shown.seen())
		}
	}
	nowhere := twoDays()
	nowhere.Comuna = ""
	if p := planOf(nowhere, checkoutForm{}); p.day >= 0 || p.offer.Free || p.totals().TotalCLP != 20000 {
		t.Error("a comuna that is not served gets a slot")
	}
}

func TestATimelineSaysWhatHappenedAndWhatComes(t *testing.T) {
	v := &web.Visit{Words: i18n.For(i18n.ES)}
	texts := func(kind string, states ...orderapi.State) (all []string, current string) {
		o := &orderapi.Order{State: states[len(states)-1], Delivery: orderapi.Delivery{Kind: kind}}
		for _, s := range states {
			o.Timeline = append(o.Timeline, orderapi.Event{State: s, At: santiago(24, 10)})
		}
		for _, m := range moments(v, o) {
			all = append(all, m.Text)
			if m.Current {
				current = m.Text
			}
		}
		return all, current
	}
	pp, paying := orderapi.PendingPayment, orderapi.Paying
	for _, c := range []struct {
		kind    string
		states  []orderapi.State
		want    []string
		current string
	}{
		{"slot", []orderapi.State{pp, paying}, []string{"Pedido hecho", "Pagando", "Pagado", "Confirmado por la tienda", "En el taller", "Listo", "En camino", "Entregado"}, "Pagando"},
		{"slot", []orderapi.State{pp, paying, pp, paying, orderapi.Paid, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready}, []string{"Pedido hecho", "El pago no resultó", "Pagado", "Confirmado por la tienda", "En el taller", "Listo", "En camino", "Entregado"}, "Listo"},
		{"pickup", []orderapi.State{pp, paying, orderapi.Paid, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready}, []string{"Pedido hecho", "Pagado", "Confirmado por la tienda", "En el taller", "Listo para retirar", "En el mesón", "Retirado"}, "Listo para retirar"},
		{"slot", []orderapi.State{pp, orderapi.Expired}, []string{"Pedido hecho", "Venció sin pago"}, "Venció sin pago"},
		{"slot", []orderapi.State{orderapi.OutForDelivery, orderapi.DeliveryFailed}, []string{"En camino", "No se pudo entregar", "En camino", "Entregado"}, "No se pudo entregar"},
		{"slot", []orderapi.State{orderapi.Paid, orderapi.Cancelled, orderapi.Refunded}, []string{"Pagado", "Anulado", "Devuelto"}, "Devuelto"},
	} {
		if all, current := texts(c.kind, c.states...); !slices.Equal(all, c.want) || current != c.current {
			t.Errorf("%v: %q, at %q", c.states, all, current)
		}
	}
}

func TestEveryStateOfAnOrderHasItsWords(t *testing.T) {
	for _, lang := range []string{i18n.ES, i18n.EN} {
		v := &web.Visit{Words: i18n.For(lang)}
		for _, s := range append([]orderapi.State{orderapi.PendingPayment, orderapi.Paying, orderapi.Expired, orderapi.DeliveryFailed, orderapi.Cancelled, orderapi.Refunded}, way...) {
			for _, kind := range []string{orderapi.BySlot, orderapi.ByPickup, orderapi.Express} {
				o := &orderapi.Order{State: s, Delivery: orderapi.Delivery{Kind: kind}, PaidCLP: 1}
				heading, text := orderWords(v, o)
				for _, key := range []string{heading, text, v.Words.T(stepKey(o, s))} {
					if key == "" || len(key) > 4 && key[:4] == "buy." {
						t.Errorf("%s %s %s is told as %q", lang, kind, s, key)
					}
				}
			}
		}
	}
}

func TestAKeptPersonOrAddressFillsTheForm(t *testing.T) {
	b := &addressBook{
		recipients: []userapi.Recipient{
			{ID: "1", RecipientBody: userapi.RecipientBody{Name: "Luz", Phone: "+56961234567", Address: "Calle 1", Comuna: "Renca", Instructions: "Timbre malo"}},
			{ID: "2", RecipientBody: userapi.RecipientBody{Name: "Nena"}},
		},
		addresses: []userapi.Address{{ID: "1", AddressBody: userapi.AddressBody{Label: "Casa", Address: "Calle 2", Comuna: "Ñuñoa"}}},
	}
	f := checkoutForm{Recipient: "Ana", Address: "Calle 9", Comuna: "Recoleta", Instructions: "Portón"}
	for _, c := range []struct{ choice, recipient, phone, address, comuna, instructions string }{
		{"r:1", "Luz", "+56 9 6123 4567", "Calle 1", "Renca", "Timbre malo"},
		{"r:2", "Nena", "", "Calle 1", "Renca", "Timbre malo"},
		{"a:1", "Nena", "", "Calle 2", "Ñuñoa", ""},
		{"r:9", "Nena", "", "Calle 2", "Ñuñoa", ""},
	} {
		b.fill(&f, c.choice)
		if f.Recipient != c.recipient || f.Telephone != c.phone || f.Address != c.address || f.Comuna != c.comuna || f.Instructions != c.instructions || f.Saved != c.choice {
			t.Errorf("%s: %+v", c.choice, f)
		}
	}
	v := &web.Visit{Words: i18n.For(i18n.ES)}
	if in := b.choice(v, "a:1"); len(in.Options) != 4 || in.Options[1].Text != "Luz, Renca" || in.Options[3].Text != "Casa, Calle 2, Ñuñoa" {
		t.Errorf("the choice is %+v", in.Options)
	}
	if (&addressBook{}).choice(v, "") != nil {
		t.Error("an empty book is offered")
	}
}

func TestAFaultThatBelongsToNoBoxIsSaidAllTheSame(t *testing.T) {
	v := &web.Visit{Words: i18n.For(i18n.ES)}
	f := web.Faults{Fields: map[string]string{"/lang": "Elige una de las opciones.", "/buyer/email": "Falta este dato.", "/recipient/name": "Falta este dato."}}
	want := []ui.FieldError{
		{Field: "f-para", Text: "Quien recibe: falta este dato."}, {Text: "Tu correo: falta este dato."}, {Text: "Elige una de las opciones."},
	}
	if got := faultLines(v, f, func(pointer string) bool { return pointer != "/buyer/email" }); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}
