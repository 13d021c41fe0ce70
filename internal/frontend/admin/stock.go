package admin

import (
	"net/http"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type stockPage struct {
	ui.AdminLayout
	Form  []ui.Input
	Table ui.TableData
	Pages ui.Pages
	Empty ui.EmptyData
}

// stock lists every SKU with its counts.
func stock(v *web.Visit) error {
	t := v.Words.T
	q := v.R.URL.Query()
	in := productapi.StockInput{Paging: paging(v), Q: q.Get("q"), Low: q.Get("bajo") != ""}
	out, err := web.Call(v, productapi.StockList, &in)
	if err != nil {
		return err
	}
	p := stockPage{AdminLayout: layout(v, t("admin.stock")), Pages: pagesOf(v, out.Page, out.Total, out.Limit)}
	low := ui.Input{Name: "bajo", Label: t("admin.stock.show"), Type: "select", Value: q.Get("bajo"), Options: []ui.Option{{Text: t("admin.all")}, {Value: "1", Text: t("admin.stock.low")}}}
	p.Form = []ui.Input{{Name: "q", Label: t("admin.find"), Value: in.Q}, low}
	p.Table = ui.TableData{Caption: t("admin.stock"), HideCaption: true, Columns: []ui.Column{
		{Text: "SKU"}, {Text: t("admin.product")}, {Text: t("admin.stock.on_hand"), Num: true}, {Text: t("admin.stock.held"), Num: true}, {Text: t("admin.stock.available"), Num: true}, {Text: t("admin.stock.low_at"), Num: true},
	}}
	for _, r := range out.Items {
		name := r.Name.In(v.Lang()) + ", " + t("size."+r.Size)
		if !r.Active {
			name += " (" + t("admin.inactive") + ")"
		}
		cells := []ui.Cell{{Text: r.SKU, Href: "/admin/existencias/" + r.SKU}, {Text: name}}
		if r.Unlimited {
			cells = append(cells, ui.Text("–", "–", t("admin.stock.to_order"), "–")...)
		} else {
			cells = append(cells, ui.Text(num(r.OnHand), num(r.Held), num(r.Available), num(r.LowAt))...)
		}
		p.Table.Rows = append(p.Table.Rows, ui.Row{Cells: cells, Chosen: !r.Unlimited && r.Available <= r.LowAt})
	}
	p.Empty = ui.EmptyData{Title: t("list.empty.title")}
	return v.Render(http.StatusOK, stockTempl(p))
}

func num(n int64) string { return strconv.FormatInt(n, 10) }

type skuPage struct {
	ui.AdminLayout
	SKU       string
	Fields    []ui.Input
	Key       string
	Movements ui.TableData
	Pages     ui.Pages
	Notice    string
	Faults    []ui.FieldError
}

var reasons = []string{"received", "spoiled", "count", "other"}

func sku(v *web.Visit) error { return showSKU(v, web.Faults{}, productapi.MoveInput{}) }

// showSKU is a SKU's history and the form that adds to it.
func showSKU(v *web.Visit, f web.Faults, in productapi.MoveInput) error {
	t := v.Words.T
	name := v.R.PathValue("sku")
	out, err := web.Call(v, productapi.Movements, &productapi.MovementsInput{SKU: name, Paging: paging(v)})
	if err != nil {
		return err
	}
	p := skuPage{AdminLayout: layout(v, name), SKU: name, Key: id.New(), Notice: v.TakeNotice(), Pages: pagesOf(v, out.Page, out.Total, out.Limit)}
	reason := ui.Input{Name: "motivo", Label: t("admin.stock.reason"), Type: "select", Value: in.Body.Reason}
	for _, r := range reasons {
		reason.Options = append(reason.Options, ui.Option{Value: r, Text: t("stock.reason." + r)})
	}
	quantity := ui.Input{Name: "cantidad", Label: t("admin.stock.quantity"), Hint: t("admin.stock.quantity.hint"), Type: "number", Required: true}
	if in.Body.Quantity != 0 {
		quantity.Value = num(in.Body.Quantity)
	}
	p.Fields = []ui.Input{f.Input(reason, "/reason"), f.Input(quantity, "/quantity"), f.Input(ui.Input{Name: "nota", Label: t("admin.stock.note"), MaxLength: 300, Optional: true, Value: in.Body.Note}, "/note")}
	p.Faults = ui.Errors(p.Fields...)
	if f.Whole != "" {
		p.Faults = append(p.Faults, ui.FieldError{Text: f.Whole})
	}
	p.Movements = ui.TableData{Caption: t("admin.stock.movements"), Columns: []ui.Column{
		{Text: t("admin.mail.created")}, {Text: t("admin.stock.reason")}, {Text: t("admin.stock.quantity"), Num: true}, {Text: t("admin.stock.after"), Num: true}, {Text: t("admin.stock.note")},
	}}
	for _, m := range out.Items {
		p.Movements.Rows = append(p.Movements.Rows, ui.Row{Cells: ui.Text(v.Words.DateTime(m.At), t("stock.reason."+m.Reason), num(m.Quantity), num(m.After), m.Note)})
	}
	status := http.StatusOK
	if len(p.Faults) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Render(status, skuTempl(p))
}

// moveStock records a delivery, a loss or a count.
func moveStock(v *web.Visit) error {
	in := productapi.MoveInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, SKU: v.R.PathValue("sku")}
	quantity, err := strconv.ParseInt(v.FormValue("cantidad"), 10, 64)
	in.Body.Reason, in.Body.Note, in.Body.Quantity = v.FormValue("motivo"), v.FormValue("nota"), quantity
	if err != nil {
		return showSKU(v, web.Faults{Fields: map[string]string{"/quantity": v.Words.Problem("expected_integer", nil)}}, in)
	}
	if in.Body.Reason == "spoiled" && quantity > 0 {
		in.Body.Quantity = -quantity // people write how many were lost
	}
	m, err := web.Call(v, productapi.Move, &in)
	if err != nil {
		f, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showSKU(v, f, in)
	}
	v.Notice(v.Words.T("admin.stock.moved", "SKU", m.SKU, "After", m.After))
	return v.Redirect("/admin/existencias/" + m.SKU)
}
