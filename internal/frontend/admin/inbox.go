package admin

import (
	"net/http"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

type inboxPage struct {
	ui.AdminLayout
	Tabs  []ui.Link
	Table ui.TableData
	Pages ui.Pages
	Empty ui.EmptyData
}

// inbox lists the messages of visitors.
func inbox(v *web.Visit) error {
	t := v.Words.T
	state := v.R.URL.Query().Get("estado")
	out, err := web.Call(v, contactapi.Inbox, &contactapi.InboxInput{State: state, Paging: paging(v)})
	if err != nil {
		return err
	}
	p := inboxPage{AdminLayout: layout(v, t("admin.inbox")), Pages: pagesOf(v, out.Page, out.Total, out.Limit), Tabs: []ui.Link{{Href: "/admin/mensajes", Text: t("admin.all"), Current: state == ""}}}
	for _, s := range []string{contactapi.New, contactapi.InProgress, contactapi.Resolved} {
		p.Tabs = append(p.Tabs, ui.Link{Href: "/admin/mensajes?estado=" + s, Text: t("message." + s), Current: s == state})
	}
	p.Table = ui.TableData{Caption: t("admin.inbox"), HideCaption: true, Columns: []ui.Column{
		{Text: t("admin.number")}, {Text: t("admin.inbox.from")}, {Text: t("admin.inbox.about")}, {Text: t("admin.state")}, {Text: t("admin.mail.created")},
	}}
	for _, m := range out.Items {
		p.Table.Rows = append(p.Table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: m.Number, Href: "/admin/mensajes/" + m.ID}, {Text: m.Name}, {Text: t("contact.category." + m.Category)}, {Text: t("message." + m.State)}, {Text: v.Words.DateTime(m.Created)},
		}})
	}
	p.Empty = ui.EmptyData{Title: t("admin.inbox.none")}
	return v.Render(http.StatusOK, inboxTempl(p))
}

type messagePage struct {
	ui.AdminLayout
	Message *contactapi.Message
	Base    string
	Replies []ui.Moment
	States  []ui.Link
	Reply   ui.Input
	Key     string
	Write   bool
	Notice  string
}

func message(v *web.Visit) error { return showMessage(v, ui.Input{}) }

func showMessage(v *web.Visit, reply ui.Input) error {
	m, err := web.Call(v, contactapi.Get, &contactapi.ByID{ID: v.R.PathValue("id")})
	if err != nil {
		return err
	}
	t := v.Words.T
	p := messagePage{AdminLayout: layout(v, m.Number+", "+m.Name), Message: m, Base: "/admin/mensajes/" + m.ID, Key: id.New(), Notice: v.TakeNotice(), Write: v.Account().Can(authapi.ContactsWrite)}
	p.Subtitle = t("message."+m.State) + ", " + t("contact.category."+m.Category) + ", " + v.Words.DateTime(m.Created)
	for _, r := range m.Replies {
		p.Replies = append(p.Replies, ui.Moment{Text: r.Text, When: v.Words.DateTime(r.At), Done: true})
	}
	reply.Name, reply.Label, reply.Type, reply.MaxLength, reply.Rows, reply.Required = "respuesta", t("admin.inbox.reply"), "textarea", 4000, 6, true
	p.Reply = reply
	for _, s := range []string{contactapi.New, contactapi.InProgress, contactapi.Resolved} {
		if s != m.State {
			p.States = append(p.States, ui.Link{Href: s, Text: t("message.to." + s)})
		}
	}
	status := http.StatusOK
	if reply.Error != "" {
		status = http.StatusUnprocessableEntity
	}
	return v.Render(status, messageTempl(p))
}

func moveMessage(v *web.Visit) error {
	in := contactapi.StateInput{ByID: contactapi.ByID{ID: v.R.PathValue("id")}}
	in.Body.State = v.FormValue("estado")
	if _, err := web.Call(v, contactapi.Move, &in); err != nil {
		return err
	}
	return v.Redirect("/admin/mensajes/" + v.R.PathValue("id"))
}

func replyMessage(v *web.Visit) error {
	in := contactapi.ReplyInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ByID: contactapi.ByID{ID: v.R.PathValue("id")}}
	in.Body.Text, in.Body.Resolve = v.FormValue("respuesta"), v.Checked("resuelto")
	if _, err := web.Call(v, contactapi.Answer, &in); err != nil {
		f, ok := v.Faults(err)
		if !ok {
			return err
		}
		text := f.At("/text")
		if text == "" {
			text = f.Whole
		}
		return showMessage(v, ui.Input{Value: in.Body.Text, Error: text})
	}
	v.Notice(v.Words.T("admin.inbox.replied"))
	return v.Redirect("/admin/mensajes/" + v.R.PathValue("id"))
}
