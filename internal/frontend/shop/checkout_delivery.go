package shop

import (
	"time"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// delivery draws how and when: the kinds, the days, and the chosen day's windows.
func (c *checkoutVisit) delivery(p *checkoutPage, plan plan, comuna string) {
	p.Kinds = c.kinds(plan)
	if plan.offer.Free {
		p.When = orderwords.When(c.Words, plan.delivery(), comuna)
	}
	switch {
	case plan.kind == orderapi.Express:
		return
	case plan.kind == orderapi.BySlot && c.form.Comuna == "":
		p.Ask = c.Words.T("buy.ask_comuna")
		return
	case plan.kind == orderapi.BySlot && !plan.served:
		p.Ask = c.Words.Problem("comuna_not_served", nil)
		return
	}
	p.Days = dayRow(c.Visit, plan.days, plan.day)
	p.Days.Error = c.faults.At("/delivery/date")
	for i := range p.Days.Cells {
		p.Days.Cells[i].Href, p.Days.Cells[i].Attrs = "", live()
		if plan.kind == orderapi.ByPickup {
			p.Days.Cells[i].Note = "" // the surcharge is the delivery's
		}
	}
	c.fortnights(p, plan)
	if plan.day < 0 {
		p.Ask = c.Words.T("buy.no_day")
		return
	}
	p.Slots = slotTable(c.Visit, plan.days[plan.day], plan.offer.Slot)
	p.Slots.Error = c.faults.At("/delivery/slot")
	for i := range p.Slots.Rows {
		p.Slots.Rows[i].Attrs = live()
	}
}

// kinds is the choice between a window, express and the shop's counter.
func (c *checkoutVisit) kinds(plan plan) ui.Choices {
	cells := []ui.Choice{
		{Value: orderapi.BySlot, Title: c.Words.T("buy.kind.slot"), Detail: c.Words.T("buy.kind.slot.text")},
		{Value: orderapi.Express, Title: c.Words.T("buy.kind.express"), Detail: expressText(c.Visit, plan.express)},
		{Value: orderapi.ByPickup, Title: c.Words.T("buy.kind.pickup"), Detail: c.Words.T("buy.kind.pickup.text")},
	}
	if !plan.express.Free {
		cells[1].Closed = true
	} else if plan.express.FeeCLP > 0 {
		cells[1].Note = i18n.Money(plan.express.FeeCLP + plan.express.SurchargeCLP)
	}
	if c.form.Comuna == "" {
		cells[1].Detail = c.Words.T("buy.ask_comuna")
	}
	for i := range cells {
		cells[i].Chosen, cells[i].Attrs = cells[i].Value == plan.kind, live()
		cells[i].Attrs["hx-select-oob"] = redrawn + ",#destino" // no address is asked at the counter
	}
	return ui.Choices{Name: "modo", Legend: c.Words.T("buy.kind"), Hide: true, Error: c.faults.At("/delivery/kind"), Cells: cells}
}

// fortnights are the ways to the days before and after those shown. How far orders
// are taken is the service's to say: beyond it every day is closed.
func (c *checkoutVisit) fortnights(p *checkoutPage, plan plan) {
	from, err := i18n.ParseISO(c.form.From)
	if err != nil {
		return
	}
	today := noon(c.Site.Clock.Now())
	if from.After(today) {
		before := from.AddDate(0, 0, -planDays)
		if before.Before(today) {
			before = today
		}
		p.Earlier = i18n.ISO(before)
	}
	if !allTooFar(plan.days) {
		p.Later = i18n.ISO(from.AddDate(0, 0, planDays))
	}
}

// allTooFar tells whether the last day shown is beyond what is taken.
func allTooFar(days []orderapi.DayOffer) bool {
	if len(days) == 0 {
		return true
	}
	return closedReason(days[len(days)-1]) == "too_far"
}

// redrawn are the parts of the page that follow a choice, beside the one it stands in.
const redrawn = "#resumen,#pagar"

// minutesLeft are the whole minutes until a time, never below zero.
func minutesLeft(until, now time.Time) int { return max(int(until.Sub(now)/time.Minute), 0) }
