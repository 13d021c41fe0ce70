package app_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/mail/mailtest"
)

// tale is a story in which everything that is secret is written down.
type tale struct {
	t       *testing.T
	shop    *apptest.Shop
	clk     *clock.Fake
	mails   *mailtest.Server
	witness *witness
	api     *contract.Conn
	secrets []secret
}

const reader = "lectora@example.cl"

func tell(t *testing.T) *tale {
	a := &tale{t: t, clk: clock.NewFake(apptest.Morning(t))}
	smtp := a.secret(password)
	a.mails = mailtest.Start(t, mailtest.WithUser("tienda", smtp))
	a.shop = apptest.Start(t, apptest.Options{
		Clock: a.clk, Backoff: events.Backoff{First: time.Millisecond, Max: 5 * time.Millisecond},
		Config: func(c *app.Config) { c.SMTP = "smtp://tienda:" + smtp + "@" + a.mails.Addr },
	})
	a.witness = listenIn(t, a.shop.URL)
	var err error
	a.api, err = contract.Dial("api", a.witness.URL, nil)
	must(t, err)
	for _, s := range a.shop.App.Table() {
		if c, err := a.shop.App.Credential(s.Name); err == nil {
			a.note(credential, c)
		}
	}
	first := a.register()
	second := a.forget(first)
	a.useTheAccount(second)
	a.buyAsGuest()
	a.visit(second)
	a.visitTheBackOffice()
	a.sayTheWrongThing()
	a.breakAConsumer()
	return a
}

// note writes a secret down, once.
func (a *tale) note(kind, value string) string {
	a.t.Helper()
	if value == "" {
		a.t.Fatalf("an empty %s", kind)
	}
	for _, s := range a.secrets {
		if s.value == value {
			return value
		}
	}
	a.secrets = append(a.secrets, secret{kind, value})
	return value
}

func (a *tale) secret(kind string) string { return a.note(kind, "Zx9-"+id.Secret()) }

// mailed waits for a mail with a link of that page and returns the link's parameter.
func (a *tale) mailed(to, page, param string) string {
	a.t.Helper()
	link := regexp.MustCompile(`https?://[^\s"<]*` + page + `\?[^\s"<]*`)
	token := ""
	apptest.Eventually(a.t, "a mail to "+to+" with a link to "+page, func() bool {
		for _, m := range a.mails.Mails() {
			if m.To[0] != to {
				continue
			}
			u, err := url.Parse(link.FindString(m.Text))
			known := err != nil || u.Query().Get(param) == ""
			for _, s := range a.secrets {
				known = known || s.kind == oneTime && s.value == u.Query().Get(param)
			}
			if !known {
				token = u.Query().Get(param)
				return true
			}
		}
		return false
	})
	return token
}

// register opens an account by its mailed link and returns its password.
func (a *tale) register() string {
	ctx := context.Background()
	in := authapi.RegisterInput{}
	in.Body.Email, in.Body.Name, in.Body.Password = reader, "Lectora Díaz", a.secret(password)
	_, err := authapi.Register.Call(ctx, a.api, &in)
	must(a.t, err)
	verify := authapi.OneTimeInput{}
	verify.Body.Token = a.note(oneTime, a.mailed(reader, "/verificar", "t"))
	_, err = authapi.VerifyEmail.Call(ctx, a.api, &verify)
	must(a.t, err)
	_, err = authapi.VerifyEmail.Call(ctx, a.api, &verify)
	refuse(a.t, err, "link_invalid")
	return in.Body.Password
}

// forget asks for two links, the first of which the mail server refuses while it
// repeats it; it sets and returns a new password by the second.
func (a *tale) forget(old string) string {
	ctx := context.Background()
	apptest.Eventually(a.t, "the welcome", func() bool { return len(a.mails.Mails()) == 2 })
	a.mails.Fail(mailtest.Fault{At: mailtest.AtEnd, Reply: "451 4.7.1 suspicious:", Repeats: true})
	in := authapi.MailInput{}
	in.Body.Email = reader
	_, err := authapi.ForgotPassword.Call(ctx, a.api, &in)
	must(a.t, err)
	apptest.Eventually(a.t, "the mail server refused a mail", func() bool { return strings.Contains(a.shop.Logs.String(), "could not be sent") })
	a.clk.Advance(31 * time.Second) // until it is sent again
	a.note(oneTime, a.mailed(reader, "/nueva-clave", "t"))
	a.clk.Advance(2 * time.Minute)
	_, err = authapi.ForgotPassword.Call(ctx, a.api, &in)
	must(a.t, err)
	set := authapi.ResetPasswordInput{}
	set.Body.Token, set.Body.Password = a.note(oneTime, a.mailed(reader, "/nueva-clave", "t")), a.secret(password)
	_, err = authapi.ResetPassword.Call(ctx, a.api, &set)
	must(a.t, err)
	_, err = a.logIn(reader, old)
	refuse(a.t, err, "credentials_invalid")
	return set.Body.Password
}

