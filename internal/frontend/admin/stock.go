package admin

import (
	"net/http"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type stockPage struct {
	ui.AdminLayout
	List listing
}

// stock lists every SKU with its counts.
func stock(v *web.Visit) error {
	t := v.Words.T
	n := narrow(v, []string{"q"}, map[string][]string{"bajo": {"1"}})
	in := productapi.StockInput{Paging: paging(v), Q: cut(n.get("q"), 60), Low: n.get("bajo") != ""}
	out, err := web.Call(v, productapi.StockList, &in)
	if err != nil {
		return err
	}
	p := stockPage{AdminLayout: layout(v, t("admin.stock")), List: listing{
		Narrow: n, Table: stockTable(v, out.Items), Pages: n.pages(out.Page, out.Total, out.Limit), Empty: n.empty(v, t("admin.stock.none")),
		Count: t("admin.stock.count", "Count", out.Total),
	}}
	if in.Low && in.Q == "" && out.Total == 0 {
		p.List.Empty.Title, p.List.Empty.Text = t("admin.stock.plenty"), ""
	}
	p.List.Form = []ui.Input{
		{Name: "q", Label: t("admin.find"), Value: in.Q, MaxLength: 60},
		choice(v, "bajo", t("admin.stock.show"), n.get("bajo"), []string{"1"}, func(string) string { return t("admin.stock.low") }),
	}
	return v.Render(http.StatusOK, stockTempl(p))
}

// stockTable has what can be sold before the rest: a phone shows three columns.
func stockTable(v *web.Visit, rows []productapi.StockRow) ui.TableData {
	t := v.Words.T
	table := ui.TableData{Caption: t("admin.stock"), HideCaption: true, Columns: []ui.Column{
		{Text: "SKU"}, {Text: t("admin.product")}, {Text: t("admin.stock.available"), Num: true}, {Text: t("admin.stock.on_hand"), Num: true}, {Text: t("admin.stock.held"), Num: true}, {Text: t("admin.stock.low_at"), Num: true},
	}}
	for _, r := range rows {
		name := r.Name.In(v.Lang()) + ", " + t("size."+r.Size)
		word := shortage(r)
		switch {
		case !r.Active:
			name += " (" + t("admin.inactive") + ")"
		case word != "":
			name += " · " + t(word)
		}
		cells := []ui.Cell{codeCell("/admin/existencias/"+r.SKU, r.SKU), {Text: name}}
		if r.Unlimited {
			cells = append(cells, ui.Text(t("admin.stock.to_order"), "–", "–", "–")...)
		} else {
			cells = append(cells, ui.Text(num(r.Available), num(r.OnHand), num(r.Held), num(r.LowAt))...)
		}
		table.Rows = append(table.Rows, ui.Row{Cells: cells, Chosen: word != ""})
	}
	return table
}

// shortage is how a SKU runs out, as a message's key: "" when it does not, and when
// nobody can buy it anyway.
func shortage(r productapi.StockRow) string {
	switch {
	case r.Unlimited || !r.Active:
		return ""
	case r.Available <= 0:
		return "admin.stock.out"
	case r.Available <= r.LowAt:
		return "admin.stock.few"
	}
	return ""
}

// readQuantity reads how many, as people write it: 12, +12, -3.
func readQuantity(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}
