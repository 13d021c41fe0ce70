package admin

import (
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/id"
)

// condolence is the occasion that asks for quiet words, and for care with the hour.
const condolence = "condolencias"

func orderCard(v *web.Visit, o orderapi.Summary, date string) ui.OrderCard {
	base := "/admin/pedidos/" + o.Number
	c := ui.OrderCard{
		ID: "o-" + o.Number, Href: base, State: orderwords.State(o.Delivery.Kind, o.State), Number: shortNumber(o.Number), Recipient: o.Recipient,
		Goods: goods(v, o.Lines),
	}
	var detail []string
	if o.Comuna != "" {
		detail = append(detail, o.Comuna)
	}
	if o.Delivery.Kind == orderapi.ByPickup {
		c.Mark = orderwords.Hours(v.Words, o.Delivery.Slot)
	}
	if o.Occasion == condolence {
		detail = append(detail, v.Words.T("admin.mourning"))
	}
	if o.HasCard {
		detail = append(detail, v.Words.T("admin.with_card"))
	}
	if isOurs(o.State) { // nothing is printed, and so made, of what is not paid
		c.Ticket = base + "/orden"
		if o.HasCard {
			c.Card = base + "/tarjeta"
		}
	}
	if why := urgency(o.State, o.Delivery, v.Site.Clock.Now()); why != "" {
		c.Urgent = v.Words.T(why, "Time", v.Words.Time(o.Delivery.End))
	} else if o.Delivery.Kind == orderapi.Express {
		detail = append(detail, v.Words.T("admin.until", "Time", v.Words.Time(o.Delivery.End)))
	}
	c.Detail = strings.Join(detail, " · ")
	c.Moves = moves(v, o.Number, o.Delivery.Kind, o.Moves, o.Version, boardPath(date, o.Number))
	return c
}

// moves are the buttons that take an order on. Cancelling is not among them: it is
// further away on purpose, on the order's own page.
func moves(v *web.Visit, number, kind string, to []orderapi.State, version int64, back string) []ui.Move {
	var out []ui.Move
	for _, s := range to {
		base := "/admin/pedidos/" + number
		switch s {
		case orderapi.Cancelled:
			continue
		case orderapi.DeliveryFailed: // why it failed is asked first
			out = append(out, ui.Move{Text: moveWord(v, s, kind), Href: base + "/no-entregado"})
			continue
		}
		out = append(out, ui.Move{Text: moveWord(v, s, kind), Action: base + "/mover", Fields: []ui.Pair{
			{Name: "a", Value: string(s)}, {Name: "version", Value: strconv.FormatInt(version, 10)},
			{Name: "idempotency_key", Value: id.New()}, {Name: "volver", Value: back},
		}})
	}
	return out
}

// moveWord is what the button does; at the counter nothing is delivered.
func moveWord(v *web.Visit, to orderapi.State, kind string) string {
	if kind == orderapi.ByPickup {
		switch to {
		case orderapi.OutForDelivery, orderapi.Delivered, orderapi.DeliveryFailed:
			return v.Words.T("admin.pickup." + string(to))
		}
	}
	return v.Words.T("admin.move." + string(to))
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
