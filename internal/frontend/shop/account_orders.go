package shop

import (
	"net/http"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/orderwords"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

type ordersPage struct {
	accountFrame
	Orders  []orderRow
	Pages   ui.Pages
	NoOrder ui.EmptyData
}

// orderRow is an order in the account's list.
type orderRow struct {
	Href, Number string
	State        ui.State
	Name         string // for whom it is
	Goods        string
	When         string
	TotalCLP     int64
	Picture      ui.Picture
	Tissue       ui.Tissue
}

const (
	ordersPerPage = 10
	maxPage       = 10000 // the contract's
)

// accountOrders lists all orders of the account, newest first.
func (s *pages) accountOrders(v *web.Visit) error {
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	page, _ := strconv.Atoi(v.R.URL.Query().Get("pagina"))
	list, err := web.Call(v, orderapi.Mine, &orderapi.MineInput{Paging: contract.Paging{Page: min(max(page, 1), maxPage), Limit: ordersPerPage}})
	if err != nil {
		return err
	}
	p := ordersPage{accountFrame: frameOf(v, "account.orders"), Orders: orderRows(v, t, list.Items), NoOrder: noOrders(v)}
	p.Pages = ui.Pages{Current: list.Page, Last: lastPage(list.Total, ordersPerPage), Href: func(n int) string { return withParam(v.R.URL, "pagina", strconv.Itoa(n)) }}
	return v.Render(http.StatusOK, ordersTempl(p))
}

func lastPage(total, limit int) int { return max(1, (total+limit-1)/limit) }

func noOrders(v *web.Visit) ui.EmptyData {
	return ui.EmptyData{Title: v.Words.T("account.orders.none"), Text: v.Words.T("account.orders.none.text"), Href: "/flores", Link: v.Words.T("home.all")}
}

func orderRows(v *web.Visit, t terms, orders []orderapi.Summary) []orderRow {
	rows := make([]orderRow, len(orders))
	for i, o := range orders {
		r := orderRow{
			Href: orderPath(o.Number), Number: o.Number, State: orderwords.State(o.Delivery.Kind, o.State), TotalCLP: o.TotalCLP,
			Name: v.Words.T("account.orders.for", "Name", o.Recipient), When: orderwords.When(v.Words, o.Delivery, o.Comuna),
			Tissue: occasionTissue(t, o.Occasion),
		}
		var goods []string
		for _, l := range o.Lines {
			if r.Picture.Src == "" || r.Tissue == ui.Plain && !l.AddOn {
				r.Picture = ui.Picture{Src: l.Picture}
			}
			if r.Tissue == ui.Plain {
				r.Tissue = occasionTissue(t, l.Occasion)
			}
			goods = append(goods, goodsText(v, l))
		}
		r.Goods = joined(goods...)
		rows[i] = r
	}
	return rows
}

// goodsText is "2 × Volantín, grande"; of one, the number is not said.
func goodsText(v *web.Visit, l orderapi.Line) string {
	text := l.Name.In(v.Lang())
	if l.Quantity > 1 {
		text = strconv.FormatInt(l.Quantity, 10) + " × " + text
	}
	return text
}
