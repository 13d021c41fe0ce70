package admin

import (
	"net/http"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type boardPage struct {
	ui.AdminLayout
	Lanes  []ui.Lane
	Days   []ui.Link
	Date   string
	Notice told
	Closed string
	Empty  string
}

// boardPath is a day's board, at an order of it.
func boardPath(date, number string) string {
	path := "/admin?fecha=" + date
	if number != "" {
		path += "#o-" + number
	}
	return path
}

// board is the day's work by slot and state.
func board(v *web.Visit) error {
	date := v.R.URL.Query().Get("fecha")
	if _, err := i18n.ParseISO(date); err != nil && date != "" {
		return problem.NotFound("no_such_page")
	}
	b, err := web.Call(v, orderapi.Today, &orderapi.BoardInput{Date: date})
	if err != nil {
		return err
	}
	day, err := i18n.ParseISO(b.Date)
	if err != nil {
		return err
	}
	p := boardPage{AdminLayout: layout(v, v.Words.Day(day)), Notice: taken(v), Date: b.Date}
	countMessages(v, &p.AdminLayout)
	p.Subtitle = boardSubtitle(v, b)
	p.Keys = ui.BoardKeys(v.Context())
	p.Aside = ui.StateLegend()
	p.Days = dayLinks(v, day)
	if b.Closed != "" {
		p.Closed = v.Words.T("admin.board.closed")
	}
	orders := 0
	for _, c := range b.Columns {
		p.Lanes = append(p.Lanes, lane(v, c, b.Date))
		orders += len(c.Orders)
	}
	if orders == 0 {
		p.Empty = v.Words.T("admin.board.none")
	}
	return v.Render(http.StatusOK, boardTempl(p))
}

// countMessages puts the number of unanswered messages into the navigation.
func countMessages(v *web.Visit, l *ui.AdminLayout) {
	if !v.Account().Can(authapi.ContactsRead) {
		return
	}
	out, err := web.Call(v, contactapi.Inbox, &contactapi.InboxInput{State: contactapi.New, Paging: contract.Paging{Page: 1, Limit: 1}})
	if err != nil {
		v.Without("the count of messages", err)
		return
	}
	for i := range l.Nav {
		if l.Nav[i].Href == "/admin/mensajes" {
			l.Nav[i].Count = out.Total
		}
	}
}

func lane(v *web.Visit, c orderapi.SlotColumn, date string) ui.Lane {
	l := ui.Lane{Title: orderwords.Hours(v.Words, c.Slot), Empty: v.Words.T("admin.board.empty")}
	if c.Slot == orderapi.ByPickup {
		l.Title = v.Words.T("admin.board.pickup")
	}
	if c.Capacity > 0 {
		l.Count = v.Words.T("slot.of", "Used", c.Taken, "Places", c.Capacity)
	}
	for _, o := range c.Orders {
		l.Cards = append(l.Cards, orderCard(v, o, date))
	}
	return l
}

func boardSubtitle(v *web.Visit, b *orderapi.Board) string {
	all, todo, unpaid, mourning := 0, 0, 0, 0
	for _, c := range b.Columns {
		for _, o := range c.Orders {
			all++
			switch o.State {
			case orderapi.Paid, orderapi.Confirmed, orderapi.Preparing:
				todo++
				if o.Occasion == condolence {
					mourning++
				}
			case orderapi.PendingPayment, orderapi.Paying:
				unpaid++
			}
		}
	}
	parts := []string{v.Words.T("admin.board.orders", "Count", all), v.Words.T("admin.board.todo", "Count", todo)}
	if mourning > 0 {
		parts = append(parts, v.Words.T("admin.board.mourning", "Count", mourning))
	}
	if unpaid > 0 {
		parts = append(parts, v.Words.T("admin.board.unpaid", "Count", unpaid))
	}
	if special := b.Special.In(v.Lang()); special != "" {
		parts = append(parts, special)
	}
	return strings.Join(parts, ", ")
}

// dayLinks lead to the days around the one that is shown, and back to today.
func dayLinks(v *web.Visit, day time.Time) []ui.Link {
	now := v.Site.Clock.Now()
	var links []ui.Link
	add := func(d time.Time) {
		links = append(links, ui.Link{Href: boardPath(i18n.ISO(d), ""), Text: v.Words.DayRelative(d, now), Current: i18n.ISO(d) == i18n.ISO(day)})
	}
	const before, after = 1, 7
	if today := i18n.ISO(now); today < i18n.ISO(day.AddDate(0, 0, -before)) || today > i18n.ISO(day.AddDate(0, 0, after)) {
		add(now)
	}
	for i := -before; i <= after; i++ {
		add(day.AddDate(0, 0, i))
	}
	return links
}
