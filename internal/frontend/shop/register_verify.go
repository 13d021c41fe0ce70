package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
)

const oneTimeLength = 200 // of a mailed link's token

// private keeps the address of a page, which holds a secret, from other sites. The
// form on it still says where it comes from.
func private(v *web.Visit) { v.W.Header().Set("Referrer-Policy", "same-origin") }

// verify shows a button: programs that read mail follow links, and do not press it.
// Without a link it tells where to find one, and sends another.
func (s *pages) verify(v *web.Visit) error {
	token := clip(v.R.URL.Query().Get("t"), oneTimeLength)
	if token == "" {
		return showVerifySent(v, http.StatusOK, v.Remembered("mail"), web.Faults{})
	}
	private(v)
	p := formPage{Layout: v.Layout(v.Words.T("account.verify")), Lead: v.Words.T("account.verify.text")}
	p.NoIndex = true
	p.Form = dataForm{Action: "/verificar", Send: v.Words.T("account.verify.send"), Hidden: []ui.Pair{{Name: "t", Value: token}}}
	return v.Render(http.StatusOK, formTempl(p))
}

func (s *pages) verified(v *web.Visit) error {
	in := authapi.OneTimeInput{}
	in.Body.Token = clip(v.FormValue("t"), oneTimeLength)
	if _, err := web.Call(v, authapi.VerifyEmail, &in); err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showVerifySent(v, http.StatusUnprocessableEntity, v.Remembered("mail"), faults)
	}
	v.Remember("verify", "")
	v.Notice(v.Words.T("account.verify.done"))
	if v.Account() != nil {
		return v.Redirect("/cuenta")
	}
	return v.Redirect("/entrar")
}

// verifyAgain mails another link, or does nothing: the page says the same.
func (s *pages) verifyAgain(v *web.Visit) error {
	in := authapi.MailInput{}
	in.Body.Email, in.Body.Lang = v.FormValue("correo"), v.Lang()
	if _, err := web.Call(v, authapi.ResendVerification, &in); err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showVerifySent(v, http.StatusUnprocessableEntity, in.Body.Email, faults)
	}
	v.Remember("mail", in.Body.Email)
	v.Notice(v.Words.T("account.verify.again.done"))
	return v.Redirect("/verificar")
}

func showVerifySent(v *web.Visit, status int, email string, faults web.Faults) error {
	p := formPage{Layout: v.Layout(v.Words.T("account.verify.again")), Lead: v.Words.T("account.verify.again.text"), Notice: v.TakeNotice()}
	if v.Remembered("verify") != "" && email != "" {
		p.Title, p.Lead = v.Words.T("account.verify.sent"), v.Words.T("account.verify.sent.text", "Email", email)
	}
	p.NoIndex = true
	p.Form = dataForm{Action: "/verificar/reenviar", Send: v.Words.T("account.verify.again.send")}
	p.Form.fill(v, faults, field{"/email", emailField(v, email)})
	return v.Render(status, formTempl(p))
}
