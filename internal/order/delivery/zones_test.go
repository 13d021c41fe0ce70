package delivery_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/order/delivery"
)

func TestAComunaIsFoundHoweverItIsTyped(t *testing.T) {
	rules := shop(t)
	for typed, want := range map[string]delivery.Comuna{
		"Ñuñoa": {Name: "Ñuñoa", Zone: "centro"}, "NUNOA": {Name: "Ñuñoa", Zone: "centro"},
		" conchali ": {Name: "Conchalí", Zone: "centro-norte"}, "lo  prado": {Name: "Lo Prado", Zone: "norte-extendida"},
		"LAS CONDES": {Name: "Las Condes", Zone: "oriente-norte"}, "renca": {Name: "Renca", Zone: "norte-intermedia"},
	} {
		got, zone, err := rules.Comuna(typed)
		if err != nil || got != want || zone.Code != want.Zone {
			t.Errorf("Comuna(%q) = %+v in %s, %v; want %+v", typed, got, zone.Code, err, want)
		}
	}
}

func TestEveryComunaIsListedInAlphabeticalOrder(t *testing.T) {
	rules := shop(t)
	want := []string{"Cerro Navia", "Conchalí", "Huechuraba", "Independencia", "Las Condes", "Lo Barnechea", "Lo Prado",
		"Ñuñoa", "Providencia", "Quilicura", "Quinta Normal", "Recoleta", "Renca", "Santiago", "Vitacura"}
	got := rules.Comunas()
	if len(got) != len(want) {
		t.Fatalf("%d comunas, want %d", len(got), len(want))
	}
	for i, c := range got {
		if c.Name != want[i] {
			t.Errorf("number %d is %s, want %s", i, c.Name, want[i])
		}
	}
	if len(rules.Zones()) != 5 {
		t.Errorf("%d zones, want 5", len(rules.Zones()))
	}
}

func TestTheZonesOfThePriceList(t *testing.T) {
	rules := shop(t)
	for comuna, want := range map[string][2]int64{
		"Independencia": {2990, 35000}, "Huechuraba": {3990, 45000}, "Cerro Navia": {4990, 55000},
		"Vitacura": {4990, 50000}, "Santiago": {3490, 40000},
	} {
		if _, z, err := rules.Comuna(comuna); err != nil || z.FeeCLP != want[0] || z.FreeFromCLP != want[1] {
			t.Errorf("%s: %d free from %d, %v; want %v", comuna, z.FeeCLP, z.FreeFromCLP, err, want)
		}
	}
}
