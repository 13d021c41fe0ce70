// Package wishlistapi is wishlist-service's contract: what a customer means to
// remember, for ever.
package wishlistapi

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// MaxItems bounds a wishlist.
const MaxItems = 200

// Item is a remembered SKU as it is now.
type Item struct {
	SKU       string          `json:"sku"`
	Slug      string          `json:"slug,omitzero"`
	Name      productapi.Text `json:"name,omitzero"`
	Size      string          `json:"size,omitzero"`
	Occasion  string          `json:"occasion,omitzero"`
	Picture   string          `json:"picture,omitzero"`
	PriceCLP  int64           `json:"price_clp"`
	Available bool            `json:"available"`
	Gone      bool            `json:"gone,omitzero" doc:"not sold any more"`
	Added     time.Time       `json:"added"`
}

// BySKU names an item.
type BySKU struct {
	SKU string `path:"sku" maxLength:"60"`
}

// MoveInput moves an item to the cart.
type MoveInput struct {
	contract.Keyed
	BySKU
}

// Everything wishlist-service can do; all of it is about the caller's own list.
var (
	List   = contract.Get[contract.None, contract.List[Item]]("/api/wishlist", contract.SignedIn, contract.Doc("The caller's wishlist, newest first"))
	Add    = contract.Put[BySKU, contract.None]("/api/wishlist/{sku}", contract.SignedIn, contract.Doc("Remember a SKU"), contract.Refuses("sku_not_found", "wishlist_full"))
	Remove = contract.Delete[BySKU, contract.None]("/api/wishlist/{sku}", contract.SignedIn, contract.Doc("Forget a SKU"))
	ToCart = contract.Post[MoveInput, contract.None]("/api/wishlist/{sku}/moves", contract.SignedIn, contract.Idempotent, contract.Doc("Put one in the cart and forget it here"), contract.Refuses("item_not_found", "sku_not_found", "cart_full", "quantity_too_large", "key_reused"))
)

// Operations lists them for the table of services.
func Operations() []*contract.Op {
	return []*contract.Op{List.Meta(), Add.Meta(), Remove.Meta(), ToCart.Meta()}
}
