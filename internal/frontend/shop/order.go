package shop

import (
	"net/http"
	"net/url"
	"slices"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/id"
)

type orderPage struct {
	ui.Layout
	Number   string
	Heading  string
	Text     string
	State    ui.State
	Fault    string
	Notice   string
	Key      string
	PayText  string // how long the flowers are held; empty: nothing to pay
	PayCLP   int64
	Cancel   string // address; empty: not any more
	Review   string // address; empty: not yet
	When     string
	Details  []detail
	Card     *ui.CardText
	CardFrom string // who signs, or that nobody does
	Moments  []ui.Moment
	Lines    []ui.Line
	Totals   []ui.Total
	Money    string // what was given back
	Print    bool
}

type detail struct{ Name, Text string }

func orderPath(number string) string { return "/pedido/" + url.PathEscape(number) }

// byNumber names an order, with the link that this browser keeps of it.
func byNumber(v *web.Visit, number string) orderapi.ByNumber {
	return orderapi.ByNumber{Guest: orderapi.Guest{Link: v.Link(number)}, Number: number}
}

func askOrder(v *web.Visit) (*orderapi.Order, error) {
	in := byNumber(v, v.R.PathValue("number"))
	return web.Call(v, orderapi.Get, &in)
}

// order is the confirmation and, from then on, where the order stands: for its
// owner's account and for browsers that placed it or were let in by its link.
func (s *pages) order(v *web.Visit) error {
	o, err := askOrder(v)
	if err != nil {
		return orderHidden(v, err)
	}
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	if o.State == orderapi.Paying {
		v.W.Header().Set("Refresh", waitSeconds)
	}
	p := orderPage{
		Layout: v.Layout(v.Words.T("buy.order", "Number", o.Number)), Number: o.Number, State: orderwords.State(o.Delivery.Kind, o.State), Key: id.New(),
		Fault: takeFault(v), Notice: v.TakeNotice(), Print: true,
	}
	p.NoIndex, p.Tissue = true, orderTissue(t, o)
	p.Heading, p.Text = orderWords(v, o)
	if o.CanPay {
		p.PayText, p.PayCLP = v.Words.T("buy.pay_until", "Time", v.Words.Time(o.PayUntil), "Count", minutesLeft(o.PayUntil, v.Site.Clock.Now())), o.Totals.TotalCLP
	}
	if slices.Contains(o.Moves, orderapi.Cancelled) {
		p.Cancel = orderPath(o.Number) + "/anular"
	}
	if o.State == orderapi.Delivered {
		p.Review = "/opinar/" + url.PathEscape(o.Number)
	}
	orderFacts(v, &p, o)
	p.Moments = moments(v, o)
	p.Lines = orderLines(v, t, o)
	p.Totals = orderwords.Totals(v.Words, o.Totals, 0)
	return v.Render(http.StatusOK, orderTempl(p))
}

// orderFacts are delivery, people and card.
func orderFacts(v *web.Visit, p *orderPage, o *orderapi.Order) {
	p.When = orderwords.When(v.Words, o.Delivery, o.Recipient.Comuna)
	add := func(key, text string) {
		if text != "" {
			p.Details = append(p.Details, detail{v.Words.T(key), text})
		}
	}
	add("buy.order.delivery", p.When)
	if o.Delivery.Kind == orderapi.ByPickup {
		add("buy.order.place", v.Site.Shop.Address)
	}
	add("buy.order.recipient", joined(o.Recipient.Name, chile.FormatPhone(o.Recipient.Phone)))
	add("buy.order.address", joined(o.Recipient.Address, o.Recipient.Comuna))
	add("buy.order.instructions", o.Recipient.Instructions)
	add("buy.order.buyer", joined(o.Buyer.Name, o.Buyer.Email, chile.FormatPhone(o.Buyer.Phone)))
	add("buy.order.placed", v.Words.DateTime(o.Placed))
	if o.Card.Message != "" {
		p.Card = &ui.CardText{Message: o.Card.Message, From: o.Card.Signature, Tissue: p.Tissue}
	}
	if o.Card.Anonymous {
		p.CardFrom = v.Words.T("buy.order.anonymous")
	}
	if o.HidePrice {
		add("buy.order.price", v.Words.T("buy.order.price.hidden"))
	}
	if o.RefundedCLP > 0 {
		p.Money = v.Words.T("buy.order.refunded", "Amount", i18n.Money(o.RefundedCLP))
	}
}

func orderLines(v *web.Visit, t terms, o *orderapi.Order) []ui.Line {
	lines := make([]ui.Line, len(o.Lines))
	for i, l := range o.Lines {
		lines[i] = ui.Line{
			ID: l.SKU, Name: l.Name.In(v.Lang()), Detail: sizeText(v, l.AddOn, l.Size, l.Contents), Picture: ui.Picture{Src: l.Picture},
			Tissue: occasionTissue(t, l.Occasion), Quantity: int(l.Quantity), PriceCLP: l.UnitPriceCLP, TotalCLP: l.TotalCLP,
		}
		if !l.AddOn {
			lines[i].Href = "/producto/" + l.Slug
		}
	}
	return lines
}

func orderTissue(t terms, o *orderapi.Order) ui.Tissue {
	for _, l := range o.Lines {
		if !l.AddOn {
			return occasionTissue(t, l.Occasion)
		}
	}
	return ui.Plain
}
