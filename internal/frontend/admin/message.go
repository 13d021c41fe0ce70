package admin

import (
	"net/http"
	"net/url"
	"strings"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

type messagePage struct {
	ui.AdminLayout
	Message *contactapi.Message
	Base    string
	Replies []replyRow
	States  []ui.Link
	Reply   ui.Input
	Resolve ui.Input
	Key     string
	Write   bool // the reader may answer
	Answer  bool // and there is somebody to answer
	Orders  []ui.Link
	Lang    string
	Faults  []ui.FieldError
	Notice  told
}

type replyRow struct{ By, When, Text string }

func message(v *web.Visit) error { return showMessage(v, web.Faults{}) }

func showMessage(v *web.Visit, f web.Faults) error {
	m, err := web.Call(v, contactapi.Get, &contactapi.ByID{ID: v.R.PathValue("id")})
	if err != nil {
		return err
	}
	t := v.Words.T
	p := messagePage{AdminLayout: layout(v, m.Number+", "+m.Name), Message: m, Base: "/admin/mensajes/" + m.ID, Key: id.New(), Notice: taken(v), Write: v.Account().Can(authapi.ContactsWrite)}
	p.Path = p.Base
	p.Answer = p.Write && m.Email != ""
	p.Subtitle = strings.Join([]string{t("message." + m.State), t("contact.category." + m.Category), when(v, m.Created)}, ", ")
	who := peopleOf(v)
	for _, r := range m.Replies {
		p.Replies = append(p.Replies, replyRow{By: who.name(r.By), When: when(v, r.At), Text: r.Text})
	}
	if m.Lang == i18n.EN {
		p.Lang = t("admin.writes.en")
	}
	if m.Order != "" { // as it was typed: it may be incomplete
		p.Orders = append(p.Orders, ui.Link{Href: "/admin/buscar?q=" + url.QueryEscape(m.Order), Text: t("admin.inbox.order", "Order", m.Order)})
	}
	if m.Email != "" {
		p.Orders = append(p.Orders, ui.Link{Href: "/admin/buscar?q=" + url.QueryEscape(m.Email), Text: t("admin.buyer.orders")})
	}
	p.Reply = f.Input(ui.Input{Name: "respuesta", Label: t("admin.inbox.reply"), Type: "textarea", MaxLength: 4000, Rows: 6, Required: true, Value: v.FormValue("respuesta")}, "/text")
	p.Resolve = ui.Input{Name: "resuelto", Type: "checkbox", Label: t("admin.inbox.resolve"), Checked: v.Checked("resuelto")}
	p.Faults = ui.Errors(p.Reply)
	for _, s := range messageStates {
		if s != m.State {
			p.States = append(p.States, ui.Link{Href: s, Text: t("message.to." + s)})
		}
	}
	status := http.StatusOK
	if f.Any() {
		status = http.StatusUnprocessableEntity
	}
	return v.Render(status, messageTempl(p))
}

// moveMessage takes a message on, resolves it or opens it again: each can be taken
// back by the other buttons.
func moveMessage(v *web.Visit) error {
	in := contactapi.StateInput{ByID: contactapi.ByID{ID: v.R.PathValue("id")}}
	in.Body.State = v.FormValue("estado")
	m, err := web.Call(v, contactapi.Move, &in)
	if err != nil {
		return err
	}
	tell(v, told{Kind: ui.Good, Text: v.Words.T("admin.inbox.moved", "Number", m.Number, "State", v.Words.T("message."+m.State))})
	return v.Redirect("/admin/mensajes/" + m.ID)
}

// replyMessage answers by mail. What was written is kept when it is refused.
func replyMessage(v *web.Visit) error {
	in := contactapi.ReplyInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ByID: contactapi.ByID{ID: v.R.PathValue("id")}}
	in.Body.Text, in.Body.Resolve = v.FormValue("respuesta"), v.Checked("resuelto")
	if in.Body.Text == "" {
		return showMessage(v, web.Faults{Fields: map[string]string{"/text": v.Words.Problem("required", nil)}})
	}
	m, err := web.Call(v, contactapi.Answer, &in)
	if err != nil {
		f, ok := v.Faults(err)
		if !ok {
			return err
		}
		if f.At("/text") == "" { // there is one box: whatever is wrong stands beside it
			f = web.Faults{Fields: map[string]string{"/text": f.Whole}}
		}
		return showMessage(v, f)
	}
	tell(v, told{Kind: ui.Good, Text: v.Words.T("admin.inbox.replied", "Email", m.Email)})
	return v.Redirect("/admin/mensajes/" + m.ID)
}

// oneLine is a text without its line ends.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
