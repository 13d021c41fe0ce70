package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/user/userapi"
)

const (
	nameLength  = 120
	phoneLength = 20
	rutLength   = 14
)

func (s *pages) profile(v *web.Visit) error {
	me, err := web.Call(v, userapi.Me, &contract.None{})
	if err != nil {
		return err
	}
	in := userapi.ProfileInput{}
	in.Body.Name, in.Body.Phone, in.Body.RUT, in.Body.Lang = me.Name, chile.FormatPhone(me.Phone), me.RUT, me.Lang
	return showProfile(v, http.StatusOK, in, web.Faults{})
}

// profileChanged keeps the profile; the pages speak its language from then on.
func (s *pages) profileChanged(v *web.Visit) error {
	in := userapi.ProfileInput{}
	in.Body.Name, in.Body.Phone, in.Body.RUT, in.Body.Lang = v.FormValue("nombre"), v.FormValue("telefono"), v.FormValue("rut"), v.FormValue("idioma")
	me, err := web.Call(v, userapi.ChangeMe, &in)
	if err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		tellNumber(v, &faults, "/phone", in.Body.Phone, chile.ParsePhone)
		tellNumber(v, &faults, "/rut", in.Body.RUT, chile.ParseRUT)
		return showProfile(v, http.StatusUnprocessableEntity, in, faults)
	}
	v.SetName(me.Name)
	v.Notice(i18n.For(me.Lang).T("account.profile.done"))
	return v.Redirect("/cuenta/perfil?lang=" + me.Lang)
}

func showProfile(v *web.Visit, status int, in userapi.ProfileInput, faults web.Faults) error {
	b := in.Body
	p := accountForm(v, "account.profile")
	p.Form = dataForm{Action: "/cuenta/perfil", Send: v.Words.T("account.save")}
	p.Form.fill(v, faults,
		field{"/name", ui.Input{Name: "nombre", Label: v.Words.T("account.name"), Autocomplete: "name", MaxLength: nameLength, Required: true, Value: b.Name}},
		field{"", ui.Input{Name: "correo", Label: v.Words.T("account.email"), Type: "email", ReadOnly: true, Hint: v.Words.T("account.email.fixed"), Value: v.Account().Email}},
		field{"/phone", ui.Input{Name: "telefono", Label: v.Words.T("account.phone"), Type: "tel", InputMode: "tel", Autocomplete: "tel", MaxLength: phoneLength, Optional: true, Placeholder: "+56 9 6123 4567", Hint: v.Words.T("account.phone.hint"), Value: b.Phone}},
		field{"/rut", ui.Input{Name: "rut", Label: v.Words.T("account.rut"), Autocomplete: "off", MaxLength: rutLength, Optional: true, Placeholder: "12.345.678-5", Hint: v.Words.T("account.rut.hint"), Value: b.RUT}},
		field{"/lang", ui.Input{Name: "idioma", Label: v.Words.T("account.lang"), Type: "select", Hint: v.Words.T("account.lang.hint"), Value: b.Lang, Options: []ui.Option{
			{Value: i18n.ES, Text: v.Words.T("account.lang.es")}, {Value: i18n.EN, Text: v.Words.T("account.lang.en")},
		}}})
	return v.Render(status, accountFormTempl(p))
}
