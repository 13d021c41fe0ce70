package admin

import (
	"net/http"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type productsPage struct {
	ui.AdminLayout
	Form  []ui.Input
	Table ui.TableData
	Pages ui.Pages
	Empty ui.EmptyData
	Note  string
}

// products lists the catalogue by its SKUs' stock rows, so that what is switched off
// is found too; one line a product.
func products(v *web.Visit) error {
	t := v.Words.T
	in := productapi.StockInput{Paging: contract.Paging{Page: paging(v).Page, Limit: 100}, Q: v.R.URL.Query().Get("q")}
	out, err := web.Call(v, productapi.StockList, &in)
	if err != nil {
		return err
	}
	p := productsPage{AdminLayout: layout(v, t("admin.products")), Note: v.TakeNotice(), Pages: pagesOf(v, out.Page, out.Total, out.Limit)}
	p.Aside = ui.ButtonLink("/admin/productos/nuevo", ui.ButtonData{Text: t("admin.product.new")})
	p.Form = []ui.Input{{Name: "q", Label: t("admin.find"), Value: in.Q}}
	p.Table = ui.TableData{Caption: t("admin.products"), HideCaption: true, Columns: []ui.Column{{Text: t("admin.product")}, {Text: t("admin.product.address")}, {Text: t("admin.state")}, {Text: t("admin.stock.available"), Num: true}}}
	at := map[string]int{}
	for _, r := range out.Items {
		if i, seen := at[r.Slug]; seen {
			cell := &p.Table.Rows[i].Cells[3]
			cell.Text += " + " + num(r.Available)
			continue
		}
		state := t("admin.active")
		if !r.Active {
			state = t("admin.inactive")
		}
		available := num(r.Available)
		if r.Unlimited {
			available = t("admin.stock.to_order")
		}
		at[r.Slug] = len(p.Table.Rows)
		p.Table.Rows = append(p.Table.Rows, ui.Row{Cells: []ui.Cell{{Text: r.Name.In(v.Lang()), Href: "/admin/productos/" + r.Slug}, {Text: r.Slug}, {Text: state}, {Text: available}}})
	}
	p.Empty = ui.EmptyData{Title: t("list.empty.title")}
	return v.Render(http.StatusOK, productsTempl(p))
}

type productPage struct {
	ui.AdminLayout
	Action string
	Texts  []ui.Input
	Facts  []ui.Input
	Sizes  []sizeFields
	Faults []ui.FieldError
	Key    string
	Switch *ui.Move
	Shop   string
	Notice string
}

type sizeFields struct {
	Title  string
	Fields []ui.Input
}

// money is an amount in a form: plain digits.
func plainCLP(n int64) string {
	if n == 0 {
		return ""
	}
	return i18n.Amount(n)
}
