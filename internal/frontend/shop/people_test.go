package shop

import (
	"net/url"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/auth"
)

func TestAddressesAreKeptChangedRemovedAndBroughtBack(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta/direcciones")
	a.send("/cuenta/direcciones", map[string]string{"direccion": "", "comuna": ""})
	a.says("Calle, número y departamento: Falta este dato.", "Comuna: Falta este dato.")
	a.send("/cuenta/direcciones", map[string]string{"etiqueta": "Casa de la mamá", "direccion": "Av. Italia 1450", "comuna": "Providencia", "indicaciones": "Portón verde"})
	a.says("Quedó guardado.", "Casa de la mamá", "Av. Italia 1450, Providencia", "Portón verde")

	a.open(a.link("/cuenta/direcciones/"))
	a.send(a.page.url.Path, map[string]string{"etiqueta": "", "direccion": "Av. Italia 1500"})
	a.says("Av. Italia 1500, Providencia")
	a.silent("Casa de la mamá")

	a.send(a.link("/cuenta/direcciones/")+"/quitar", nil)
	a.says("Quitaste Av. Italia 1500.")
	undo := a.page.forms[len(a.page.forms)-2] // over the form that adds
	if undo.action != "/cuenta/direcciones" || undo.values.Get("comuna") != "Providencia" {
		t.Fatalf("the way back: %+v", undo)
	}
	a.post(undo.action, undo.values)
	a.says("Av. Italia 1500, Providencia", "Portón verde")
	a.open("/cuenta/direcciones")
	a.silent("Quitaste")
}

func TestTheSixthAddressHasNoForm(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	for _, street := range []string{"Uno 1", "Dos 2", "Tres 3", "Cuatro 4", "Cinco 5"} {
		a.open("/cuenta/direcciones")
		a.send("/cuenta/direcciones", map[string]string{"direccion": street, "comuna": "Recoleta"})
	}
	a.says("Cinco 5", "Caben 5 direcciones.")
	a.silent("Agregar una dirección")
}

func TestAFormSentTwiceKeepsOne(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta/direcciones")
	f := a.form("/cuenta/direcciones")
	f.values.Set("direccion", "Av. Recoleta 100")
	f.values.Set("comuna", "Recoleta")
	a.post(f.action, f.values)
	a.post(f.action, f.values)
	if n := strings.Count(a.page.text, "Av. Recoleta 100, Recoleta"); n != 1 {
		t.Errorf("%d addresses are kept", n)
	}
}

func TestAPersonWithDatesToRemember(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	a.open("/cuenta/personas")
	person := func(days, months, kinds []string) url.Values {
		f := a.form("/cuenta/personas").values
		f.Set("nombre", "Luz Peña")
		f["fecha_tipo"], f["fecha_dia"], f["fecha_mes"] = kinds, days, months
		return f
	}
	a.post("/cuenta/personas", person([]string{"31", ""}, []string{"2", ""}, []string{"birthday", ""}))
	a.says("Ese día no existe en ese mes.")
	a.post("/cuenta/personas", person([]string{"", "29"}, []string{"5", "2"}, []string{"birthday", "anniversary"}))
	a.says("Día: Falta este dato.")
	a.post("/cuenta/personas", person([]string{"3", "29"}, []string{"5", "2"}, []string{"birthday", "anniversary"}))
	a.says("Luz Peña", "cumpleaños el 3 de mayo, aniversario el 29 de febrero")

	a.open(a.link("/cuenta/personas/"))
	if f := a.form(a.page.url.Path).values; f.Get("nombre") != "Luz Peña" {
		t.Errorf("the form of a person holds %v", f)
	}
	if n := strings.Count(a.page.html, `name="fecha_tipo"`); n != 2+spareDates {
		t.Errorf("%d dates can be written", n)
	}
	a.open("/cuenta/personas")
	a.send(a.link("/cuenta/personas/")+"/quitar", nil)
	undo := a.page.forms[len(a.page.forms)-2]
	a.post(undo.action, undo.values)
	a.says("cumpleaños el 3 de mayo, aniversario el 29 de febrero") // dates come back whole
}

func TestWhatIsNotTheAccountsIsNotFound(t *testing.T) {
	a := newAccountRig(t, auth.Config{VerifyAtOnce: true})
	a.signUp()
	for _, path := range []string{"/cuenta/personas/x", "/cuenta/direcciones/x"} {
		a.open(path)
		if a.page.status != 404 {
			t.Errorf("%s: %d", path, a.page.status)
		}
		a.post(path+"/quitar", url.Values{}) // gone is gone
		if a.page.status != 200 {
			t.Errorf("removing %s: %d", path, a.page.status)
		}
	}
}

// link is the first address on the page that goes on from a beginning.
func (a *accountRig) link(start string) string {
	a.t.Helper()
	_, rest, ok := strings.Cut(a.page.html, `href="`+start)
	if !ok {
		a.t.Fatalf("%s leads nowhere below %s:\n%s", a.page.url, start, a.page.text)
	}
	end, _, _ := strings.Cut(rest, `"`)
	return start + end
}
