package orderwords_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
)

func TestAPickupHasWordsOfItsOwn(t *testing.T) {
	w := i18n.For(i18n.ES)
	for state, want := range map[orderapi.State][2]string{
		orderapi.Paid: {"pagado", "pagado"}, orderapi.Preparing: {"preparando", "preparando"}, orderapi.Ready: {"listo", "listo para retirar"},
		orderapi.OutForDelivery: {"en camino", "en el mesón"}, orderapi.Delivered: {"entregado", "retirado"},
		orderapi.DeliveryFailed: {"no entregado", "no retirado"}, orderapi.Cancelled: {"anulado", "anulado"},
	} {
		if got := [2]string{orderwords.StateText(w, orderapi.BySlot, state), orderwords.StateText(w, orderapi.ByPickup, state)}; got != want {
			t.Errorf("%s: %q, want %q", state, got, want)
		}
	}
}

func TestWhenAnOrderIsBrought(t *testing.T) {
	end := time.Date(2026, 11, 26, 13, 30, 0, 0, clock.Santiago())
	for _, c := range []struct {
		d              orderapi.Delivery
		comuna, es, en string
	}{
		{orderapi.Delivery{Kind: orderapi.BySlot, Date: "2026-11-26", Slot: "09-12"}, "Ñuñoa", "jueves 26 de noviembre, 9 a 12 h, en Ñuñoa", "Thursday 26 November, 9 to 12 h, in Ñuñoa"},
		{orderapi.Delivery{Kind: orderapi.BySlot, Date: "2026-11-26", Slot: "09-12"}, "", "jueves 26 de noviembre, 9 a 12 h", "Thursday 26 November, 9 to 12 h"},
		{orderapi.Delivery{Kind: orderapi.ByPickup, Date: "2026-11-26", Slot: "12-15"}, "", "Retiro en la tienda, jueves 26 de noviembre, 12 a 15 h", "Pickup at the shop, Thursday 26 November, 12 to 15 h"},
		{orderapi.Delivery{Kind: orderapi.Express, Date: "2026-11-26"}, "Renca", "Exprés, hoy, en Renca", "Express, today, in Renca"},
		{orderapi.Delivery{Kind: orderapi.Express, Date: "2026-11-26", End: end}, "", "Exprés, jueves 26 de noviembre antes de las 13:30", "Express, Thursday 26 November before 13:30"},
	} {
		for lang, want := range map[string]string{i18n.ES: c.es, i18n.EN: c.en} {
			if got := orderwords.When(i18n.For(lang), c.d, c.comuna); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
	}
}

func TestTotalsNameOnlyWhatThereIs(t *testing.T) {
	w := i18n.For(i18n.ES)
	all := orderwords.Totals(w, orderapi.Totals{GoodsCLP: 20000, DiscountCLP: 2000, FeeCLP: 2990, SurchargeCLP: 5000, TotalCLP: 25990, TaxCLP: 4150}, 35000)
	if len(all) != 5 || all[1].CLP != -2000 || all[2].Note == "" || !all[4].Strong || all[4].Note != "incluye $4.150 de IVA" {
		t.Errorf("with everything: %+v", all)
	}
	free := orderwords.Totals(w, orderapi.Totals{GoodsCLP: 40000, TotalCLP: 40000}, 35000)
	if len(free) != 3 || free[1].Shown != "gratis" || free[1].Note != "" {
		t.Errorf("with nothing but goods: %+v", free)
	}
}
