package admin

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"rsc.io/qr"

	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// ticket prints what the florist works from. It names no price and no buyer.
func ticket(v *web.Visit) error {
	o, err := readOrder(v)
	if err != nil {
		return err
	}
	t := ui.Ticket{
		Number: o.Number, Day: dayOf(v, o), Slot: slotOf(v, o), Comuna: placeOf(v, o), Recipient: o.Recipient.Name,
		CardMessage: o.Card.Message, Notes: o.Recipient.Instructions, Urgent: warning(v, o), QR: qrCode(v, "/admin/pedidos/"+o.Number),
	}
	for _, l := range o.Lines {
		line := ui.TicketLine{Quantity: int(l.Quantity), Name: l.Name.In(v.Lang()), Outline: ui.Picture{Src: outline(l.Picture)}}
		if !l.AddOn {
			line.Detail, line.Recipe = v.Words.T("size."+l.Size), strings.Split(l.Contents.In(v.Lang()), ", ")
		}
		t.Goods = append(t.Goods, line)
	}
	return v.Render(http.StatusOK, ticketTempl(v.Words.T("admin.ticket")+" "+o.Number, t, "/admin/pedidos/"+o.Number))
}

// warning is what the florist must not miss: that there is nothing to make after
// all, or that it cannot wait.
func warning(v *web.Visit, o *orderapi.Order) string {
	if !isOurs(o.State) {
		return orderwords.StateText(v.Words, o.Delivery.Kind, o.State)
	}
	if why := urgency(o.State, o.Delivery, v.Site.Clock.Now()); why != "" {
		return v.Words.T(why, "Time", v.Words.Time(o.Delivery.End))
	}
	return ""
}

// outline is the address of a drawing in lines alone, beside the coloured one.
func outline(picture string) string {
	if base, ok := strings.CutSuffix(picture, ".svg"); ok {
		return base + ".outline.svg"
	}
	return picture
}

// card prints the message that goes with the flowers.
func card(v *web.Visit) error {
	o, err := readOrder(v)
	if err != nil {
		return err
	}
	if o.Card.Message == "" {
		return problem.NotFound("no_such_page")
	}
	c := ui.CardText{Message: o.Card.Message, From: o.Card.Signature}
	if o.Card.Anonymous {
		c.From = ""
	}
	return v.Render(http.StatusOK, cardTempl(v.Words.T("admin.card")+" "+o.Number, c, "/admin/pedidos/"+o.Number))
}

// label prints what the driver reads; it names no price and no sender.
func label(v *web.Visit) error {
	o, err := readOrder(v)
	if err != nil {
		return err
	}
	l := ui.RouteLabelData{
		Number: o.Number, Day: dayOf(v, o), Slot: slotOf(v, o), Recipient: o.Recipient.Name, Phone: phone(o.Recipient.Phone),
		Address: o.Recipient.Address, Comuna: placeOf(v, o), Instructions: o.Recipient.Instructions, QR: qrCode(v, "/admin/pedidos/"+o.Number),
	}
	return v.Render(http.StatusOK, labelTempl(v.Words.T("admin.label")+" "+o.Number, l, "/admin/pedidos/"+o.Number))
}

// qrCode leads back to the order: one filled outline, as sharp as the printer.
func qrCode(v *web.Visit, path string) templ.Component {
	c, err := qr.Encode(v.Absolute(path), qr.M)
	if err != nil {
		return nil // longer than a code can hold: the sheet prints without
	}
	return qrTempl(qrPath(c), c.Size+8)
}
