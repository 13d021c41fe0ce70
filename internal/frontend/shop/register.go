package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
)

type registerPage struct {
	formPage
	Login string // address, which keeps where to go on
}

func (s *pages) register(v *web.Visit) error {
	if v.Account() != nil {
		return v.Redirect(afterLogin(v.Account(), back(v)))
	}
	return showRegister(v, http.StatusOK, authapi.RegisterInput{}, web.Faults{})
}

// registered opens an account. What follows is the same whether the e-mail had one
// already: its owner reads about it, and nobody else.
func (s *pages) registered(v *web.Visit) error {
	in := authapi.RegisterInput{}
	in.Body.Name, in.Body.Email, in.Body.Password, in.Body.Lang = v.FormValue("nombre"), v.FormValue("correo"), v.R.PostFormValue("nueva"), v.Lang()
	out, err := web.Call(v, authapi.Register, &in)
	if err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showRegister(v, http.StatusUnprocessableEntity, in, faults)
	}
	v.Remember("mail", in.Body.Email)
	if out.Next == authapi.NextLogIn {
		v.Notice(v.Words.T("account.register.ready"))
		return v.Redirect(withBack("/entrar", back(v)))
	}
	v.Remember("verify", "sent")
	return v.Redirect("/verificar")
}

func showRegister(v *web.Visit, status int, in authapi.RegisterInput, faults web.Faults) error {
	to := back(v)
	p := registerPage{formPage: formPage{Layout: v.Layout(v.Words.T("account.register")), Lead: v.Words.T("account.register.text")}, Login: withBack("/entrar", to)}
	p.NoIndex = true
	p.Form = dataForm{Action: "/registro", Send: v.Words.T("account.register.send"), Hidden: []ui.Pair{{Name: "volver", Value: to}}}
	p.Form.fill(v, faults,
		field{"/name", ui.Input{Name: "nombre", Label: v.Words.T("account.name"), Autocomplete: "name", MaxLength: 100, Required: true, Value: in.Body.Name}},
		field{"/email", emailField(v, in.Body.Email)},
		field{"/password", newPasswordField(v, in.Body.Password)})
	p.Form.Fields[2].Label = v.Words.T("account.password")
	return v.Render(status, registerTempl(p))
}
