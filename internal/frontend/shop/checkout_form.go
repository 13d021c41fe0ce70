package shop

import (
	"strconv"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

// checkoutForm is everything that the checkout asks. What has a JSON name is kept
// in the session, so that a way back to the bag loses nothing.
type checkoutForm struct {
	Key   string `json:"-"`
	Saved string `json:"saved"` // the kept recipient or address that filled the fields

	Recipient    string `json:"recipient"`
	Telephone    string `json:"telephone"` // the recipient's
	Comuna       string `json:"comuna"`
	Address      string `json:"address"`
	Instructions string `json:"instructions"`

	Kind string `json:"kind"` // slot, express, pickup
	Date string `json:"date"`
	Slot string `json:"slot"`
	From string `json:"-"` // the first day shown

	Message   string `json:"message"`
	Signature string `json:"signature"`
	Anonymous bool   `json:"anonymous"`
	HidePrice bool   `json:"hide_price"`

	Name  string `json:"name"`
	Email string `json:"email"`
	Phone string `json:"phone"` // the buyer's

	Adult   bool   `json:"-"`
	Terms   bool   `json:"-"`
	Payment string `json:"-"`

	// What the buyer had before their eyes when they sent the form.
	SeenPlan     string `json:"-"`
	SeenTotalCLP int64  `json:"-"`
}

// readCheckout reads the posted form.
func readCheckout(v *web.Visit) checkoutForm {
	f := checkoutForm{
		Key: clip(v.FormValue("idempotency_key"), keyLength), Saved: v.FormValue("guardado_antes"),
		Recipient: v.FormValue("para"), Telephone: v.FormValue("telefono"), Comuna: v.FormValue("comuna"),
		Address: v.FormValue("direccion"), Instructions: v.FormValue("indicaciones"),
		Kind: v.FormValue("modo"), Date: v.FormValue("fecha"), Slot: v.FormValue("tramo"), From: v.FormValue("desde"),
		Message: v.FormValue("mensaje"), Signature: v.FormValue("firma"), Anonymous: v.Checked("anonimo"), HidePrice: v.Checked("sin_precio"),
		Name: v.FormValue("nombre"), Email: v.FormValue("correo"), Phone: v.FormValue("mi_telefono"),
		Adult: v.Checked("mayor"), Terms: v.Checked("terminos"), Payment: v.FormValue("medio"), SeenPlan: v.FormValue("visto"),
	}
	f.SeenTotalCLP, _ = strconv.ParseInt(v.FormValue("visto_total"), 10, 64)
	if from := v.FormValue("ir_a"); from != "" {
		f.From, f.Date = from, ""
	}
	f.normal()
	if f.Key == "" {
		f.Key = id.New()
	}
	return f
}

// normal replaces what no page of ours sends.
func (f *checkoutForm) normal() {
	if f.Kind != orderapi.ByPickup && f.Kind != orderapi.Express {
		f.Kind = orderapi.BySlot
	}
	for _, date := range []*string{&f.Date, &f.From} {
		if _, err := i18n.ParseISO(*date); err != nil {
			*date = ""
		}
	}
	f.Comuna, f.Slot = clip(f.Comuna, 60), clip(f.Slot, 10)
}

const draftName = "checkout"

// startCheckout is the form as it is first shown: what was written before, else
// what the product pages and the account know.
func startCheckout(v *web.Visit, a *addressBook) checkoutForm {
	f := checkoutForm{HidePrice: true}
	if draft := v.Remembered(draftName); draft == "" || json.Unmarshal([]byte(draft), &f) != nil {
		f = checkoutForm{HidePrice: true}
	}
	if f.Name == "" && f.Email == "" {
		f.Name, f.Email, f.Phone = a.name, a.email, a.phone
	}
	for _, known := range []struct {
		at   *string
		name string
	}{{&f.Comuna, "comuna"}, {&f.Date, "date"}, {&f.Slot, "slot"}, {&f.Message, "card"}} {
		if kept := v.Remembered(known.name); kept != "" {
			*known.at = kept // the page before this one said it last
		}
	}
	f.Key = id.New()
	f.normal()
	return f
}

// keep remembers the form for the way back.
func (f checkoutForm) keep(v *web.Visit) {
	v.Remember("comuna", f.Comuna)
	v.Remember("date", f.Date)
	v.Remember("slot", f.Slot)
	v.Remember("card", f.Message)
	if b, err := json.Marshal(f); err == nil && len(b) < 8<<10 {
		v.Remember(draftName, string(b))
	}
}

// body is the form as order-service takes it.
func (f checkoutForm) body(lang string) orderapi.PlaceBody {
	b := orderapi.PlaceBody{
		Buyer:     orderapi.Buyer{Name: f.Name, Email: f.Email, Phone: f.Phone},
		Recipient: orderapi.Recipient{Name: f.Recipient, Phone: f.Telephone, Address: f.Address, Comuna: f.Comuna, Instructions: f.Instructions},
		Delivery:  orderapi.ChosenDelivery{Kind: f.Kind, Date: f.Date, Slot: f.Slot},
		Card:      orderapi.Card{Message: f.Message, Signature: f.Signature, Anonymous: f.Anonymous},
		HidePrice: f.HidePrice, Adult: f.Adult, Terms: f.Terms, Payment: f.Payment, Lang: lang, ExpectedTotalCLP: max(f.SeenTotalCLP, 0),
	}
	switch f.Kind {
	case orderapi.ByPickup: // what was written before the buyer changed their mind stays on the page only
		b.Recipient.Address, b.Recipient.Comuna, b.Recipient.Instructions = "", "", ""
	case orderapi.Express: // it is now
		b.Delivery.Date, b.Delivery.Slot = "", ""
	}
	if f.Anonymous {
		b.Card.Signature = ""
	}
	return b
}

// input is the form as the call that places it.
func (f checkoutForm) input(v *web.Visit) *orderapi.PlaceInput {
	return &orderapi.PlaceInput{Keyed: contract.Keyed{Key: f.Key}, CartToken: v.CartToken(), Body: f.body(v.Lang())}
}
