package productapi

import "floresvictoria.cl/flores/internal/platform/contract"

// Everything product-service can do.
var (
	List       = contract.Get[ListInput, Listing]("/api/products", contract.Public, contract.Cached, contract.Doc("Search and filter the catalogue"))
	Get        = contract.Get[BySlug, Product]("/api/products/{slug}", contract.Public, contract.Cached, contract.Doc("One product"), contract.Refuses("product_not_found"))
	Suggest    = contract.Get[SuggestInput, Suggestions]("/api/products/suggestions", contract.Public, contract.Cached, contract.Doc("Complete what is being typed"))
	AddOns     = contract.Get[contract.None, contract.List[Product]]("/api/products/add-ons", contract.Public, contract.Cached, contract.Doc("What is sold beside flowers"))
	Stock      = contract.Get[BySlug, contract.List[Availability]]("/api/products/{slug}/stock", contract.Public, contract.Doc("The exact counts, uncached"), contract.Refuses("product_not_found"))
	Categories = contract.Get[contract.None, contract.List[Category]]("/api/categories", contract.Public, contract.Cached, contract.Doc("All categories"))
	Occasions  = contract.Get[contract.None, contract.List[Occasion]]("/api/occasions", contract.Public, contract.Cached, contract.Doc("All occasions"))
	Vocabulary = contract.Get[contract.None, Terms]("/api/products/terms", contract.Public, contract.Cached, contract.Doc("The names of categories, occasions, colours and flowers"))
	Media      = contract.Get[MediaInput, contract.Stream]("/api/media/{name}", contract.Public, contract.Doc("A picture; its address names its bytes and never changes"), contract.Refuses("picture_not_found"))

	Create    = contract.Post[CreateInput, Product]("/api/products", contract.Needs("products:write"), contract.Idempotent, contract.Answers(201), contract.Doc("Add a product"), contract.Refuses("slug_taken", "sku_taken", "key_reused"))
	Change    = contract.Put[ChangeInput, Product]("/api/products/{slug}", contract.Needs("products:write"), contract.Doc("Change a product, if nobody else has"), contract.Refuses("product_not_found", "version_conflict", "sku_taken"))
	Switch    = contract.Put[SwitchInput, Product]("/api/products/{slug}/active", contract.Needs("products:write"), contract.Doc("Take a product off the shelf, or put it back"), contract.Refuses("product_not_found"))
	Edit      = contract.Get[BySlug, Product]("/api/products/{slug}/edit", contract.Needs("products:write"), contract.Doc("One product, uncached, whether active or not"), contract.Refuses("product_not_found"))
	StockList = contract.Get[StockInput, contract.List[StockRow]]("/api/products/stock", contract.Needs("stock:write"), contract.Doc("Every SKU with its counts"))
	Move      = contract.Post[MoveInput, Movement]("/api/products/stock/{sku}/movements", contract.Needs("stock:write"), contract.Idempotent, contract.Answers(201), contract.Doc("Record a delivery, a loss or a count"), contract.Refuses("sku_not_found", "stock_below_zero", "key_reused"))
	Movements = contract.Get[MovementsInput, contract.List[Movement]]("/api/products/stock/{sku}/movements", contract.Needs("stock:write"), contract.Doc("What happened to a SKU, newest first"), contract.Refuses("sku_not_found"))

	Prices      = contract.Post[PricesInput, Snapshots]("/internal/products/prices", contract.Internal("order-service", "cart-service", "wishlist-service"), contract.Repeatable("it reads"))
	PlaceHold   = contract.Put[HoldInput, Hold]("/internal/products/holds/{order_id}", contract.Internal("order-service"), contract.Refuses("sold_out", "hold_superseded", "hold_final", "sku_not_found"))
	Keep        = contract.Put[KeepInput, Hold]("/internal/products/holds/{order_id}/keep", contract.Internal("order-service"), contract.Refuses("sold_out", "hold_superseded", "hold_final", "hold_not_found"))
	ReleaseHold = contract.Put[ReleaseInput, Hold]("/internal/products/holds/{order_id}/release", contract.Internal("order-service"), contract.Refuses("hold_superseded", "hold_final"))
	AuditStock  = contract.Get[contract.None, Audit]("/internal/products/audit", contract.Internal("order-service"))
)

// Operations lists them for the table of services.
func Operations() []*contract.Op {
	return []*contract.Op{
		List.Meta(), Get.Meta(), Suggest.Meta(), AddOns.Meta(), Stock.Meta(), Categories.Meta(), Occasions.Meta(), Vocabulary.Meta(), Media.Meta(),
		Create.Meta(), Change.Meta(), Switch.Meta(), Edit.Meta(), StockList.Meta(), Move.Meta(), Movements.Meta(),
		Prices.Meta(), PlaceHold.Meta(), Keep.Meta(), ReleaseHold.Meta(), AuditStock.Meta(),
	}
}
