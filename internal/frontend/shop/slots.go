package shop

import (
	"strings"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

func cut(s string) (string, string, bool) { return strings.Cut(s, " ") }

// chosenDay is the wanted day if something can be had then, else the first such
// day, else -1.
func chosenDay(days []orderapi.DayOffer, want string) int {
	first := -1
	for i, d := range days {
		if !anyFree(d.Slots) {
			continue
		}
		if d.Date == want {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

func anyFree(offers []orderapi.Offer) bool {
	for _, o := range offers {
		if o.Free {
			return true
		}
	}
	return false
}

// dayRow draws the days of a quote; each is a link that keeps the rest of the page.
func dayRow(v *web.Visit, days []orderapi.DayOffer, chosen int) ui.Days {
	row := ui.Days{Name: "fecha", Legend: v.Words.T("product.day"), Hide: true}
	for i, d := range days {
		cell := ui.Day{Value: d.Date, Chosen: i == chosen, Href: withParam(v.R.URL, "fecha", d.Date)}
		cell.Top, cell.Bottom, cell.Label = dayName(v, d.Date)
		if !anyFree(d.Slots) {
			cell.Closed, cell.Why, cell.Href = true, reasonText(v, closedReason(d)), ""
		} else if d.SurchargeCLP > 0 {
			cell.Note = "+" + i18n.Money(d.SurchargeCLP)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// dayName is "hoy" and the like over the date.
func dayName(v *web.Visit, date string) (top, bottom, label string) {
	d, err := i18n.ParseISO(date)
	if err != nil {
		return date, "", date
	}
	now := v.Site.Clock.Now()
	top = v.Words.WeekdayShort(d)
	if i18n.ISO(now) == date {
		top = v.Words.T("ui.today")
	}
	_, bottom, _ = cut(v.Words.DayShort(d))
	return top, bottom, v.Words.Day(d)
}

func closedReason(d orderapi.DayOffer) string {
	if d.Closed != "" {
		return d.Closed
	}
	for _, o := range d.Slots {
		if o.Reason != "" {
			return o.Reason
		}
	}
	return "full"
}

// slotTable draws a day's slots with their prices, and says why one cannot be had
// and which is the next that can.
func slotTable(v *web.Visit, d orderapi.DayOffer, want string) ui.Slots {
	t := ui.Slots{Name: "tramo", Legend: v.Words.T("product.slot"), Hide: true}
	chosen := -1
	for i, o := range d.Slots {
		t.Rows = append(t.Rows, slotRow(v, o, o.Slot, d.Date))
		if o.Free && (chosen < 0 || o.Slot == want) {
			chosen = i
		}
	}
	if chosen >= 0 {
		t.Rows[chosen].Chosen = true
	}
	return t
}

func slotRow(v *web.Visit, o orderapi.Offer, value, date string) ui.Slot {
	row := ui.Slot{Value: value, Hours: orderwords.Hours(v.Words, o.Slot), PriceCLP: o.FeeCLP + o.SurchargeCLP}
	if o.Free {
		row.State = v.Words.T("slot.free")
		if o.PlacesLeft <= fewLeft {
			row.State = v.Words.T("slot.left", "Count", o.PlacesLeft)
		}
		return row
	}
	row.Closed, row.State = true, reasonText(v, o.Reason)
	if o.Next != nil {
		row.State = v.Words.T("slot.next", "Why", row.State, "Day", nextName(v, o.Next, date))
	}
	return row
}

// reasonText says why a slot or a day cannot be had.
func reasonText(v *web.Visit, reason string) string { return v.Words.T("slot." + reason) }

// nextName names the next free slot: by its day if it is another one, else by its hours.
func nextName(v *web.Visit, n *orderapi.NextFree, date string) string {
	if n.Date == date {
		return orderwords.Hours(v.Words, n.Slot)
	}
	d, err := i18n.ParseISO(n.Date)
	if err != nil {
		return n.Date
	}
	return v.Words.DayRelative(d, v.Site.Clock.Now())
}
