package shop

import (
	"strings"

	"github.com/a-h/templ"

	"floresvictoria.cl/flores/internal/frontend/ui"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/user/userapi"
)

// addressBook is what the account knows: the buyer, the people they send flowers
// to, and addresses.
type addressBook struct {
	name, email, phone string
	recipients         []userapi.Recipient
	addresses          []userapi.Address
}

// askBook asks the account. A shop whose user-service is away sells all the same:
// then there is nothing to choose from.
func askBook(v *web.Visit) *addressBook {
	b := &addressBook{}
	account := v.Account()
	if account == nil {
		return b
	}
	b.name, b.email = account.Name, account.Email
	if me, err := web.Call(v, userapi.Me, &contract.None{}); err == nil {
		b.name, b.phone = me.Name, chile.FormatPhone(me.Phone)
	} else {
		v.Without("profile", err)
	}
	if list, err := web.Call(v, userapi.Recipients, &contract.None{}); err == nil {
		b.recipients = list.Items
	} else {
		v.Without("recipients", err)
	}
	if list, err := web.Call(v, userapi.Addresses, &contract.None{}); err == nil {
		b.addresses = list.Items
	} else {
		v.Without("addresses", err)
	}
	return b
}

// Choices of the book are r: or a: and the identifier.
const (
	savedRecipient = "r:"
	savedAddress   = "a:"
)

// fill writes a kept recipient or address into the form.
func (b *addressBook) fill(f *checkoutForm, choice string) {
	f.Saved = choice
	if id, ok := strings.CutPrefix(choice, savedRecipient); ok {
		for _, r := range b.recipients {
			if r.ID == id {
				f.Recipient, f.Telephone = r.Name, chile.FormatPhone(r.Phone)
				f.place(r.Address, r.Comuna, r.Instructions)
			}
		}
		return
	}
	id, _ := strings.CutPrefix(choice, savedAddress)
	for _, a := range b.addresses {
		if a.ID == id {
			f.place(a.Address, a.Comuna, a.Instructions)
		}
	}
}

func (f *checkoutForm) place(address, comuna, instructions string) {
	if address != "" {
		f.Address, f.Instructions = address, instructions
	}
	if comuna != "" {
		f.Comuna = comuna
	}
}

// choice is the select of who and where is kept; nil without any.
func (b *addressBook) choice(v *web.Visit, chosen string) *ui.Input {
	if len(b.recipients)+len(b.addresses) == 0 {
		return nil
	}
	in := ui.Input{
		Name: "guardado", Label: v.Words.T("buy.saved"), Type: "select", Value: chosen, Optional: true,
		Options: []ui.Option{{Value: "", Text: v.Words.T("buy.saved.none")}}, Attrs: templ.Attributes{"data-autosubmit": true},
	}
	for _, r := range b.recipients {
		in.Options = append(in.Options, ui.Option{Value: savedRecipient + r.ID, Text: joined(r.Name, r.Comuna), Group: v.Words.T("buy.saved.people")})
	}
	for _, a := range b.addresses {
		in.Options = append(in.Options, ui.Option{Value: savedAddress + a.ID, Text: joined(a.Label, a.Address, a.Comuna), Group: v.Words.T("buy.saved.addresses")})
	}
	return &in
}

// joined is the parts that are there, with commas.
func joined(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, ", ")
}
