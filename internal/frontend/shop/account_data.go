package shop

import (
	"net/http"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/user/userapi"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// ownDataPage is where a customer takes their data along, or ends the account.
type ownDataPage struct {
	accountFrame
	Form dataForm
}

func (s *pages) ownData(v *web.Visit) error {
	return showOwnData(v, http.StatusOK, "", web.Faults{})
}

// accountDeleted ends the account for good, once its password is given.
func (s *pages) accountDeleted(v *web.Visit) error {
	in := authapi.DeleteAccountInput{}
	in.Body.Password = v.R.PostFormValue("clave")
	if _, err := web.Call(v, authapi.DeleteAccount, &in); err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showOwnData(v, http.StatusUnprocessableEntity, in.Body.Password, faults)
	}
	if err := v.SignedOut(); err != nil {
		return err
	}
	v.Notice(v.Words.T("account.delete.done"))
	return v.Redirect("/entrar")
}

func showOwnData(v *web.Visit, status int, password string, faults web.Faults) error {
	p := ownDataPage{accountFrame: frameOf(v, "account.data")}
	p.Form = dataForm{Action: "/cuenta/datos/eliminar", Send: v.Words.T("account.delete.send"), Danger: true}
	p.Form.fill(v, faults, field{"/password", ui.Input{Name: "clave", Label: v.Words.T("account.current_password"), Type: "password", Autocomplete: "current-password", MaxLength: passwordLength, Required: true, Value: password}})
	return v.Render(status, ownDataTempl(p))
}

// ownDataContent is the file's content: everything the services keep about the account.
type ownDataContent struct {
	Made       time.Time           `json:"made"`
	Account    *authapi.User       `json:"account"`
	Profile    *userapi.Profile    `json:"profile"`
	Addresses  []userapi.Address   `json:"addresses"`
	Recipients []userapi.Recipient `json:"recipients"`
	Wishlist   []wishlistapi.Item  `json:"wishlist"`
	Sessions   []authapi.Session   `json:"sessions"`
	Orders     []*orderapi.Order   `json:"orders"`
}

// ownDataFile is the account's data as a file that other programs read. A part that
// is missing makes no file: half of one's data would pass for all of it.
func (s *pages) ownDataFile(v *web.Visit) error {
	c := ownDataContent{Made: v.Site.Clock.Now()}
	var err error
	if c.Account, err = web.Call(v, authapi.Me, &contract.None{}); err != nil {
		return err
	}
	if c.Profile, err = web.Call(v, userapi.Me, &contract.None{}); err != nil {
		return err
	}
	addresses, err := web.Call(v, userapi.Addresses, &contract.None{})
	if err != nil {
		return err
	}
	recipients, err := web.Call(v, userapi.Recipients, &contract.None{})
	if err != nil {
		return err
	}
	wishes, err := web.Call(v, wishlistapi.List, &contract.None{})
	if err != nil {
		return err
	}
	sessions, err := web.Call(v, authapi.ListSessions, &contract.None{})
	if err != nil {
		return err
	}
	c.Addresses, c.Recipients, c.Wishlist, c.Sessions = addresses.Items, recipients.Items, wishes.Items, sessions.Items
	if c.Orders, err = ownOrders(v); err != nil {
		return err
	}
	body, err := json.Marshal(c, jsontext.WithIndent("  "))
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="flores-victoria.json"`)
	h.Set("Cache-Control", "no-store")
	_, _ = v.W.Write(body) // nobody to tell when the visitor is gone
	return nil
}

// exportPage is as many orders as one call lists.
const exportPage = 100

func ownOrders(v *web.Visit) ([]*orderapi.Order, error) {
	orders := []*orderapi.Order{}
	for page := 1; ; page++ {
		list, err := web.Call(v, orderapi.Mine, &orderapi.MineInput{Paging: contract.Paging{Page: page, Limit: exportPage}})
		if err != nil {
			return nil, err
		}
		for _, o := range list.Items {
			whole, err := web.Call(v, orderapi.Get, &orderapi.ByNumber{Number: o.Number})
			if err != nil {
				return nil, err
			}
			orders = append(orders, whole)
		}
		if page >= lastPage(list.Total, exportPage) {
			return orders, nil
		}
	}
}
