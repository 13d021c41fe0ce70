package shop

import (
	"time"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
)

// askDays is how many days the home page offers to choose from.
const askDays = 14

// askCells are the home page's question: where to and when.
func askCells(v *web.Visit, zones []orderapi.Zone) []ui.Input {
	now := v.Site.Clock.Now().In(clock.Santiago())
	comuna := v.Remembered("comuna")
	date := v.Remembered("date")
	days := ui.Input{Name: "fecha", Label: v.Words.T("ask.day"), Type: "select", Value: date}
	for i := range askDays {
		d := time.Date(now.Year(), now.Month(), now.Day()+i, 12, 0, 0, 0, clock.Santiago())
		text := v.Words.Day(d)
		if i < 2 {
			text = v.Words.DayRelative(d, now) + ", " + v.Words.DayText(d)
		}
		days.Options = append(days.Options, ui.Option{Value: i18n.ISO(d), Text: text})
	}
	return []ui.Input{comunaInput(v, zones, comuna), days}
}

// comunaInput is the select of the comunas that the shop delivers to, by zone.
func comunaInput(v *web.Visit, zones []orderapi.Zone, chosen string) ui.Input {
	in := ui.Input{Name: "comuna", Label: v.Words.T("ask.comuna"), Type: "select", Value: chosen}
	if chosen == "" {
		in.Options = append(in.Options, ui.Option{Value: "", Text: v.Words.T("ask.choose"), Selected: true})
	}
	for _, z := range zones {
		for _, c := range z.Comunas {
			in.Options = append(in.Options, ui.Option{Value: c, Text: c, Group: z.Name})
		}
	}
	return in
}

// rememberAsk keeps the comuna and date that a page was asked with.
func rememberAsk(v *web.Visit) {
	q := v.R.URL.Query()
	if c := q.Get("comuna"); c != "" && len(c) <= 60 {
		v.Remember("comuna", c)
	}
	if d := q.Get("fecha"); d != "" {
		if _, err := i18n.ParseISO(d); err == nil {
			v.Remember("date", d)
		}
	}
}
