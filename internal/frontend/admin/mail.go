package admin

import (
	"net/http"
	"strconv"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type mailsPage struct {
	ui.AdminLayout
	Form  []ui.Input
	Table ui.TableData
	Pages ui.Pages
	Empty ui.EmptyData
}

// mails lists what went out or is kept.
func mails(v *web.Visit) error {
	q := v.R.URL.Query()
	in := notificationapi.ListInput{Paging: paging(v), State: q.Get("estado"), To: q.Get("para")}
	out, err := web.Call(v, notificationapi.List, &in)
	if err != nil {
		return err
	}
	t := v.Words.T
	p := mailsPage{AdminLayout: layout(v, t("admin.mail"))}
	states := ui.Input{Name: "estado", Label: t("admin.state"), Type: "select", Value: in.State, Options: []ui.Option{{Text: t("admin.all")}}}
	for _, s := range []string{notificationapi.Queued, notificationapi.Sent, notificationapi.Kept, notificationapi.Failed} {
		states.Options = append(states.Options, ui.Option{Value: s, Text: t("mail." + s)})
	}
	p.Form = []ui.Input{{Name: "para", Label: t("admin.mail.to"), Value: in.To}, states}
	p.Table = ui.TableData{Caption: t("admin.mail"), HideCaption: true, Columns: []ui.Column{
		{Text: t("admin.mail.subject")}, {Text: t("admin.mail.to")}, {Text: t("admin.state")}, {Text: t("admin.mail.created")},
	}}
	for _, m := range out.Items {
		p.Table.Rows = append(p.Table.Rows, ui.Row{Cells: []ui.Cell{{Text: m.Subject, Href: "/admin/correo/" + m.ID}, {Text: m.To}, {Text: t("mail." + m.State)}, {Text: v.Words.DateTime(m.Created)}}})
	}
	p.Pages = pagesOf(v, out.Page, out.Total, out.Limit)
	p.Empty = ui.EmptyData{Title: t("admin.mail.none"), Text: t("admin.mail.none.text")}
	return v.Render(http.StatusOK, mailsTempl(p))
}

type mailPage struct {
	ui.AdminLayout
	Mail     *notificationapi.Mail
	Facts    []string
	Reveal   bool
	Resend   bool
	Key      string
	Links    []string
	Revealed []string
	Notice   string
	Fault    string
}

// mail shows one, links and codes masked.
func mail(v *web.Visit) error { return showMail(v, nil) }

func showMail(v *web.Visit, links []string) error {
	m, err := web.Call(v, notificationapi.Get, &notificationapi.ByID{ID: v.R.PathValue("id")})
	if err != nil {
		return err
	}
	t := v.Words.T
	p := mailPage{AdminLayout: layout(v, m.Subject), Mail: m, Key: id.New(), Links: links, Notice: v.TakeNotice()}
	p.Subtitle = t("mail."+m.State) + ", " + m.To + ", " + v.Words.DateTime(m.Created)
	p.Reveal = m.CanReveal && len(links) == 0 && v.Account().Can(authapi.NotificationsReveal)
	p.Resend = m.State == notificationapi.Failed && v.Account().Can(authapi.NotificationsReveal)
	p.Fault = m.Error
	for _, r := range m.Revealed {
		p.Revealed = append(p.Revealed, t("admin.mail.revealed", "By", r.By, "At", v.Words.DateTime(r.At)))
	}
	return v.Render(http.StatusOK, mailTempl(p))
}

// revealMail shows a kept mail's links, once, to who may; it is written on the mail.
func revealMail(v *web.Visit) error {
	in := notificationapi.RevealInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ByID: notificationapi.ByID{ID: v.R.PathValue("id")}}
	out, err := web.Call(v, notificationapi.Reveal, &in)
	if problem.Code(err) == "reveal_refused" {
		v.Notice(v.Words.Problem("reveal_refused", nil))
		return v.Redirect("/admin/correo/" + v.R.PathValue("id"))
	}
	if err != nil {
		return err
	}
	return showMail(v, out.Links)
}

func resendMail(v *web.Visit) error {
	in := notificationapi.ResendInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ByID: notificationapi.ByID{ID: v.R.PathValue("id")}}
	if _, err := web.Call(v, notificationapi.Resend, &in); err != nil {
		return err
	}
	v.Notice(v.Words.T("admin.mail.again"))
	return v.Redirect("/admin/correo/" + v.R.PathValue("id"))
}

func paging(v *web.Visit) contract.Paging {
	n, _ := strconv.Atoi(v.R.URL.Query().Get("pagina"))
	return contract.Paging{Page: min(max(n, 1), 10000), Limit: 50}
}

func pagesOf(v *web.Visit, page, total, limit int) ui.Pages {
	return ui.Pages{Current: page, Last: max(1, (total+limit-1)/max(limit, 1)), Href: func(n int) string {
		q := v.R.URL.Query()
		q.Set("pagina", strconv.Itoa(n))
		return v.R.URL.Path + "?" + q.Encode()
	}}
}
