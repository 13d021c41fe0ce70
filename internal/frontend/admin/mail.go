package admin

import (
	"net/http"
	"strings"

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
	List listing
}

var mailStates = []string{notificationapi.Queued, notificationapi.Sent, notificationapi.Kept, notificationapi.Failed}

// mails lists what went out or is kept.
func mails(v *web.Visit) error {
	t := v.Words.T
	n := narrow(v, []string{"para"}, map[string][]string{"estado": mailStates})
	in := notificationapi.ListInput{Paging: paging(v), State: n.get("estado"), To: cut(n.get("para"), 254)}
	out, err := web.Call(v, notificationapi.List, &in)
	if err != nil {
		return err
	}
	p := mailsPage{AdminLayout: layout(v, t("admin.mail"))}
	p.List = listing{Narrow: n, Pages: n.pages(out.Page, out.Total, out.Limit), Empty: n.empty(v, t("admin.mail.none")), Count: t("admin.mail.count", "Count", out.Total)}
	if n.clear() == "" {
		p.List.Empty.Text = t("admin.mail.none.text")
	}
	p.List.Form = []ui.Input{
		{Name: "para", Label: t("admin.mail.to"), Value: in.To, MaxLength: 254},
		choice(v, "estado", t("admin.state"), in.State, mailStates, func(s string) string { return t("mail." + s) }),
	}
	p.List.Table = ui.TableData{Caption: t("admin.mail"), HideCaption: true, Columns: []ui.Column{
		{Text: t("admin.mail.subject")}, {Text: t("admin.mail.to")}, {Text: t("admin.state")}, {Text: t("admin.mail.created")},
	}}
	for _, m := range out.Items {
		cells := []ui.Cell{{Text: m.Subject, Href: "/admin/correo/" + m.ID}, {Text: m.To}, {Text: t("mail." + m.State)}, {Text: when(v, m.Created)}}
		if m.State == notificationapi.Failed {
			cells[2] = ui.Cell{Body: light(false, t("mail."+m.State))}
		}
		p.List.Table.Rows = append(p.List.Table.Rows, ui.Row{Cells: cells})
	}
	return v.Render(http.StatusOK, mailsTempl(p))
}

type mailPage struct {
	ui.AdminLayout
	Mail     *notificationapi.Mail
	Reveal   bool
	Resend   bool
	Key      string
	Links    []string
	Revealed []string
	Notice   told
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
	p := mailPage{AdminLayout: layout(v, m.Subject), Mail: m, Key: id.New(), Links: links, Notice: taken(v)}
	p.Path = "/admin/correo/" + m.ID
	subtitle := []string{t("mail." + m.State), m.To, when(v, m.Created)}
	if m.Tries > 0 {
		subtitle = append(subtitle, t("admin.tries", "Count", m.Tries))
	}
	p.Subtitle = strings.Join(subtitle, ", ")
	may := v.Account().Can(authapi.NotificationsReveal)
	p.Reveal = m.CanReveal && len(links) == 0 && may
	p.Resend = m.State == notificationapi.Failed && may
	p.Fault = m.Error
	who := peopleOf(v)
	for _, r := range m.Revealed {
		p.Revealed = append(p.Revealed, t("admin.mail.revealed", "By", who.name(r.By), "At", when(v, r.At)))
	}
	return v.Render(http.StatusOK, mailTempl(p))
}

// revealMail shows a kept mail's links to who may; that they looked is written on it.
func revealMail(v *web.Visit) error {
	in := notificationapi.RevealInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ByID: notificationapi.ByID{ID: v.R.PathValue("id")}}
	out, err := web.Call(v, notificationapi.Reveal, &in)
	if err != nil {
		return backToMail(v, err)
	}
	return showMail(v, out.Links)
}

// resendMail sends a mail that failed once more.
func resendMail(v *web.Visit) error {
	in := notificationapi.ResendInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ByID: notificationapi.ByID{ID: v.R.PathValue("id")}}
	if _, err := web.Call(v, notificationapi.Resend, &in); err != nil {
		return backToMail(v, err)
	}
	tell(v, told{Kind: ui.Good, Text: v.Words.T("admin.mail.again")})
	return v.Redirect("/admin/correo/" + v.R.PathValue("id"))
}

// backToMail says on the mail's page what was refused: it may have been sent meanwhile.
func backToMail(v *web.Visit, err error) error {
	p, ok := problem.From(err)
	if !ok || p.Status != http.StatusConflict {
		return err
	}
	text := v.Words.Problem(p.Code, nil)
	if p.Code == "wrong_state" {
		text = v.Words.T("admin.mail.not_again")
	}
	tell(v, told{Kind: ui.Bad, Text: text})
	return v.Redirect("/admin/correo/" + v.R.PathValue("id"))
}
