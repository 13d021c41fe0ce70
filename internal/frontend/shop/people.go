package shop

import (
	"net/http"
	"slices"
	"strconv"

	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/user/userapi"
)

// personPage is the form of one person.
type personPage struct {
	accountFormPage
	Dates []dateFields
}

func (s *pages) people(v *web.Visit) error {
	return showPeople(v, http.StatusOK, personForm{}, web.Faults{})
}

func (s *pages) personAdded(v *web.Visit) error {
	f := readPerson(v)
	in := userapi.AddRecipientInput{Keyed: formKey(v), Body: f.body()}
	if _, err := web.Call(v, userapi.AddRecipient, &in); err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showPeople(v, http.StatusUnprocessableEntity, f, faults)
	}
	v.Notice(v.Words.T("account.kept.done"))
	return v.Redirect("/cuenta/personas")
}

func (s *pages) person(v *web.Visit) error {
	r, err := findPerson(v)
	if err != nil {
		return err
	}
	return showPerson(v, http.StatusOK, personOf(r), web.Faults{})
}

func (s *pages) personChanged(v *web.Visit) error {
	f := readPerson(v)
	in := userapi.ChangeRecipientInput{ByID: userapi.ByID{ID: v.R.PathValue("id")}, Body: f.body()}
	if _, err := web.Call(v, userapi.ChangeRecipient, &in); err != nil {
		faults, ok := v.Faults(err)
		if !ok {
			return err
		}
		return showPerson(v, http.StatusUnprocessableEntity, f, faults)
	}
	v.Notice(v.Words.T("account.kept.done"))
	return v.Redirect("/cuenta/personas")
}

// personRemoved forgets a person; the next page can bring them back.
func (s *pages) personRemoved(v *web.Visit) error {
	r, err := findPerson(v)
	if err == nil {
		_, err = web.Call(v, userapi.RemoveRecipient, &userapi.ByID{ID: r.ID})
	}
	if problem.Code(err) == "recipient_not_found" {
		return v.Redirect("/cuenta/personas") // gone already: what was asked for is so
	}
	if err != nil {
		return err
	}
	keepUndo(v, "person", r.Name, personOf(r).pairs())
	return v.Redirect("/cuenta/personas")
}

// findPerson is the account's recipient that the path names.
func findPerson(v *web.Visit) (*userapi.Recipient, error) {
	list, err := web.Call(v, userapi.Recipients, &contract.None{})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list.Items, func(r userapi.Recipient) bool { return r.ID == v.R.PathValue("id") })
	if i < 0 {
		return nil, problem.NotFound("recipient_not_found")
	}
	return &list.Items[i], nil
}

func showPeople(v *web.Visit, status int, posted personForm, faults web.Faults) error {
	list, err := web.Call(v, userapi.Recipients, &contract.None{})
	if err != nil {
		return err
	}
	p := keptPage{accountFrame: frameOf(v, "account.people"), Lead: v.Words.T("account.people.text"), Undo: takeKeptUndo(v, "person", "/cuenta/personas"), Add: v.Words.T("account.people.add")}
	for _, r := range list.Items {
		at := "/cuenta/personas/" + r.ID
		p.Items = append(p.Items, keptItem{Href: at, Remove: at + "/quitar", Name: r.Name, Label: r.Name, Lines: kept(joined(r.Address, r.Comuna), chile.FormatPhone(r.Phone), r.Instructions, datesText(v, r.Dates))})
	}
	if len(list.Items) >= userapi.MaxRecipients {
		p.Full = v.Words.T("account.people.full", "Count", strconv.Itoa(userapi.MaxRecipients))
	} else {
		p.Form = &dataForm{Action: "/cuenta/personas", Key: id.New(), Send: v.Words.T("account.save")}
		if p.Dates, err = personFields(v, p.Form, posted, faults); err != nil {
			return err
		}
	}
	return v.Render(status, keptTempl(p))
}

func showPerson(v *web.Visit, status int, f personForm, faults web.Faults) error {
	p := personPage{accountFormPage: accountForm(v, "account.people.change")}
	p.Form = dataForm{Action: v.R.URL.Path, Send: v.Words.T("account.save"), Cancel: "/cuenta/personas"}
	var err error
	if p.Dates, err = personFields(v, &p.Form, f, faults); err != nil {
		return err
	}
	return v.Render(status, personTempl(p))
}
