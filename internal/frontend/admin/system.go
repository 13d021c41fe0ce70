package admin

import (
	"net/http"
	"strings"
	"sync"

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
	Notice   told
	Replay   bool
}

type deadRow struct {
	Service string
	operator.DeadLetter
	When   string
	Action string
	Key    string
}

// heard is what a service says of itself; err when it says nothing.
type heard struct {
	web.Behind
	status *operator.Status
	dead   []operator.DeadLetter
	err    error
}

// system shows each service, red or green, what waits for it and what it gave up on.
// A service that does not answer is red; the page is shown all the same.
func system(v *web.Visit) error {
	t := v.Words.T
	p := systemPage{AdminLayout: layout(v, t("admin.system")), Notice: taken(v), Replay: v.Account().Can(operator.DeadLettersWrite)}
	p.Services = ui.TableData{Caption: t("admin.services"), HideCaption: true, Columns: []ui.Column{
		{Text: t("admin.service")}, {Text: t("admin.state")}, {Text: t("admin.waiting"), Num: true}, {Text: t("admin.parked"), Num: true}, {Text: t("admin.failing")}, {Text: t("admin.since")}, {Text: t("admin.version")},
	}}
	red, dead := 0, 0
	for _, h := range ask(v) {
		if h.err != nil {
			v.Without(h.Name, h.err)
			red++
			p.Services.Rows = append(p.Services.Rows, ui.Row{Cells: []ui.Cell{{Text: h.Name}, {Body: light(false, t("admin.red"))}, {Text: "–"}, {Text: "–"}, {Text: t("admin.silent")}, {}, {}}})
			continue
		}
		word := t("admin.green")
		if !h.status.Ready {
			word = t("admin.red")
			red++
		}
		dead += int(h.status.Parked)
		p.Services.Rows = append(p.Services.Rows, ui.Row{Chosen: h.status.Parked > 0, Cells: []ui.Cell{
			{Text: h.Name}, {Body: light(h.status.Ready, word)}, {Text: num(h.status.Waiting)}, {Text: num(h.status.Parked)},
			{Text: v.Words.List(h.status.Failing)}, {Text: when(v, h.status.Since)}, {Text: h.status.Version},
		}})
		for _, d := range h.dead {
			p.Dead = append(p.Dead, deadRow{Service: h.Name, DeadLetter: d, When: when(v, d.Parked), Action: "/admin/sistema/" + h.Name + "/" + d.EventID, Key: id.New()})
		}
	}
	said := []string{t("admin.system.good")}
	if red > 0 {
		said[0] = t("admin.system.red", "Count", red)
	}
	if dead > 0 {
		said = append(said, t("admin.system.dead", "Count", dead))
	}
	p.Subtitle = strings.Join(said, ", ")
	return v.Render(http.StatusOK, systemTempl(p))
}

// ask asks every service at once: the slow ones do not add up.
func ask(v *web.Visit) []heard {
	out := make([]heard, len(v.Site.Services))
	var all sync.WaitGroup
	for i, s := range v.Site.Services {
		all.Go(func() {
			h := heard{Behind: s}
			if h.status, h.err = web.Call(v, s.Operator.Status, &contract.None{}); h.err == nil && h.status.Parked > 0 {
				if list, err := web.Call(v, s.Operator.DeadLetters, &contract.None{}); err == nil {
					h.dead = list.Items
				} else {
					v.Without("dead letters of "+s.Name, err)
				}
			}
			out[i] = h
		})
	}
	all.Wait()
	return out
}

// replay hands a dead letter to its service again.
func replay(v *web.Visit) error {
	for _, s := range v.Site.Services {
		if s.Name != v.R.PathValue("service") {
			continue
		}
		in := operator.ReplayInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, EventID: v.R.PathValue("event")}
		_, err := web.Call(v, s.Operator.Replay, &in)
		switch {
		case problem.Code(err) == "dead_letter_not_found": // somebody was quicker, or the form was sent twice
			tell(v, told{Kind: ui.Info, Text: v.Words.Problem("dead_letter_not_found", nil)})
		case err != nil:
			return err
		default:
			tell(v, told{Kind: ui.Good, Text: v.Words.T("admin.replayed", "Service", s.Name)})
		}
		return v.Redirect("/admin/sistema")
	}
	return problem.NotFound("no_such_page")
}
