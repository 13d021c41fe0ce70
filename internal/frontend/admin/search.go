package admin

import (
	"net/http"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type searchPage struct {
	ui.AdminLayout
	Fault    told
	Orders   listing
	Products *ui.TableData
}

// states are an order's, as people look for them.
var states = []orderapi.State{
	orderapi.PendingPayment, orderapi.Paid, orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery,
	orderapi.Delivered, orderapi.DeliveryFailed, orderapi.Cancelled, orderapi.Expired, orderapi.Refunded,
}

// search finds orders by number, name or e-mail, by state and by date; words find
// products too.
func search(v *web.Visit) error {
	t := v.Words.T
	known := make([]string, len(states))
	for i, s := range states {
		known[i] = string(s)
	}
	n := narrow(v, []string{"q", "fecha"}, map[string][]string{"estado": known})
	in := orderapi.SearchInput{Q: cut(n.get("q"), 80), State: orderapi.State(n.get("estado")), Date: n.get("fecha"), Paging: paging(v)}
	var f web.Faults
	if _, err := i18n.ParseISO(in.Date); err != nil && in.Date != "" {
		in.Date = "" // a browser without a calendar lets people write anything
		f.Fields = map[string]string{"date": v.Words.Problem("expected_date", nil)}
	}
	out, err := web.Call(v, orderapi.Search, &in)
	if err != nil {
		return err
	}
	p := searchPage{AdminLayout: layout(v, t("admin.orders"))}
	p.Query = in.Q
	if f.Any() {
		p.Fault = told{Kind: ui.Bad, Text: f.At("date")}
	}
	p.Orders = listing{Narrow: n, Count: t("admin.board.orders", "Count", out.Total), Pages: n.pages(out.Page, out.Total, out.Limit), Empty: n.empty(v, t("admin.orders.none"))}
	p.Orders.Form = []ui.Input{
		{Name: "q", Label: t("admin.find"), Value: in.Q, MaxLength: 80},
		choice(v, "estado", t("admin.state"), n.get("estado"), known, func(s string) string { return t("state." + s) }),
		f.Input(ui.Input{Name: "fecha", Label: t("ask.day"), Type: "date", Value: in.Date}, "date"),
	}
	p.Orders.Table = ui.TableData{Caption: t("admin.orders"), HideCaption: true, Columns: []ui.Column{
		{Text: t("admin.number")}, {Text: t("admin.recipient")}, {Text: t("admin.state")}, {Text: t("admin.delivery")}, {Text: t("admin.buyer")}, {Text: t("admin.goods")}, {Text: t("total.total"), Num: true},
	}}
	for _, o := range out.Items {
		p.Orders.Table.Rows = append(p.Orders.Table.Rows, ui.Row{Cells: []ui.Cell{
			codeCell("/admin/pedidos/"+o.Number, o.Number), {Text: o.Recipient}, {Body: ui.StateTag(orderwords.State(o.Delivery.Kind, o.State))}, {Text: orderwords.When(v.Words, o.Delivery, "")},
			{Text: o.BuyerName}, {Text: goods(v, o.Lines)}, {Text: i18n.Money(o.TotalCLP)},
		}})
	}
	p.Products = foundProducts(v, in.Q)
	status := http.StatusOK
	if f.Any() {
		status = http.StatusUnprocessableEntity
	}
	return v.Render(status, searchTempl(p))
}

// foundProducts are the SKUs that words find, for whoever works with stock.
func foundProducts(v *web.Visit, q string) *ui.TableData {
	if q == "" || !v.Account().Can(authapi.StockWrite) {
		return nil
	}
	out, err := web.Call(v, productapi.StockList, &productapi.StockInput{Q: cut(q, 60), Paging: contract.Paging{Page: 1, Limit: 12}})
	if err != nil {
		v.Without("the products that were found", err)
		return nil
	}
	if len(out.Items) == 0 {
		return nil
	}
	t := stockTable(v, out.Items)
	t.Caption, t.HideCaption = v.Words.T("admin.stock"), false
	return &t
}

// cut shortens words that somebody pasted to what a service reads.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}
