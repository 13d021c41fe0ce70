package productapi

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// ListInput filters the catalogue; what is empty does not filter.
type ListInput struct {
	contract.Paging
	Q           string `query:"q" maxLength:"100" doc:"words; typos, accents and plurals are forgiven"`
	Category    string `query:"category" maxLength:"40"`
	Occasion    string `query:"occasion" maxLength:"40"`
	Colour      string `query:"color" maxLength:"40"`
	Flower      string `query:"flower" maxLength:"40"`
	MinPriceCLP int64  `query:"min_price" minimum:"0" maximum:"10000000"`
	MaxPriceCLP int64  `query:"max_price" minimum:"0" maximum:"10000000" doc:"0 is open"`
	Featured    bool   `query:"featured"`
	Sort        string `query:"sort" enum:"relevance,price,price_desc,newest,rating"`
	Lang        string `query:"lang" enum:"es,en" doc:"matches in it rank higher; both are searched"`
}

// SuggestInput is what has been typed so far.
type SuggestInput struct {
	Q    string `query:"q" maxLength:"60"`
	Lang string `query:"lang" enum:"es,en"`
}

// BySlug names a product.
type BySlug struct {
	Slug string `path:"slug" maxLength:"80"`
}

// MediaInput names a picture: slug-size.hash.svg or .png.
type MediaInput struct {
	Name string `path:"name" maxLength:"160"`
}

// VariantBody is a size as staff write it.
type VariantBody struct {
	SKU          string `json:"sku" minLength:"3" maxLength:"40" pattern:"^[A-Z0-9-]+$" patternDescription:"capital letters, digits and dashes"`
	Size         string `json:"size" enum:"standard,deluxe,premium"`
	Contents     Text   `json:"contents"`
	PriceCLP     int64  `json:"price_clp" minimum:"1" maximum:"10000000"`
	CompareAtCLP int64  `json:"compare_at_clp,omitzero" minimum:"0" maximum:"10000000"`
	Stock        int64  `json:"stock,omitzero" minimum:"0" maximum:"100000" doc:"the first count; later changes are movements"`
	LowAt        int64  `json:"low_at,omitzero" minimum:"0" maximum:"100000"`
	Unlimited    bool   `json:"unlimited,omitzero" doc:"made to order"`
}

// ProductBody is a product as staff write it.
type ProductBody struct {
	Name               Text          `json:"name"`
	Line               Text          `json:"line"`
	Description        Text          `json:"description"`
	Care               Text          `json:"care"`
	Category           string        `json:"category" minLength:"1" maxLength:"40"`
	Occasions          []string      `json:"occasions" maxItems:"13"`
	Colours            []string      `json:"colours" maxItems:"12"`
	Flowers            []string      `json:"flowers" maxItems:"12"`
	Variants           []VariantBody `json:"variants" minItems:"1" maxItems:"3"`
	PreparationMinutes int           `json:"preparation_minutes" minimum:"0" maximum:"10080"`
	Featured           bool          `json:"featured,omitzero"`
	Season             Season        `json:"season,omitzero"`
}

// CreateInput adds a product.
type CreateInput struct {
	contract.Keyed
	Body struct {
		Slug string `json:"slug" minLength:"2" maxLength:"80" pattern:"^[a-z0-9]+(-[a-z0-9]+)*$" patternDescription:"small letters, digits and single dashes"`
		ProductBody
	}
}

// ChangeInput replaces a product if it still has the version that was read.
type ChangeInput struct {
	BySlug
	Body struct {
		Version int64 `json:"version" minimum:"1"`
		ProductBody
	}
}

// SwitchInput takes a product off the shelf or puts it back.
type SwitchInput struct {
	BySlug
	Body struct {
		Active bool `json:"active"`
	}
}

// StockInput filters the stock list.
type StockInput struct {
	contract.Paging
	Q   string `query:"q" maxLength:"60" doc:"part of a SKU or a name"`
	Low bool   `query:"low" doc:"only what is at or below its limit"`
}

// MoveInput records a movement.
type MoveInput struct {
	contract.Keyed
	SKU  string `path:"sku" maxLength:"60"`
	Body struct {
		Quantity int64  `json:"quantity" minimum:"-100000" maximum:"100000" doc:"added; negative is taken; for a count, what was counted"`
		Reason   string `json:"reason" enum:"received,spoiled,count,other"`
		Note     string `json:"note,omitzero" maxLength:"300"`
	}
}

// MovementsInput lists a SKU's movements.
type MovementsInput struct {
	contract.Paging
	SKU string `path:"sku" maxLength:"60"`
}

// PricesInput asks for snapshots.
type PricesInput struct {
	Body struct {
		SKUs []string `json:"skus" minItems:"1" maxItems:"100"`
	}
}

// HoldInput takes stock for an order. The same order and version again is the same hold.
type HoldInput struct {
	OrderID string `path:"order_id" maxLength:"40"`
	Body    struct {
		Version int64     `json:"version" minimum:"1" doc:"the order's; a lower one than the reservation's is refused"`
		Lines   []Line    `json:"lines" minItems:"1" maxItems:"60"`
		Until   time.Time `json:"until"`
	}
}

// KeepInput extends a hold, or takes it again.
type KeepInput struct {
	OrderID string `path:"order_id" maxLength:"40"`
	Body    struct {
		Version int64     `json:"version" minimum:"1"`
		Until   time.Time `json:"until"`
	}
}

// ReleaseInput gives stock back.
type ReleaseInput struct {
	OrderID string `path:"order_id" maxLength:"40"`
	Body    struct {
		Version int64 `json:"version" minimum:"1"`
	}
}
