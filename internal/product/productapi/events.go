package productapi

import "floresvictoria.cl/flores/internal/platform/events"

// What product-service publishes.
var (
	Created  = events.Define[ProductChanged]("product.created")
	Updated  = events.Define[ProductChanged]("product.updated")
	Deleted  = events.Define[ProductChanged]("product.deleted")
	StockLow = events.Define[StockLevel]("product.stock_low")
	StockOut = events.Define[StockLevel]("product.stock_out")
	HoldLost = events.Define[LostHold]("hold.lost")
)

// ProductChanged is cache news: read the product again.
type ProductChanged struct {
	ProductID string `json:"product_id"`
	Slug      string `json:"slug"`
	Active    bool   `json:"active"`
}

// StockLevel says that a SKU is at or below its limit, or gone.
type StockLevel struct {
	SKU       string `json:"sku"`
	Slug      string `json:"slug"`
	Name      Text   `json:"name"`
	Size      string `json:"size"`
	Available int64  `json:"available"`
	LowAt     int64  `json:"low_at"`
}

// LostHold says that a paid order's stock could not be taken again; order-service
// cancels and refunds it.
type LostHold struct {
	OrderID  string     `json:"order_id"`
	Version  int64      `json:"version"`
	Shortage []Shortage `json:"shortage"`
}
