package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// password changes the password of whoever is logged in, customer or staff.
func (s *pages) password(v *web.Visit) error {
	if v.Account() == nil {
		return problem.Unauthorized("sign_in_required")
	}
	return showPassword(v, http.StatusOK, "", "", web.Faults{})
}

func (s *pages) passwordChanged(v *web.Visit) error {
	a := v.Account()
	if a == nil {
		return problem.Unauthorized("sign_in_required")
	}
	first := a.MustChangePassword
	in := authapi.ChangePasswordInput{}
	in.Body.Current, in.Body.New = v.R.PostFormValue("clave"), v.R.PostFormValue("nueva")
	out, err := web.Call(v, authapi.ChangePassword, &in)
	if err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showPassword(v, http.StatusUnprocessableEntity, in.Body.Current, in.Body.New, faults)
	}
	v.NewAccess(out)
	if first {
		greet(v)
		return v.Redirect(afterLogin(v.Account(), back(v)))
	}
	v.Notice(v.Words.T("account.change.done"))
	return v.Redirect("/cuenta/clave")
}

func showPassword(v *web.Visit, status int, current, chosen string, faults web.Faults) error {
	p := accountForm(v, "account.change")
	p.Lead = v.Words.T("account.change.text")
	if v.Account().MustChangePassword {
		p.Lead, p.Nav = v.Words.T("account.change.first"), nil
	}
	p.Form = dataForm{Action: "/cuenta/clave", Send: v.Words.T("account.change.send"), Hidden: []ui.Pair{{Name: "volver", Value: back(v)}}}
	p.Form.fill(v, faults,
		// Password managers learn from it whose password this is.
		field{"", ui.Input{Name: "cuenta", Label: v.Words.T("account.email"), Type: "email", Autocomplete: "username", ReadOnly: true, Value: v.Account().Email}},
		field{"/current", ui.Input{Name: "clave", Label: v.Words.T("account.current_password"), Type: "password", Autocomplete: "current-password", MaxLength: passwordLength, Required: true, Value: current}},
		field{"/new", newPasswordField(v, chosen)})
	return v.Render(status, accountFormTempl(p))
}
