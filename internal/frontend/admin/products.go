package admin

import (
	"net/http"
	"strings"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type productsPage struct {
	ui.AdminLayout
	List   listing
	Notice told
}

// products lists the catalogue by its SKUs' stock rows, so that what is switched off
// is found too; one line a product.
func products(v *web.Visit) error {
	t := v.Words.T
	n := narrow(v, []string{"q"}, nil)
	in := productapi.StockInput{Paging: contract.Paging{Page: paging(v).Page, Limit: 100}, Q: cut(n.get("q"), 60)}
	out, err := web.Call(v, productapi.StockList, &in)
	if err != nil {
		return err
	}
	p := productsPage{AdminLayout: layout(v, t("admin.products")), Notice: taken(v)}
	p.Aside = ui.ButtonLink("/admin/productos/nuevo", ui.ButtonData{Text: t("admin.product.new")})
	p.List = listing{Narrow: n, Pages: n.pages(out.Page, out.Total, out.Limit), Empty: n.empty(v, t("admin.products.none"))}
	p.List.Form = []ui.Input{{Name: "q", Label: t("admin.find"), Value: in.Q, MaxLength: 60}}
	p.List.Table = ui.TableData{Caption: t("admin.products"), HideCaption: true, Columns: []ui.Column{
		{Text: t("admin.product")}, {Text: t("admin.state")}, {Text: t("admin.stock.available")}, {Text: t("admin.product.address")},
	}}
	for _, rows := range byProduct(out.Items) {
		r := rows[0]
		state := t("admin.active")
		if !r.Active {
			state = t("admin.inactive")
		}
		var counts []string
		for _, r := range rows {
			counts = append(counts, sizeCount(v, r))
		}
		p.List.Table.Rows = append(p.List.Table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: r.Name.In(v.Lang()), Href: "/admin/productos/" + r.Slug}, {Text: state}, {Text: strings.Join(counts, ", ")}, {Text: r.Slug},
		}})
	}
	return v.Render(http.StatusOK, productsTempl(p))
}

// byProduct gathers the rows of each product, in the order of their first.
func byProduct(rows []productapi.StockRow) [][]productapi.StockRow {
	var out [][]productapi.StockRow
	at := map[string]int{}
	for _, r := range rows {
		i, seen := at[r.Slug]
		if !seen {
			i = len(out)
			at[r.Slug] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}

// sizeCount is "grande 4, quedan pocas".
func sizeCount(v *web.Visit, r productapi.StockRow) string {
	size := strings.ToLower(v.Words.T("size." + r.Size))
	if r.Unlimited {
		return size + " " + v.Words.T("admin.stock.to_order")
	}
	text := size + " " + num(r.Available)
	if word := shortage(r); word != "" {
		text += " (" + v.Words.T(word) + ")"
	}
	return text
}
