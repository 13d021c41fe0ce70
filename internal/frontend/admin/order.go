package admin

import (
	"net/http"
	"strconv"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type orderPage struct {
	ui.AdminLayout
	Order    *orderapi.Order
	Base     string
	When     string
	Lines    []ui.Line
	Totals   []ui.Total
	Timeline []ui.Moment
	Payments ui.TableData
	Moves    []ui.Move
	Cancel   bool
	Notice   string
	Key      string
	Fault    string
}

// order shows one order, whole, with what may be done to it now.
func order(v *web.Visit) error {
	o, err := readOrder(v)
	if err != nil {
		return err
	}
	return v.Render(http.StatusOK, orderTempl(orderOf(v, o)))
}

func readOrder(v *web.Visit) (*orderapi.Order, error) {
	return web.Call(v, orderapi.Get, &orderapi.ByNumber{Number: v.R.PathValue("number")})
}

func orderOf(v *web.Visit, o *orderapi.Order) orderPage {
	p := orderPage{AdminLayout: layout(v, o.Number), Order: o, Base: "/admin/pedidos/" + o.Number, Notice: v.TakeNotice(), Key: id.New()}
	p.When = deliveryText(v, o.Delivery)
	p.Subtitle = v.Words.T("state."+string(o.State)) + ", " + p.When
	for _, l := range o.Lines {
		p.Lines = append(p.Lines, ui.Line{
			ID: l.SKU, Href: "/producto/" + l.Slug, Name: l.Name.In(v.Lang()), Detail: lineDetail(v, l),
			Picture: ui.Picture{Src: l.Picture}, Quantity: int(l.Quantity), PriceCLP: l.UnitPriceCLP, TotalCLP: l.TotalCLP,
		})
	}
	p.Totals = totals(v, o.Totals)
	for _, e := range o.Timeline {
		m := ui.Moment{Text: v.Words.T("state." + string(e.State)), When: v.Words.DateTime(e.At), Done: true, Note: strings.Trim(v.Words.T("admin.by."+e.By)+" · "+e.Channel+" · "+e.Why, " ·")}
		m.Bad = e.State == orderapi.Cancelled || e.State == orderapi.DeliveryFailed || e.State == orderapi.Expired
		p.Timeline = append(p.Timeline, m)
	}
	if n := len(p.Timeline); n > 0 {
		p.Timeline[n-1].Current = true
	}
	p.Payments = ui.TableData{Caption: v.Words.T("admin.payments"), HideCaption: true, Columns: []ui.Column{
		{Text: v.Words.T("admin.payments.provider")}, {Text: v.Words.T("admin.payments.state")}, {Text: v.Words.T("admin.payments.at")}, {Text: v.Words.T("admin.payments.amount"), Num: true},
	}}
	for _, pay := range o.Payments {
		p.Payments.Rows = append(p.Payments.Rows, ui.Row{Cells: ui.Text(pay.Provider, v.Words.T("payment."+pay.State), v.Words.DateTime(pay.At), i18n.Money(pay.AmountCLP))})
	}
	for _, to := range o.Moves {
		if to == orderapi.Cancelled {
			p.Cancel = true
			continue
		}
		p.Moves = append(p.Moves, moveTo(v, o.Number, to, o.Version, p.Base))
	}
	return p
}

func lineDetail(v *web.Visit, l orderapi.Line) string {
	if l.AddOn {
		return ""
	}
	return v.Words.T("size."+l.Size) + ", " + l.Contents.In(v.Lang())
}

func totals(v *web.Visit, t orderapi.Totals) []ui.Total {
	rows := []ui.Total{{Text: v.Words.T("total.goods"), CLP: t.GoodsCLP}}
	if t.DiscountCLP > 0 {
		rows = append(rows, ui.Total{Text: v.Words.T("total.discount"), CLP: -t.DiscountCLP})
	}
	fee := ui.Total{Text: v.Words.T("total.fee"), CLP: t.FeeCLP}
	if t.FeeCLP == 0 {
		fee.Shown = v.Words.T("ui.free")
	}
	rows = append(rows, fee)
	if t.SurchargeCLP > 0 {
		rows = append(rows, ui.Total{Text: v.Words.T("total.surcharge"), CLP: t.SurchargeCLP})
	}
	return append(rows, ui.Total{Text: v.Words.T("total.total"), CLP: t.TotalCLP, Strong: true, Note: v.Words.T("total.tax", "Tax", i18n.Money(t.TaxCLP))})
}

// deliveryText is "miércoles 25 de noviembre, 12 a 15 h".
func deliveryText(v *web.Visit, d orderapi.Delivery) string {
	day, err := i18n.ParseISO(d.Date)
	if err != nil {
		return d.Date
	}
	when := v.Words.DayText(day)
	switch d.Kind {
	case orderapi.Express:
		return when + ", " + v.Words.T("admin.express_until", "Time", v.Words.Time(d.End))
	case orderapi.ByPickup:
		return when + ", " + laneTitle(v, d.Slot) + ", " + v.Words.T("admin.pickup")
	}
	return when + ", " + laneTitle(v, d.Slot)
}

// move takes an order one state on, or cancels it.
func move(v *web.Visit) error {
	number := v.R.PathValue("number")
	in := orderapi.MoveInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, ByNumber: orderapi.ByNumber{Number: number}}
	in.Body.To = orderapi.State(v.FormValue("a"))
	in.Body.Version, _ = strconv.ParseInt(v.FormValue("version"), 10, 64)
	in.Body.Why = v.FormValue("motivo")
	o, err := web.Call(v, orderapi.Move, &in)
	back := web.Local(v.FormValue("volver"), "/admin/pedidos/"+number)
	if p, ok := problem.From(err); ok && (p.Status == http.StatusConflict || p.Status == http.StatusUnprocessableEntity) {
		v.Notice(v.Words.Problem(p.Code, nil)) // somebody was quicker: show how it stands now
		return v.Redirect(back)
	}
	if err != nil {
		return err
	}
	v.Notice(v.Words.T("admin.moved", "Number", shortNumber(number), "State", v.Words.T("state."+string(o.State))))
	return v.Redirect(back)
}

