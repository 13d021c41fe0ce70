package shop

import (
	"net/http"
	"strings"

	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type contactPage struct {
	formPage
	Number string // of the message just sent; empty: none was
	Answer string // where the answer goes
}

// categories are in the order of how often they are asked.
var categories = []string{"order", "product", "company", "other"}

const (
	orderNumberLength = 30
	messageLength     = 4000
	messageRows       = 6
)

func (s *pages) contact(v *web.Visit) error {
	if number, mail, ok := strings.Cut(v.Remembered("contact"), " "); ok {
		v.Remember("contact", "")
		p := contactPage{formPage: formPage{Layout: v.Layout(v.Words.T("texts.contact.sent"))}, Number: number, Answer: mail}
		p.NoIndex = true
		return v.Render(http.StatusOK, contactTempl(p))
	}
	in := contactapi.SendInput{Keyed: contract.Keyed{Key: id.New()}}
	in.Body.Category, in.Body.Order = v.R.URL.Query().Get("tema"), clip(v.R.URL.Query().Get("pedido"), orderNumberLength)
	if a := v.Account(); a != nil {
		in.Body.Name, in.Body.Email = a.Name, a.Email
	}
	return showContact(v, http.StatusOK, in, web.Faults{})
}

// contacted sends a message and shows its number on the page that follows.
func (s *pages) contacted(v *web.Visit) error {
	in := contactapi.SendInput{Keyed: formKey(v)}
	b := &in.Body
	b.Category, b.Name, b.Email, b.Phone = v.FormValue("tema"), v.FormValue("nombre"), v.FormValue("correo"), v.FormValue("telefono")
	b.Order, b.Text, b.Lang, b.Consent = strings.ToUpper(v.FormValue("pedido")), v.FormValue("mensaje"), v.Lang(), v.Checked("acepto")
	out, err := web.Call(v, contactapi.Send, &in)
	if err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		tellNumber(v, &faults, "/phone", b.Phone, chile.ParsePhone)
		if problem.Code(err) == "key_reused" { // corrected after it was sent: it is another message
			in.Key = id.New()
		}
		return showContact(v, http.StatusUnprocessableEntity, in, faults)
	}
	v.Remember("contact", out.Number+" "+b.Email)
	return v.Redirect("/contacto")
}

func showContact(v *web.Visit, status int, in contactapi.SendInput, faults web.Faults) error {
	b := in.Body
	p := contactPage{formPage: formPage{Layout: v.Layout(v.Words.T("texts.contact")), Lead: v.Words.T("texts.contact.text")}}
	p.Description, p.Canonical = v.Words.T("texts.contact.text"), v.Absolute("/contacto")
	p.Form = dataForm{Action: "/contacto", Key: in.Key, Send: v.Words.T("texts.contact.send")}
	about := ui.Input{Name: "tema", Label: v.Words.T("texts.contact.category"), Type: "select", Value: b.Category, Required: true}
	if b.Category == "" {
		about.Options = []ui.Option{{Value: "", Text: v.Words.T("ask.choose")}}
	}
	for _, c := range categories {
		about.Options = append(about.Options, ui.Option{Value: c, Text: v.Words.T("texts.contact.category." + c)})
	}
	p.Form.fill(v, faults,
		field{"/category", about},
		field{"/name", ui.Input{Name: "nombre", Label: v.Words.T("account.name"), Autocomplete: "name", MaxLength: nameLength, Required: true, Value: b.Name}},
		field{"/email", emailField(v, b.Email)},
		field{"/phone", ui.Input{Name: "telefono", Label: v.Words.T("account.phone"), Type: "tel", InputMode: "tel", Autocomplete: "tel", MaxLength: phoneLength, Optional: true, Hint: v.Words.T("texts.contact.phone.hint"), Value: b.Phone}},
		field{"/order", ui.Input{Name: "pedido", Label: v.Words.T("texts.contact.order"), Autocomplete: "off", MaxLength: orderNumberLength, Optional: true, Placeholder: "FV-20261124-K7M2P", Value: b.Order}},
		field{"/text", ui.Input{Name: "mensaje", Label: v.Words.T("texts.contact.message"), Type: "textarea", Rows: messageRows, MaxLength: messageLength, Required: true, Value: b.Text}},
		field{"/consent", ui.Input{Name: "acepto", Label: v.Words.T("texts.contact.consent"), Type: "checkbox", Checked: b.Consent}})
	return v.Render(status, contactTempl(p))
}
