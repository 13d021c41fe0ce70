package order

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// form is a checkout that was checked: texts trimmed, phones in E.164, the comuna
// as the shop writes it.
type form struct {
	people store.People
	choice delivery.Choice
	zone   string
	lang   string
}

// faults gathers what is wrong with a checkout, so that a page shows all of it.
type faults []problem.Field

func (f *faults) add(pointer, code string, params ...string) {
	*f = append(*f, problem.At(pointer, code, params...))
}

// checkForm checks what the contract's schema cannot.
func (s *Service) checkForm(body *orderapi.PlaceBody, b *basket) (*form, error) {
	var f faults
	out := &form{lang: body.Lang}
	if out.lang == "" {
		out.lang = "es"
	}
	out.people = store.People{Buyer: body.Buyer, Recipient: body.Recipient, Card: body.Card, HidePrice: body.HidePrice}
	f.buyer(&out.people.Buyer)
	f.recipient(&out.people.Recipient)
	s.checkPlace(&f, out, body)
	f.choice(&out.choice, body.Delivery)
	card := &out.people.Card
	card.Message, card.Signature = strings.TrimSpace(card.Message), strings.TrimSpace(card.Signature)
	if !body.Terms {
		f.add("/terms", "must_accept")
	}
	if b.adult && !body.Adult {
		f.add("/adult", "adult_required")
	}
	if s.providers[body.Payment] == nil {
		f.add("/payment", "payment_unavailable")
	}
	return out, f.problem()
}

func (f *faults) buyer(b *orderapi.Buyer) {
	b.Name, b.Email = strings.TrimSpace(b.Name), strings.ToLower(strings.TrimSpace(b.Email))
	if len(b.Name) < 2 {
		f.add("/buyer/name", "required")
	}
	f.phone(&b.Phone, "/buyer/phone")
}

func (f *faults) recipient(r *orderapi.Recipient) {
	r.Name, r.Address = strings.TrimSpace(r.Name), strings.TrimSpace(r.Address)
	r.Comuna, r.Instructions = strings.TrimSpace(r.Comuna), strings.TrimSpace(r.Instructions)
	if len(r.Name) < 2 {
		f.add("/recipient/name", "required")
	}
	f.phone(&r.Phone, "/recipient/phone")
}

// phone writes a number in E.164; none is fine.
func (f *faults) phone(number *string, pointer string) {
	if strings.TrimSpace(*number) == "" {
		*number = ""
		return
	}
	e164, err := chile.ParsePhone(*number)
	if err == nil {
		*number = e164
		return
	}
	var why *chile.Error
	if !errors.As(err, &why) {
		f.add(pointer, chile.PhoneInvalid)
		return
	}
	var params []string
	for name, n := range why.Params {
		params = append(params, name, fmt.Sprint(n))
	}
	f.add(pointer, why.Code, params...)
}

// checkPlace asks for an address in a comuna that is served, unless the order is
// picked up: then there is none.
func (s *Service) checkPlace(f *faults, out *form, body *orderapi.PlaceBody) {
	r := &out.people.Recipient
	if body.Delivery.Kind == orderapi.ByPickup {
		r.Address, r.Comuna, r.Instructions = "", "", ""
		return
	}
	if r.Address == "" {
		f.add("/recipient/address", "required")
	}
	if r.Comuna == "" {
		f.add("/recipient/comuna", "required")
		return
	}
	comuna, zone, err := s.rules.Comuna(r.Comuna)
	if err != nil {
		f.add("/recipient/comuna", string(delivery.ComunaNotServed))
		return
	}
	r.Comuna, out.zone = comuna.Name, zone.Code
}

func (f *faults) choice(c *delivery.Choice, d orderapi.ChosenDelivery) {
	c.Kind = delivery.Kind(d.Kind)
	if c.Kind == delivery.KindExpress { // it is now: neither date nor slot
		return
	}
	switch date, err := delivery.ParseDate(d.Date); {
	case d.Date == "":
		f.add("/delivery/date", "required")
	case err != nil:
		f.add("/delivery/date", "expected_date")
	default:
		c.Date = date
	}
	if d.Slot == "" {
		f.add("/delivery/slot", "required")
	}
	c.Slot = d.Slot
}

// problem is nil without faults. A single fault that callers decide on gives the
// whole its code.
func (f faults) problem() error {
	if len(f) == 0 {
		return nil
	}
	p := problem.Invalid(f...)
	if len(f) == 1 {
		switch code := f[0].Code; code {
		case "comuna_not_served", "adult_required", "payment_unavailable":
			single := problem.New(http.StatusUnprocessableEntity, code)
			single.Errors = p.Errors
			return single
		}
	}
	return p
}
