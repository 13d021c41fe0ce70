package shop

import (
	"net/http"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/user/userapi"
)

type overviewPage struct {
	accountFrame
	Admin   bool   // shows the way to the back office
	Driver  string // what there is for who delivers
	Orders  []orderRow
	More    string // address of all orders; empty: these are all
	NoOrder ui.EmptyData
	Missing string // why a part is not shown
	Facts   []detail
}

// overviewOrders is how many orders the first page of the account shows.
const overviewOrders = 3

// account is the overview: the last orders, and who the shop thinks the customer is.
func (s *pages) account(v *web.Visit) error {
	p := overviewPage{accountFrame: frameOf(v, "account.overview"), Admin: v.Account().Office()}
	if a := v.Account(); a.Staff() && !a.Office() {
		p.Driver = v.Words.T("account.no_office")
	}
	t, err := askTerms(v)
	if err != nil {
		return err
	}
	list, err := web.Call(v, orderapi.Mine, &orderapi.MineInput{Paging: contract.Paging{Limit: overviewOrders}})
	if err != nil {
		v.Without("orders", err)
		p.Missing = v.Words.Problem("service_unavailable", nil)
	} else {
		p.Orders = orderRows(v, t, list.Items)
		if list.Total > len(list.Items) {
			p.More = "/cuenta/pedidos"
		}
	}
	p.NoOrder = noOrders(v)
	p.Facts = []detail{{v.Words.T("account.email"), v.Account().Email}}
	if me, err := web.Call(v, userapi.Me, &contract.None{}); err == nil {
		v.SetName(me.Name)
		p.Facts = profileFacts(v, me)
	} else {
		v.Without("profile", err)
	}
	return v.Render(http.StatusOK, overviewTempl(p))
}

func profileFacts(v *web.Visit, me *userapi.Profile) []detail {
	var facts []detail
	for _, f := range []struct{ name, text string }{
		{"account.name", me.Name}, {"account.email", me.Email}, {"account.phone", chile.FormatPhone(me.Phone)}, {"account.rut", me.RUT}, {"account.lang", v.Words.T("account.lang." + me.Lang)},
	} {
		if f.text != "" {
			facts = append(facts, detail{v.Words.T(f.name), f.text})
		}
	}
	return facts
}
