package admin

import (
	"net/http"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/operator"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type systemPage struct {
	ui.AdminLayout
	Services ui.TableData
	Dead     []deadRow
	Notice   string
	Replay   bool
}

type deadRow struct {
	Service string
	operator.DeadLetter
	When   string
	Action string
	Key    string
}

// system shows each service, red or green, what waits for it and what it gave up on.
// A service that does not answer is red; the page is shown all the same.
func system(v *web.Visit) error {
	t := v.Words.T
	p := systemPage{AdminLayout: layout(v, t("admin.system")), Notice: v.TakeNotice(), Replay: v.Account().Can(operator.DeadLettersWrite)}
	p.Services = ui.TableData{Caption: t("admin.services"), HideCaption: true, Columns: []ui.Column{
		{Text: t("admin.service")}, {Text: t("admin.state")}, {Text: t("admin.failing")}, {Text: t("admin.waiting"), Num: true}, {Text: t("admin.parked"), Num: true}, {Text: t("admin.since")}, {Text: t("admin.version")},
	}}
	red := 0
	for _, s := range v.Site.Services {
		st, err := web.Call(v, s.Operator.Status, &contract.None{})
		if err != nil {
			v.Without(s.Name, err)
			red++
			p.Services.Rows = append(p.Services.Rows, ui.Row{Cells: []ui.Cell{{Text: s.Name}, {Body: light(false, t("admin.red"))}, {Text: t("admin.silent")}, {}, {}, {}, {}}})
			continue
		}
		word := t("admin.green")
		if !st.Ready {
			word = t("admin.red")
			red++
		}
		p.Services.Rows = append(p.Services.Rows, ui.Row{Cells: []ui.Cell{
			{Text: s.Name}, {Body: light(st.Ready, word)}, {Text: v.Words.List(st.Failing)}, {Text: strconv.FormatInt(st.Waiting, 10)},
			{Text: strconv.FormatInt(st.Parked, 10)}, {Text: v.Words.DateTime(st.Since)}, {Text: st.Version},
		}})
		if st.Parked > 0 {
			p.Dead = append(p.Dead, deadLetters(v, s)...)
		}
	}
	p.Subtitle = t("admin.system.red", "Count", red)
	return v.Render(http.StatusOK, systemTempl(p))
}

func deadLetters(v *web.Visit, s web.Behind) (rows []deadRow) {
	list, err := web.Call(v, s.Operator.DeadLetters, &contract.None{})
	if err != nil {
		v.Without("dead letters of "+s.Name, err)
		return nil
	}
	for _, d := range list.Items {
		rows = append(rows, deadRow{Service: s.Name, DeadLetter: d, When: v.Words.DateTime(d.Parked), Action: "/admin/sistema/" + s.Name + "/" + d.EventID, Key: id.New()})
	}
	return rows
}

// replay hands a dead letter to its service again.
func replay(v *web.Visit) error {
	for _, s := range v.Site.Services {
		if s.Name != v.R.PathValue("service") {
			continue
		}
		in := operator.ReplayInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, EventID: v.R.PathValue("event")}
		if _, err := web.Call(v, s.Operator.Replay, &in); err != nil && problem.Code(err) != "dead_letter_not_found" {
			return err
		}
		v.Notice(v.Words.T("admin.replayed"))
		return v.Redirect("/admin/sistema")
	}
	return problem.NotFound("no_such_page")
}
