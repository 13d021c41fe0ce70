package shop

import (
	"net/http"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// orderOpen swaps the link of a mail for the session at once: it is in no page, no
// log and no referrer after that.
func (s *pages) orderOpen(v *web.Visit) error {
	number, ok, err := takeLink(v)
	if !ok || err != nil {
		return err
	}
	return v.Redirect(orderPath(number))
}

// takeLink keeps the link e= of the address. When there is nothing behind it, the
// visitor is on the way to where orders are found.
func takeLink(v *web.Visit) (number string, ok bool, err error) {
	v.W.Header().Set("Referrer-Policy", "no-referrer")
	link := v.R.URL.Query().Get("e")
	o, err := web.Call(v, orderapi.Open, &orderapi.OpenInput{Guest: orderapi.Guest{Link: clip(link, 200)}})
	if err == nil {
		v.KeepLink(o.Number, link)
		return o.Number, true, nil
	}
	if p, known := problem.From(err); known && p.Status < http.StatusInternalServerError {
		leaveFault(v, v.Words.T("buy.track.link"))
		return "", false, v.Redirect("/seguimiento")
	}
	return "", false, err
}

type trackPage struct {
	ui.Layout
	Fault  string
	Errors []ui.FieldError
	Number ui.Input
	Email  ui.Input
}

// track asks for an order's number and the buyer's e-mail.
func (s *pages) track(v *web.Visit) error {
	return showTrack(v, http.StatusOK, "", "", web.Faults{Whole: takeFault(v)})
}

// tracked opens the order. What is wrong, number or e-mail, is never said.
func (s *pages) tracked(v *web.Visit) error {
	in := orderapi.TrackInput{}
	in.Body.Number, in.Body.Email = strings.ToUpper(v.FormValue("numero")), v.FormValue("correo")
	out, err := web.Call(v, orderapi.Track, &in)
	if err == nil {
		v.KeepLink(out.Number, out.Link)
		return v.Redirect(orderPath(out.Number))
	}
	p, known := problem.From(err)
	faults, ok := v.Faults(err)
	switch {
	case known && p.Status == http.StatusNotFound:
		faults = web.Faults{Whole: v.Words.Problem(p.Code, nil)}
	case !ok:
		return err
	}
	for pointer, value := range map[string]string{"/number": in.Body.Number, "/email": in.Body.Email} {
		if faults.At(pointer) != "" && value == "" {
			faults.Fields[pointer] = v.Words.Problem("required", nil)
		}
	}
	return showTrack(v, p.Status, in.Body.Number, in.Body.Email, faults)
}

func showTrack(v *web.Visit, status int, number, email string, faults web.Faults) error {
	p := trackPage{Layout: v.Layout(v.Words.T("buy.track")), Fault: faults.Whole}
	p.Number = faults.Input(ui.Input{Name: "numero", Label: v.Words.T("buy.track.number"), Value: number, Placeholder: "FV-20261124-K7M2P", MaxLength: 30, Autocomplete: "off"}, "/number")
	p.Email = faults.Input(ui.Input{Name: "correo", Label: v.Words.T("buy.track.email"), Value: email, Type: "email", InputMode: "email", Autocomplete: "email", MaxLength: 254}, "/email")
	p.Errors = ui.Errors(p.Number, p.Email)
	return v.Render(status, trackTempl(p))
}