func (a *tale) logIn(email, pass string) (*authapi.SignIn, error) {
	in := authapi.LoginInput{UserAgent: "Tale/1"}
	in.Body.Email, in.Body.Password = email, pass
	out, err := authapi.Login.Call(context.Background(), a.api, &in)
	if err == nil {
		a.note(access, out.AccessToken)
		a.note(refresh, out.RefreshToken)
	}
	return out, err
}

// useTheAccount logs in and out, turns the tokens over and uses an old one again.
func (a *tale) useTheAccount(pass string) {
	ctx := context.Background()
	_, err := a.logIn(reader, a.secret(password))
	refuse(a.t, err, "credentials_invalid")
	in, err := a.logIn(reader, pass)
	must(a.t, err)
	next := authapi.RefreshInput{}
	next.Body.RefreshToken = in.RefreshToken
	for range 2 { // the second is another tab
		out, err := authapi.Refresh.Call(ctx, a.api, &next)
		must(a.t, err)
		a.note(access, out.AccessToken)
		a.note(refresh, out.RefreshToken)
	}
	mine := contract.WithUserToken(ctx, in.AccessToken)
	change := authapi.ChangePasswordInput{}
	change.Body.Current, change.Body.New = a.secret(password), a.secret(password)
	_, err = authapi.ChangePassword.Call(mine, a.api, &change)
	refuse(a.t, err, "password_wrong")
	other, err := a.logIn(reader, pass)
	must(a.t, err)
	_, err = authapi.Logout.Call(contract.WithUserToken(ctx, other.AccessToken), a.api, &authapi.LogoutInput{})
	must(a.t, err)
	a.clk.Advance(time.Minute)
	_, err = authapi.Refresh.Call(ctx, a.api, &next)
	refuse(a.t, err, "refresh_invalid")
}

// buyAsGuest buys with a guest's cart, pays, and finds the order again.
func (a *tale) buyAsGuest() {
	ctx := context.Background()
	p := apptest.Purchase{Buyer: "visita@example.cl"}
	token, err := p.Fill(ctx, a.api)
	must(a.t, err)
	a.note(cartToken, token)
	placed, err := p.PlaceCart(ctx, a.api, token)
	must(a.t, err)
	a.note(orderLink, placed.Link)
	_, err = apptest.Pay(ctx, a.api, placed, "decline")
	must(a.t, err)
	_, err = apptest.Pay(ctx, a.api, placed, "approve")
	must(a.t, err)
	if mailed := a.mailed("visita@example.cl", "/pedido/abrir", "e"); mailed != placed.Link {
		a.t.Errorf("the mail's link is another: %s", mailed)
	}
	track := orderapi.TrackInput{}
	track.Body.Number, track.Body.Email = placed.Order.Number, "visita@example.cl"
	found, err := orderapi.Track.Call(ctx, a.api, &track)
	must(a.t, err)
	a.note(orderLink, found.Link)
	// Another cart stays as it is, beside one that is bought with a repeated key.
	p = apptest.Purchase{Buyer: "visita@example.cl", Key: id.New()}
	again, err := p.Fill(ctx, a.api)
	must(a.t, err)
	for range 2 {
		placed, err = p.PlaceCart(ctx, a.api, a.note(cartToken, again))
		must(a.t, err)
		a.note(orderLink, placed.Link)
	}
	left, err := p.Fill(ctx, a.api)
	must(a.t, err)
	_, err = cartapi.Get.Call(ctx, a.api, &cartapi.Guest{Token: a.note(cartToken, left)})
	must(a.t, err)
}

func refuse(t *testing.T, err error, code string) {
	t.Helper()
	p := problemOf(err)
	if p == nil || p.Status >= http.StatusInternalServerError || p.Code != code && (len(p.Errors) != 1 || p.Errors[0].Code != code) {
		t.Errorf("got %v, want %s", err, code)
	}
}
