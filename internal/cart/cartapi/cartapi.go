// Package cartapi is cart-service's contract: what a visitor means to buy.
package cartapi

import (
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// MaxLines bounds a cart.
const MaxLines = 50

// The problems that a cart shows of itself before payment.
const (
	PriceChanged = "price_changed" // params was_clp, now_clp; accepted by setting the line's quantity, or adding to it
	SoldOut      = "sold_out"
	NotEnough    = "not_enough" // params available
	OutOfSeason  = "out_of_season"
	Gone         = "gone" // the product is not sold any more
)

// Problem is one of them.
type Problem struct {
	Code      string `json:"code" enum:"price_changed,sold_out,not_enough,out_of_season,gone"`
	WasCLP    int64  `json:"was_clp,omitzero"`
	NowCLP    int64  `json:"now_clp,omitzero"`
	Available int64  `json:"available,omitzero"`
}

// Item is a line of the cart with today's price.
type Item struct {
	SKU          string          `json:"sku"`
	Quantity     int64           `json:"quantity"`
	Slug         string          `json:"slug,omitzero"`
	Kind         string          `json:"kind,omitzero"`
	Name         productapi.Text `json:"name,omitzero"`
	Size         string          `json:"size,omitzero"`
	Contents     productapi.Text `json:"contents,omitzero"`
	Category     string          `json:"category,omitzero"`
	Occasion     string          `json:"occasion,omitzero"`
	Picture      string          `json:"picture,omitzero"`
	UnitPriceCLP int64           `json:"unit_price_clp"`
	TotalCLP     int64           `json:"total_clp"`
	AdultOnly    bool            `json:"adult_only,omitzero"`
	Problems     []Problem       `json:"problems"`
}

// Cart is the caller's cart.
type Cart struct {
	Version   int64  `json:"version"`
	Items     []Item `json:"items"`
	Count     int64  `json:"count" doc:"pieces"`
	GoodsCLP  int64  `json:"goods_clp"`
	AdultOnly bool   `json:"adult_only,omitzero"`
	Blocked   bool   `json:"blocked,omitzero" doc:"a problem other than a changed price stands in the way of payment"`
}

// Answer is a cart; Token is set when this call made a guest's cart.
type Answer struct {
	Token string `header:"X-Cart-Token"`
	Body  Cart
}

// Guest names a guest's cart. A signed-in caller's own cart needs no token.
type Guest struct {
	Token string `header:"X-Cart-Token" maxLength:"100"`
}

// AddInput adds to the cart.
type AddInput struct {
	contract.Keyed
	Guest
	Body struct {
		SKU      string `json:"sku" minLength:"1" maxLength:"60"`
		Quantity int64  `json:"quantity" minimum:"1" maximum:"99"`
	}
}

// SetInput sets a line's quantity.
type SetInput struct {
	Guest
	SKU  string `path:"sku" maxLength:"60"`
	Body struct {
		Quantity int64 `json:"quantity" minimum:"1" maximum:"99"`
	}
}

// RemoveInput takes a line out.
type RemoveInput struct {
	Guest
	SKU string `path:"sku" maxLength:"60"`
}

// MergeInput moves a guest's cart into the caller's own.
type MergeInput struct {
	contract.Keyed
	Body struct {
		Token string `json:"token" minLength:"1" maxLength:"100"`
	}
}

// Contents is a cart as order-service takes it: no prices.
type Contents struct {
	ID      string            `json:"id"`
	Version int64             `json:"version"`
	Lines   []productapi.Line `json:"lines"`
}

// Everything cart-service can do.
var (
	Get    = contract.Get[Guest, Answer]("/api/cart", contract.Owner, contract.Doc("The caller's cart, with its problems"))
	Add    = contract.Post[AddInput, Answer]("/api/cart/items", contract.Owner, contract.KeyOptional, contract.Doc("Add to the cart; the first add of a guest makes one and answers its token"), contract.Refuses("sku_not_found", "cart_full", "quantity_too_large", "key_reused"))
	Set    = contract.Put[SetInput, Answer]("/api/cart/items/{sku}", contract.Owner, contract.Doc("Set a line's quantity and accept its price"), contract.Refuses("line_not_found"))
	Remove = contract.Delete[RemoveInput, Answer]("/api/cart/items/{sku}", contract.Owner, contract.Doc("Take a line out"))
	Clear  = contract.Delete[Guest, Answer]("/api/cart", contract.Owner, contract.Doc("Empty the cart"))
	Merge  = contract.Post[MergeInput, Answer]("/api/cart/merge", contract.SignedIn, contract.Idempotent, contract.Doc("Move a guest's cart into the caller's own"), contract.Refuses("key_reused"))

	Take = contract.Get[Guest, Contents]("/internal/carts/current", contract.Internal("order-service"), contract.Doc("What the user beside the call, or the guest's token, has in the cart"))
)

// Abandoned says that a cart with an owner has lain for a day.
var Abandoned = events.Define[AbandonedCart]("cart.abandoned")

// AbandonedCart names the cart's owner and what lies in it.
type AbandonedCart struct {
	UserID string            `json:"user_id"`
	Lines  []productapi.Line `json:"lines"`
}

// Operations lists them for the table of services.
func Operations() []*contract.Op {
	return []*contract.Op{Get.Meta(), Add.Meta(), Set.Meta(), Remove.Meta(), Clear.Meta(), Merge.Meta(), Take.Meta()}
}
