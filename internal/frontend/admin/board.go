package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/id"
)

type boardPage struct {
	ui.AdminLayout
	Lanes     []ui.Lane
	Days      []ui.Link
	Notice    string
	Closed    string
	Condolent int
}

// board is the day's work by slot and state.
func board(v *web.Visit) error {
	date := v.R.URL.Query().Get("fecha")
	b, err := web.Call(v, orderapi.Today, &orderapi.BoardInput{Date: date})
	if err != nil {
		return err
	}
	day, err := i18n.ParseISO(b.Date)
	if err != nil {
		return err
	}
	p := boardPage{AdminLayout: layout(v, v.Words.Day(day)), Notice: v.TakeNotice()}
	p.Subtitle = boardSubtitle(v, b)
	p.Keys = ui.BoardKeys(v.Context())
	p.Aside = ui.StateLegend()
	p.Days = dayLinks(v, day)
	if b.Closed != "" {
		p.Closed = v.Words.T("slot." + b.Closed)
	}
	for _, c := range b.Columns {
		p.Lanes = append(p.Lanes, lane(v, c, b.Date))
	}
	return v.Render(http.StatusOK, boardTempl(p))
}

func lane(v *web.Visit, c orderapi.SlotColumn, date string) ui.Lane {
	l := ui.Lane{Title: laneTitle(v, c.Slot), Empty: v.Words.T("admin.board.empty")}
	if c.Capacity > 0 {
		l.Count = v.Words.T("slot.of", "Used", c.Taken, "Places", c.Capacity)
	}
	for _, o := range c.Orders {
		l.Cards = append(l.Cards, orderCard(v, o, date))
	}
	return l
}

func laneTitle(v *web.Visit, slot string) string {
	from, to, ok := strings.Cut(slot, "-")
	if !ok {
		return v.Words.T("slot.express")
	}
	return v.Words.Hours(from, to)
}

// begun are the states after which an order is no longer waiting to be made.
var begun = []orderapi.State{orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered, orderapi.Cancelled, orderapi.Refunded, orderapi.Expired}

// urgentWithin is how near the slot's end is when an order that is not ready gets the thick line.
const urgentWithin = 90 * time.Minute

func orderCard(v *web.Visit, o orderapi.Summary, date string) ui.OrderCard {
	base := "/admin/pedidos/" + o.Number
	c := ui.OrderCard{
		ID: "o-" + o.Number, Href: base, State: ui.State(o.State), Number: shortNumber(o.Number), Recipient: o.Recipient,
		Goods: goods(v, o.Lines), Ticket: base + "/orden",
	}
	var detail []string
	if o.Comuna != "" {
		detail = append(detail, o.Comuna)
	} else {
		detail = append(detail, v.Words.T("admin.pickup"))
	}
	if o.HasCard {
		detail = append(detail, v.Words.T("admin.with_card"))
		c.Card = base + "/tarjeta"
	}
	c.Detail = strings.Join(detail, " · ")
	if left := o.Delivery.End.Sub(v.Site.Clock.Now()); left < urgentWithin && !slices.Contains(begun, o.State) {
		c.Urgent = v.Words.T("admin.urgent", "Time", v.Words.Time(o.Delivery.End))
	}
	for _, to := range o.Moves {
		if to != orderapi.Cancelled {
			c.Moves = append(c.Moves, moveTo(v, o.Number, to, o.Version, "/admin?fecha="+date))
		}
	}
	return c
}

func moveTo(v *web.Visit, number string, to orderapi.State, version int64, back string) ui.Move {
	return ui.Move{
		Text: v.Words.T("admin.move." + string(to)), Action: "/admin/pedidos/" + number + "/mover",
		Fields: []ui.Pair{
			{Name: "a", Value: string(to)}, {Name: "version", Value: strconv.FormatInt(version, 10)},
			{Name: "idempotency_key", Value: id.New()}, {Name: "volver", Value: back},
		},
	}
}

// shortNumber is what people call out in the shop: the last five digits.
func shortNumber(number string) string {
	if i := strings.LastIndex(number, "-"); i >= 0 {
		return number[i+1:]
	}
	return number
}

func goods(v *web.Visit, lines []orderapi.Line) string {
	parts := make([]string, len(lines))
	for i, l := range lines {
		parts[i] = l.Name.In(v.Lang())
		if !l.AddOn {
			parts[i] += ", " + strings.ToLower(v.Words.T("size."+l.Size))
		}
		if l.Quantity > 1 {
			parts[i] = strconv.FormatInt(l.Quantity, 10) + " × " + parts[i]
		}
	}
	return strings.Join(parts, " + ")
}

func boardSubtitle(v *web.Visit, b *orderapi.Board) string {
	all, todo := 0, 0
	for state, n := range b.States {
		all += n
		switch state {
		case orderapi.Paid, orderapi.Confirmed, orderapi.Preparing:
			todo += n
		}
	}
	s := v.Words.T("admin.board.orders", "Count", all) + ", " + v.Words.T("admin.board.todo", "Count", todo)
	if special := b.Special.In(v.Lang()); special != "" {
		s += ", " + special
	}
	return s
}

// dayLinks lead to the days around the one that is shown.
func dayLinks(v *web.Visit, day time.Time) []ui.Link {
	var links []ui.Link
	for i := -1; i <= 7; i++ {
		d := day.AddDate(0, 0, i)
		links = append(links, ui.Link{Href: "/admin?fecha=" + i18n.ISO(d), Text: v.Words.DayRelative(d, v.Site.Clock.Now()), Current: i == 0})
	}
	return links
}
