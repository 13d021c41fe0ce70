package shop

import (
	"cmp"
	"net/http"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

const (
	zonesDays   = 31 // looked ahead for special dates; as many as one quote answers
	zonesWeek   = 7  // days shown one by one
	zonesSample = 1  // peso of goods: what a fee is before any is waived
)

type zonesPage struct {
	ui.Layout
	Ask       ui.Input
	Answer    string // about the comuna that was asked for
	Known     bool   // it is one of the shop's
	Flowers   bool   // there is something to deliver there soon
	Zones     ui.TableData
	Week      ui.TableData
	WeekTitle string
	Special   []specialDay
	Express   string
	Missing   string // why the days are not shown
	WhatsApp  string
}

// specialDay is a date of the next month that is not like the others.
type specialDay struct{ Day, Text string }

// zones says where the shop delivers, for how much and when. All of it is asked of
// order-service: figures and hours are the back office's to change.
func (s *pages) zones(v *web.Visit) error {
	asked := clip(v.R.URL.Query().Get("comuna"), comunaLength)
	zones, err := web.Call(v, orderapi.Zones, &contract.None{})
	if err != nil {
		return err
	}
	p := zonesPage{Layout: v.Layout(v.Words.T("texts.zones")), WeekTitle: v.Words.T("texts.zones.week", "Comuna", defaultComuna), WhatsApp: v.Site.Shop.WhatsApp}
	p.Description, p.Canonical = v.Words.T("texts.zones.text"), v.Absolute("/despacho")
	chosen := cmp.Or(asked, v.Remembered("comuna"))
	p.Ask = comunaInput(v, zones.Items, "")
	if _, served := zoneOf(zones.Items, chosen); served {
		p.Ask = comunaInput(v, zones.Items, chosen)
	}
	p.Zones = zonesTable(v, zones.Items)
	in := orderapi.QuoteInput{}
	in.Body.Comuna, in.Body.Days, in.Body.SubtotalCLP = cmp.Or(chosen, defaultComuna), zonesDays, zonesSample
	quote, err := web.Call(v, orderapi.Ask, &in)
	if err != nil {
		v.Without("quote", err)
		p.Missing = v.Words.Problem("service_unavailable", nil)
		return v.Render(http.StatusOK, zonesTempl(p))
	}
	if asked != "" {
		p.answer(v, asked, zones.Items, quote)
		if p.Known {
			v.Remember("comuna", quote.Comuna)
		}
	}
	p.WeekTitle = v.Words.T("texts.zones.week", "Comuna", quote.Comuna)
	if quote.Comuna == "" { // not served: the hours are those of picking up
		p.WeekTitle = v.Words.T("texts.zones.week.pickup")
	}
	p.Week = weekTable(p.WeekTitle, v, quote)
	p.Special = specialDays(v, quote.Days)
	if quote.Express.MinimumCLP > 0 {
		p.Express = v.Words.T("texts.zones.express.from", "From", i18n.Money(quote.Express.MinimumCLP))
	}
	return v.Render(http.StatusOK, zonesTempl(p))
}

// answer says whether, for how much and how soon the shop comes to a comuna.
func (p *zonesPage) answer(v *web.Visit, asked string, zones []orderapi.Zone, quote *orderapi.Quote) {
	zone, ok := zoneOf(zones, quote.Comuna)
	if !ok {
		p.Answer = v.Words.T("texts.zones.no", "Comuna", asked)
		return
	}
	p.Known = true
	p.Answer = v.Words.T("texts.zones.yes", "Comuna", quote.Comuna, "Fee", i18n.Money(zone.FeeCLP), "From", i18n.Money(zone.FreeFromCLP))
	if day := chosenDay(quote.Days, ""); day >= 0 {
		for _, o := range quote.Days[day].Slots {
			if o.Free {
				p.Flowers = true
				p.Answer += " " + v.Words.T("texts.zones.first", "Day", dayText(v, o.Date), "Hours", orderwords.Hours(v.Words, o.Slot), "Fee", i18n.Money(o.FeeCLP+o.SurchargeCLP))
				return
			}
		}
	}
}

func zoneOf(zones []orderapi.Zone, comuna string) (orderapi.Zone, bool) {
	for _, z := range zones {
		for _, c := range z.Comunas {
			if c == comuna {
				return z, true
			}
		}
	}
	return orderapi.Zone{}, false
}

func dayText(v *web.Visit, date string) string {
	d, err := i18n.ParseISO(date)
	if err != nil {
		return date
	}
	return v.Words.DayText(d)
}

func zonesTable(v *web.Visit, zones []orderapi.Zone) ui.TableData {
	t := ui.TableData{Caption: v.Words.T("texts.zones.table"), HideCaption: true, Columns: []ui.Column{
		{Text: v.Words.T("texts.zones.zone")}, {Text: v.Words.T("texts.zones.fee"), Num: true}, {Text: v.Words.T("texts.zones.free_from"), Num: true},
	}}
	for _, z := range zones {
		cells := ui.Text("", i18n.Money(z.FeeCLP), i18n.Money(z.FreeFromCLP))
		cells[0].Body = zoneName(z.Name, v.Words.List(z.Comunas))
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return t
}

// weekTable is the next days with the hours that can still be had.
func weekTable(title string, v *web.Visit, quote *orderapi.Quote) ui.TableData {
	t := ui.TableData{Caption: title, HideCaption: true, Columns: []ui.Column{{Text: v.Words.T("ask.day")}, {Text: v.Words.T("texts.zones.hours")}}}
	for _, d := range quote.Days[:min(zonesWeek, len(quote.Days))] {
		offers, hours := d.Slots, []string(nil)
		if quote.Comuna == "" {
			offers = d.Pickup
		}
		for _, o := range offers {
			if o.Free {
				hours = append(hours, strings.ReplaceAll(orderwords.Hours(v.Words, o.Slot), " ", "\u00a0")) // a line breaks between windows
			}
		}
		text := joined(hours...)
		if text == "" {
			text = reasonText(v, closedReason(d))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: ui.Text(dayText(v, d.Date), text)})
	}
	return t
}

// specialDays are the dates of the next month that have a name, cost more, or are
// holidays.
func specialDays(v *web.Visit, days []orderapi.DayOffer) []specialDay {
	var list []specialDay
	for _, d := range days {
		var parts []string
		if name := d.Special.In(v.Lang()); name != "" {
			parts = append(parts, name)
		}
		switch {
		case d.Closed == "closed_holiday" || d.Closed == "blackout":
			parts = append(parts, reasonText(v, d.Closed))
		case d.SurchargeCLP > 0:
			parts = append(parts, v.Words.T("texts.zones.surcharge", "Amount", i18n.Money(d.SurchargeCLP)))
		}
		if len(parts) > 0 {
			list = append(list, specialDay{dayText(v, d.Date), joined(parts...)})
		}
	}
	return list
}

func (p zonesPage) kind() ui.NoticeKind {
	if p.Known {
		return ui.Good
	}
	return ui.Info
}
