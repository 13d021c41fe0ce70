package shop

import (
	"errors"
	"net/http"
	"net/url"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/user/userapi"
)

// loginPage is the form and, beside it, what an account is good for.
type loginPage struct {
	formPage
	Register string // address, which keeps where to go on
}

// back is where a form of the log-in leads on to: a path of ours, or "".
func back(v *web.Visit) string {
	if to := v.FormValue("volver"); to != "" {
		return web.Local(to, "")
	}
	return web.Local(v.R.URL.Query().Get("volver"), "")
}

// withBack is a path that keeps where to go on.
func withBack(path, to string) string {
	if to == "" {
		return path
	}
	return path + "?" + url.Values{"volver": {to}}.Encode()
}

func (s *pages) login(v *web.Visit) error {
	if v.Account() != nil {
		return v.Redirect(afterLogin(v.Account(), back(v)))
	}
	return showLogin(v, http.StatusOK, v.Remembered("mail"), "", web.Faults{})
}

// loggedIn opens a session. Why a log-in fails is never said: not whether the
// e-mail is known, nor whether it is verified.
func (s *pages) loggedIn(v *web.Visit) error {
	in := authapi.LoginInput{UserAgent: v.R.UserAgent()}
	in.Body.Email, in.Body.Password = v.FormValue("correo"), v.R.PostFormValue("clave")
	if in.Body.Email == "" || in.Body.Password == "" {
		missing := web.Faults{Fields: map[string]string{}}
		for at, value := range map[string]string{"/email": in.Body.Email, "/password": in.Body.Password} {
			if value == "" {
				missing.Fields[at] = v.Words.Problem("required", nil)
			}
		}
		return showLogin(v, http.StatusUnprocessableEntity, in.Body.Email, in.Body.Password, missing)
	}
	out, err := web.Call(v, authapi.Login, &in)
	if err != nil {
		faults, ok := v.Faults(err)
		if problem.Code(err) == "credentials_invalid" {
			faults, ok = web.Faults{Whole: v.Words.Problem("credentials_invalid", nil)}, true
		}
		if !ok {
			return err
		}
		return showLogin(v, http.StatusUnprocessableEntity, in.Body.Email, in.Body.Password, faults)
	}
	if out.Result != authapi.SignedIn {
		return errors.New("auth-service asks for a second factor, which these pages do not have")
	}
	if err := v.SignedIn(out); err != nil {
		return err
	}
	v.Remember("mail", "")
	if !out.User.MustChangePassword {
		greet(v)
	}
	return v.Redirect(afterLogin(v.Account(), back(v)))
}

// greet learns the account's name and does what the visitor wanted before they had
// to log in. Neither is worth failing a log-in.
func greet(v *web.Visit) {
	if me, err := web.Call(v, userapi.Me, &contract.None{}); err == nil {
		v.SetName(me.Name)
	} else {
		v.Without("name", err)
	}
	if sku := v.Remembered("wish"); sku != "" {
		v.Remember("wish", "")
		if err := wish(v, sku); err != nil {
			v.Without("wish", err)
		}
	}
}

func afterLogin(a *web.Account, to string) string {
	switch {
	case a.MustChangePassword:
		return withBack("/cuenta/clave", to)
	case to != "":
		return to
	case a.Office():
		return "/admin"
	}
	return "/cuenta"
}

// logout ends the session in this browser even when auth-service does not answer.
func (s *pages) logout(v *web.Visit) error {
	in := authapi.LogoutInput{}
	if in.Body.RefreshToken = v.RefreshToken(); in.Body.RefreshToken != "" {
		if _, err := web.Call(v, authapi.Logout, &in); err != nil {
			v.Without("log-out", err)
		}
	}
	if err := v.SignedOut(); err != nil {
		return err
	}
	return v.Redirect("/")
}

func showLogin(v *web.Visit, status int, email, password string, faults web.Faults) error {
	to := back(v)
	p := loginPage{formPage: formPage{Layout: v.Layout(v.Words.T("account.login")), Notice: v.TakeNotice()}, Register: withBack("/registro", to)}
	p.NoIndex = true
	p.Form = dataForm{Action: "/entrar", Send: v.Words.T("account.login.send"), Hidden: []ui.Pair{{Name: "volver", Value: to}}}
	mail := emailField(v, email)
	mail.Autocomplete = "username"
	p.Form.fill(v, faults,
		field{"/email", mail},
		field{"/password", ui.Input{Name: "clave", Label: v.Words.T("account.password"), Type: "password", Autocomplete: "current-password", MaxLength: passwordLength, Required: true, Value: password}})
	return v.Render(status, loginTempl(p))
}
