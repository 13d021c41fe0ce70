package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/problem"
)

func (s *pages) forgot(v *web.Visit) error {
	return showForgot(v, http.StatusOK, v.Remembered("mail"), web.Faults{})
}

// forgotten mails a link, or does nothing: the page says the same.
func (s *pages) forgotten(v *web.Visit) error {
	in := authapi.MailInput{}
	in.Body.Email, in.Body.Lang = v.FormValue("correo"), v.Lang()
	if _, err := web.Call(v, authapi.ForgotPassword, &in); err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showForgot(v, http.StatusUnprocessableEntity, in.Body.Email, faults)
	}
	v.Remember("mail", in.Body.Email)
	v.Notice(v.Words.T("account.forgot.done", "Email", in.Body.Email))
	return v.Redirect("/olvide-clave")
}

func showForgot(v *web.Visit, status int, email string, faults web.Faults) error {
	p := formPage{Layout: v.Layout(v.Words.T("account.forgot")), Lead: v.Words.T("account.forgot.text"), Notice: v.TakeNotice()}
	p.NoIndex = true
	p.Form = dataForm{Action: "/olvide-clave", Send: v.Words.T("account.forgot.send"), Cancel: "/entrar"}
	p.Form.fill(v, faults, field{"/email", emailField(v, email)})
	return v.Render(status, formTempl(p))
}

// reset asks for the new password that the mailed link lets one choose.
func (s *pages) reset(v *web.Visit) error {
	token := clip(v.R.URL.Query().Get("t"), oneTimeLength)
	if token == "" {
		return v.Redirect("/olvide-clave")
	}
	return showReset(v, http.StatusOK, token, "", web.Faults{})
}

func (s *pages) resetDone(v *web.Visit) error {
	in := authapi.ResetPasswordInput{}
	in.Body.Token, in.Body.Password = clip(v.FormValue("t"), oneTimeLength), v.R.PostFormValue("nueva")
	if _, err := web.Call(v, authapi.ResetPassword, &in); err != nil {
		faults, ok := v.Faults(err)
		switch {
		case !ok:
			return err
		case problem.Code(err) == "link_invalid": // of no more use: another one is
			return showForgot(v, http.StatusUnprocessableEntity, v.Remembered("mail"), faults)
		}
		return showReset(v, http.StatusUnprocessableEntity, in.Body.Token, in.Body.Password, faults)
	}
	v.Notice(v.Words.T("account.reset.done"))
	return v.Redirect("/entrar")
}

func showReset(v *web.Visit, status int, token, password string, faults web.Faults) error {
	private(v)
	p := formPage{Layout: v.Layout(v.Words.T("account.reset")), Lead: v.Words.T("account.reset.text")}
	p.NoIndex = true
	p.Form = dataForm{Action: "/nueva-clave", Send: v.Words.T("account.reset.send"), Hidden: []ui.Pair{{Name: "t", Value: token}}}
	p.Form.fill(v, faults, field{"/password", newPasswordField(v, password)})
	return v.Render(status, formTempl(p))
}
