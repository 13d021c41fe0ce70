package admin

import (
	"net/http"
	"slices"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
)

type skuPage struct {
	ui.AdminLayout
	SKU       string
	Counts    []ui.Pair
	ToOrder   bool
	Fields    []ui.Input
	Key       string
	Movements ui.TableData
	Pages     ui.Pages
	Notice    told
	Faults    []ui.FieldError
}

// reasons are why stock changes by hand.
var reasons = []string{"received", "spoiled", "count", "other"}

func sku(v *web.Visit) error { return showSKU(v, web.Faults{}) }

// showSKU is a SKU's counts, its history and the form that adds to it.
func showSKU(v *web.Visit, f web.Faults) error {
	t := v.Words.T
	name := v.R.PathValue("sku")
	out, err := web.Call(v, productapi.Movements, &productapi.MovementsInput{SKU: name, Paging: paging(v)})
	if err != nil {
		return err
	}
	p := skuPage{AdminLayout: layout(v, name), SKU: name, Key: id.New(), Notice: taken(v), Pages: narrowing{path: v.R.URL.Path}.pages(out.Page, out.Total, out.Limit)}
	if err := p.count(v); err != nil {
		return err
	}
	p.Fields = skuFields(v, f)
	p.Faults = ui.Errors(p.Fields...)
	if f.Whole != "" {
		p.Faults = append(p.Faults, ui.FieldError{Text: f.Whole})
	}
	p.Movements = ui.TableData{Caption: t("admin.stock.movements"), Columns: []ui.Column{
		{Text: t("admin.mail.created")}, {Text: t("admin.stock.reason")}, {Text: t("admin.stock.quantity"), Num: true}, {Text: t("admin.stock.after"), Num: true}, {Text: t("admin.who")}, {Text: t("admin.stock.note")},
	}}
	who := peopleOf(v)
	for _, m := range out.Items {
		quantity := num(m.Quantity)
		if m.Quantity > 0 {
			quantity = "+" + quantity
		}
		p.Movements.Rows = append(p.Movements.Rows, ui.Row{Cells: ui.Text(when(v, m.At), t("stock.reason."+m.Reason), quantity, num(m.After), who.name(m.By), m.Note)})
	}
	status := http.StatusOK
	if len(p.Faults) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Render(status, skuTempl(p))
}

// count says what the SKU is and how much there is of it.
func (p *skuPage) count(v *web.Visit) error {
	t := v.Words.T
	rows, err := web.Call(v, productapi.StockList, &productapi.StockInput{Q: p.SKU, Paging: contract.Paging{Page: 1, Limit: 100}})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows.Items, func(r productapi.StockRow) bool { return r.SKU == p.SKU })
	if i < 0 {
		p.Subtitle = t("admin.stock.gone") // its size is no longer sold, its history stays
		return nil
	}
	r := rows.Items[i]
	p.Title, p.Subtitle = r.Name.In(v.Lang())+", "+t("size."+r.Size), r.SKU
	if !r.Active {
		p.Subtitle += ", " + t("admin.inactive")
	}
	if p.ToOrder = r.Unlimited; r.Unlimited {
		return nil
	}
	if word := shortage(r); word != "" {
		p.Subtitle += ", " + t(word)
	}
	p.Counts = []ui.Pair{
		{Name: t("admin.stock.available"), Value: num(r.Available)}, {Name: t("admin.stock.on_hand"), Value: num(r.OnHand)},
		{Name: t("admin.stock.held"), Value: num(r.Held)}, {Name: t("admin.stock.low_at"), Value: num(r.LowAt)},
	}
	return nil
}

// skuFields are the form's, with what was written when it was refused.
func skuFields(v *web.Visit, f web.Faults) []ui.Input {
	t := v.Words.T
	reason := ui.Input{Name: "motivo", Label: t("admin.stock.reason"), Type: "select", Value: v.FormValue("motivo")}
	for _, r := range reasons {
		reason.Options = append(reason.Options, ui.Option{Value: r, Text: t("stock.reason." + r)})
	}
	return []ui.Input{
		f.Input(reason, "/reason"),
		f.Input(ui.Input{Name: "cantidad", Label: t("admin.stock.quantity"), Hint: t("admin.stock.quantity.hint"), Type: "number", Step: "1", Required: true, Value: v.FormValue("cantidad")}, "/quantity"),
		f.Input(ui.Input{Name: "nota", Label: t("admin.stock.note"), MaxLength: 300, Optional: true, Value: v.FormValue("nota")}, "/note"),
	}
}

// moveStock records a delivery, a loss or a count.
func moveStock(v *web.Visit) error {
	in := productapi.MoveInput{Keyed: contract.Keyed{Key: v.FormValue("idempotency_key")}, SKU: v.R.PathValue("sku")}
	quantity, ok := readQuantity(v.FormValue("cantidad"))
	if !ok {
		code := "expected_integer"
		if v.FormValue("cantidad") == "" {
			code = "required"
		}
		return showSKU(v, web.Faults{Fields: map[string]string{"/quantity": v.Words.Problem(code, nil)}})
	}
	in.Body.Reason, in.Body.Note, in.Body.Quantity = v.FormValue("motivo"), v.FormValue("nota"), quantity
	if in.Body.Reason == "spoiled" && quantity > 0 {
		in.Body.Quantity = -quantity // people write how many were lost
	}
	m, err := web.Call(v, productapi.Move, &in)
	if err != nil {
		f, ok := v.Faults(err)
		if !ok {
			return err
		}
		if f.Whole != "" { // there is one number in the form: whatever is wrong is its fault
			f = web.Faults{Fields: map[string]string{"/quantity": f.Whole}}
		}
		return showSKU(v, f)
	}
	tell(v, told{Kind: ui.Good, Text: v.Words.T("admin.stock.moved", "SKU", m.SKU, "After", m.After) + " " + v.Words.T("admin.stock.moved.wrong")})
	return v.Redirect("/admin/existencias/" + m.SKU)
}