// confirmCancel asks before an order is cancelled.
func confirmCancel(v *web.Visit) error {
	o, err := readOrder(v)
	if err != nil {
		return err
	}
	return v.Render(http.StatusOK, cancelTempl(orderOf(v, o)))
}

type searchPage struct {
	ui.AdminLayout
	Form  []ui.Input
	Table ui.TableData
	Pages ui.Pages
	Count string
	Empty ui.EmptyData
}

// search finds orders by number, name or e-mail, by state and by date.
func search(v *web.Visit) error {
	q := v.R.URL.Query()
	page, _ := strconv.Atoi(q.Get("pagina"))
	in := orderapi.SearchInput{Q: q.Get("q"), State: orderapi.State(q.Get("estado")), Date: q.Get("fecha"), Paging: contract.Paging{Page: max(page, 1), Limit: 50}}
	out, err := web.Call(v, orderapi.Search, &in)
	if err != nil {
		return err
	}
	p := searchPage{AdminLayout: layout(v, v.Words.T("admin.orders")), Count: v.Words.T("admin.board.orders", "Count", out.Total)}
	p.Query = in.Q
	states := ui.Input{Name: "estado", Label: v.Words.T("admin.state"), Type: "select", Value: string(in.State), Options: []ui.Option{{Value: "", Text: v.Words.T("admin.all")}}}
	for _, s := range []orderapi.State{orderapi.PendingPayment, orderapi.Paid, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered, orderapi.DeliveryFailed, orderapi.Cancelled, orderapi.Expired, orderapi.Refunded} {
		states.Options = append(states.Options, ui.Option{Value: string(s), Text: v.Words.T("state." + string(s))})
	}
	p.Form = []ui.Input{{Name: "q", Label: v.Words.T("admin.find"), Value: in.Q}, states, {Name: "fecha", Label: v.Words.T("ask.day"), Type: "date", Value: in.Date}}
	p.Table = ui.TableData{Caption: v.Words.T("admin.orders"), HideCaption: true, Columns: []ui.Column{
		{Text: v.Words.T("admin.number")}, {Text: v.Words.T("admin.state")}, {Text: v.Words.T("admin.delivery")}, {Text: v.Words.T("admin.recipient")}, {Text: v.Words.T("admin.goods")}, {Text: v.Words.T("total.total"), Num: true},
	}}
	for _, o := range out.Items {
		p.Table.Rows = append(p.Table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: o.Number, Href: "/admin/pedidos/" + o.Number}, {Body: ui.StateTag(ui.State(o.State))}, {Text: deliveryText(v, o.Delivery)},
			{Text: o.Recipient}, {Text: goods(v, o.Lines)}, {Text: i18n.Money(o.TotalCLP)},
		}})
	}
	p.Pages = ui.Pages{Current: out.Page, Last: max(1, (out.Total+out.Limit-1)/out.Limit), Href: func(n int) string {
		q.Set("pagina", strconv.Itoa(n))
		return v.R.URL.Path + "?" + q.Encode()
	}}
	p.Empty = ui.EmptyData{Title: v.Words.T("list.empty.title"), Text: v.Words.T("list.empty.text")}
	return v.Render(http.StatusOK, searchTempl(p))
}

// phone is a stored number as people read it.
func phone(e164 string) string {
	if e164 == "" {
		return ""
	}
	return chile.FormatPhone(e164)
}
