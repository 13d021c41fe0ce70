package ordertest

import (
	"context"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// One is a line of one piece.
func One(sku string) productapi.Line { return productapi.Line{SKU: sku, Quantity: 1} }

// Checkout is a guest's checkout of rosas, to Recoleta the day after tomorrow from 12 to 15.
func Checkout(key, cart string) *orderapi.PlaceInput {
	in := &orderapi.PlaceInput{Keyed: contract.Keyed{Key: key}, CartToken: cart}
	in.Body = orderapi.PlaceBody{
		Buyer:     orderapi.Buyer{Name: "Ana Soto", Email: "ana@example.cl", Phone: "9 6123 4567"},
		Recipient: orderapi.Recipient{Name: "Luz Díaz", Phone: "+56 9 8123 4567", Address: "Av. Recoleta 100", Comuna: "recoleta"},
		Delivery:  orderapi.ChosenDelivery{Kind: orderapi.BySlot, Date: "2026-11-26", Slot: "12-15"},
		Card:      orderapi.Card{Message: "Feliz día", Signature: "Ana"},
		Terms:     true, Payment: "sandbox", ExpectedTotalCLP: 22690,
	}
	return in
}

// Buyer goes through a purchase with keys of their own, so that doing any step
// again is the same step again.
type Buyer struct {
	shop   *Shop
	Ctx    context.Context
	Cart   string
	Key    string
	Number string
	Link   string
	Token  string // of the payment
}

// Buyer makes a guest with one bouquet of rosas in the cart.
func (s *Shop) Buyer() *Buyer {
	b := &Buyer{shop: s, Ctx: s.Guest(), Cart: id.Secret(), Key: id.New()}
	s.Carts.Fill(b.Cart, One("rosas"))
	return b
}

// Place places the order.
func (b *Buyer) Place() error {
	out, err := orderapi.Place.Call(b.Ctx, b.shop.Conn, Checkout(b.Key, b.Cart))
	if err == nil {
		b.Number, b.Link = out.Order.Number, out.Link
	}
	return err
}

// ByNumber names the buyer's order.
func (b *Buyer) ByNumber() orderapi.ByNumber {
	return orderapi.ByNumber{Number: b.Number, Guest: orderapi.Guest{Link: b.Link}}
}

// Pay starts the payment.
func (b *Buyer) Pay() error { return b.PayAgain("") }

// PayAgain starts a further payment, named by try.
func (b *Buyer) PayAgain(try string) error {
	out, err := orderapi.Pay.Call(b.Ctx, b.shop.Conn, &orderapi.PayInput{Keyed: contract.Keyed{Key: b.Key + "pay" + try}, ByNumber: b.ByNumber()})
	if err == nil {
		b.Token = out.URL[len("https://flores.example"+orderapi.SandboxPath):]
	}
	return err
}

// Decide clicks on the sandbox's page.
func (b *Buyer) Decide(button string) error {
	in := &orderapi.SandboxDecision{Keyed: contract.Keyed{Key: b.Key + button}, SandboxInput: orderapi.SandboxInput{Token: b.Token}}
	in.Body.Decision = button
	_, err := orderapi.SandboxDo.Call(b.Ctx, b.shop.Conn, in)
	return err
}

// Return comes back from the provider.
func (b *Buyer) Return(key string) (*orderapi.Returned, error) {
	in := &orderapi.ReturnInput{Keyed: contract.Keyed{Key: key}}
	in.Body.Token = b.Token
	return orderapi.Return.Call(b.Ctx, b.shop.Conn, in)
}

// Order is the buyer's order as they see it.
func (b *Buyer) Order() *orderapi.Order {
	b.shop.t.Helper()
	in := b.ByNumber()
	out, err := orderapi.Get.Call(b.Ctx, b.shop.Conn, &in)
	b.shop.Must(err)
	return out
}

// Buy goes all the way to a paid order.
func (b *Buyer) Buy() {
	b.shop.t.Helper()
	b.shop.Must(b.Place())
	b.shop.Must(b.Pay())
	b.shop.Must(b.Decide("approve"))
	out, err := b.Return(b.Key + "back")
	b.shop.Must(err)
	if out.Outcome != "accepted" {
		b.shop.t.Fatalf("the payment ended %s", out.Outcome)
	}
}
