package shop

import (
	"net/http"
	"slices"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/user/userapi"
)

func (s *pages) addresses(v *web.Visit) error {
	return showAddresses(v, http.StatusOK, userapi.AddressBody{Comuna: v.Remembered("comuna")}, web.Faults{})
}

func (s *pages) addressAdded(v *web.Visit) error {
	in := userapi.AddAddressInput{Keyed: formKey(v), Body: readAddress(v)}
	if _, err := web.Call(v, userapi.AddAddress, &in); err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showAddresses(v, http.StatusUnprocessableEntity, in.Body, faults)
	}
	v.Notice(v.Words.T("account.kept.done"))
	return v.Redirect("/cuenta/direcciones")
}

func (s *pages) address(v *web.Visit) error {
	a, err := findAddress(v)
	if err != nil {
		return err
	}
	return showAddress(v, http.StatusOK, a.AddressBody, web.Faults{})
}

func (s *pages) addressChanged(v *web.Visit) error {
	in := userapi.ChangeAddressInput{ByID: userapi.ByID{ID: v.R.PathValue("id")}, Body: readAddress(v)}
	if _, err := web.Call(v, userapi.ChangeAddress, &in); err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showAddress(v, http.StatusUnprocessableEntity, in.Body, faults)
	}
	v.Notice(v.Words.T("account.kept.done"))
	return v.Redirect("/cuenta/direcciones")
}

// addressRemoved forgets an address; the next page can bring it back.
func (s *pages) addressRemoved(v *web.Visit) error {
	a, err := findAddress(v)
	if err == nil {
		_, err = web.Call(v, userapi.RemoveAddress, &userapi.ByID{ID: a.ID})
	}
	if problem.Code(err) == "address_not_found" {
		return v.Redirect("/cuenta/direcciones") // gone already: what was asked for is so
	}
	if err != nil {
		return err
	}
	b := a.AddressBody
	keepUndo(v, "address", addressName(b), []ui.Pair{{Name: "etiqueta", Value: b.Label}, {Name: "direccion", Value: b.Address}, {Name: "comuna", Value: b.Comuna}, {Name: "indicaciones", Value: b.Instructions}})
	return v.Redirect("/cuenta/direcciones")
}

// findAddress is the account's address that the path names.
func findAddress(v *web.Visit) (*userapi.Address, error) {
	list, err := web.Call(v, userapi.Addresses, &contract.None{})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list.Items, func(a userapi.Address) bool { return a.ID == v.R.PathValue("id") })
	if i < 0 {
		return nil, problem.NotFound("address_not_found")
	}
	return &list.Items[i], nil
}

func readAddress(v *web.Visit) userapi.AddressBody {
	return userapi.AddressBody{Label: v.FormValue("etiqueta"), Address: v.FormValue("direccion"), Comuna: v.FormValue("comuna"), Instructions: v.FormValue("indicaciones")}
}

// addressName names an address in a sentence.
func addressName(b userapi.AddressBody) string {
	if b.Label != "" {
		return b.Label
	}
	return b.Address
}

func showAddresses(v *web.Visit, status int, b userapi.AddressBody, faults web.Faults) error {
	list, err := web.Call(v, userapi.Addresses, &contract.None{})
	if err != nil {
		return err
	}
	p := keptPage{accountFrame: frameOf(v, "account.addresses"), Lead: v.Words.T("account.addresses.text"), Undo: takeKeptUndo(v, "address", "/cuenta/direcciones"), Add: v.Words.T("account.addresses.add")}
	for _, a := range list.Items {
		at := "/cuenta/direcciones/" + a.ID
		item := keptItem{Href: at, Remove: at + "/quitar", Name: joined(a.Address, a.Comuna), Label: addressName(a.AddressBody)}
		if a.Label != "" {
			item.Name, item.Lines = a.Label, []string{item.Name}
		}
		item.Lines = kept(append(item.Lines, a.Instructions)...)
		p.Items = append(p.Items, item)
	}
	if len(list.Items) >= userapi.MaxAddresses {
		p.Full = v.Words.T("account.addresses.full", "Count", strconv.Itoa(userapi.MaxAddresses))
	} else {
		p.Form = &dataForm{Action: "/cuenta/direcciones", Key: id.New(), Send: v.Words.T("account.save")}
		if err := addressFields(v, p.Form, b, faults); err != nil {
			return err
		}
	}
	return v.Render(status, keptTempl(p))
}

func showAddress(v *web.Visit, status int, b userapi.AddressBody, faults web.Faults) error {
	p := accountForm(v, "account.addresses.change")
	p.Form = dataForm{Action: v.R.URL.Path, Send: v.Words.T("account.save"), Cancel: "/cuenta/direcciones"}
	if err := addressFields(v, &p.Form, b, faults); err != nil {
		return err
	}
	return v.Render(status, accountFormTempl(p))
}

func addressFields(v *web.Visit, f *dataForm, b userapi.AddressBody, faults web.Faults) error {
	comuna, err := comunaField(v, b.Comuna)
	if err != nil {
		return err
	}
	f.fill(v, faults,
		field{"/label", ui.Input{Name: "etiqueta", Label: v.Words.T("account.label"), Optional: true, MaxLength: labelLength, Placeholder: v.Words.T("account.label.example"), Value: b.Label}},
		field{"/address", addressField(v, b.Address)},
		field{"/comuna", comuna},
		field{"/instructions", instructionsField(v, b.Instructions)})
	return nil
}
