package admin

import (
	"net/http"

	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
)

type inboxPage struct {
	ui.AdminLayout
	Tabs []ui.Link
	List listing
}

// messageStates are a message's, in the order of its life.
var messageStates = []string{contactapi.New, contactapi.InProgress, contactapi.Resolved}

// inbox lists the messages of visitors.
func inbox(v *web.Visit) error {
	t := v.Words.T
	n := narrow(v, nil, map[string][]string{"estado": messageStates})
	state := n.get("estado")
	out, err := web.Call(v, contactapi.Inbox, &contactapi.InboxInput{State: state, Paging: paging(v)})
	if err != nil {
		return err
	}
	p := inboxPage{AdminLayout: layout(v, t("admin.inbox")), Tabs: []ui.Link{{Href: "/admin/mensajes?estado=", Text: t("admin.all"), Current: state == ""}}}
	for _, s := range messageStates {
		p.Tabs = append(p.Tabs, ui.Link{Href: "/admin/mensajes?estado=" + s, Text: t("message." + s), Current: s == state})
	}
	p.List = listing{Narrow: n, Pages: n.pages(out.Page, out.Total, out.Limit), Empty: ui.EmptyData{Title: t("admin.inbox.none")}}
	p.Subtitle = t("admin.inbox.count", "Count", out.Total)
	p.List.Table = ui.TableData{Caption: t("admin.inbox"), HideCaption: true, Columns: []ui.Column{
		{Text: t("admin.number")}, {Text: t("admin.inbox.from")}, {Text: t("admin.inbox.text")}, {Text: t("admin.inbox.about")}, {Text: t("admin.state")}, {Text: t("admin.mail.created")},
	}}
	for _, m := range out.Items {
		p.List.Table.Rows = append(p.List.Table.Rows, ui.Row{Chosen: m.State == contactapi.New, Cells: []ui.Cell{
			codeCell("/admin/mensajes/"+m.ID, m.Number), {Text: m.Name}, {Text: beginning(m.Text, 80)}, {Text: t("contact.category." + m.Category)}, {Text: t("message." + m.State)}, {Text: when(v, m.Created)},
		}})
	}
	return v.Render(http.StatusOK, inboxTempl(p))
}

// beginning is a text's first runes, as one line.
func beginning(s string, most int) string {
	line := oneLine(s)
	if short := cut(line, most); short != line {
		return short + "…"
	}
	return line
}
