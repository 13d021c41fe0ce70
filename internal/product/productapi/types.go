// Package productapi is product-service's contract: the catalogue, its search,
// stock, and the holds that order-service takes.
package productapi

import "time"

// Text is a text in the shop's two languages. Spanish is always there.
type Text struct {
	ES string `json:"es" maxLength:"4000"`
	EN string `json:"en" maxLength:"4000"`
}

// In returns the text in a language, es unless it is "en".
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.ES
}

// The bands of stock: what lists show and all that an ETag knows of it.
const (
	InStock = "in_stock"
	Few     = "few"
	SoldOut = "none"
)

// The kinds of product. An add-on is sold beside flowers and not listed among
// them: only a search by words finds it. It has a page and can be bought alone.
const (
	KindFlowers = "flowers"
	KindAddOn   = "add_on"
)

// Sizes of the ladder, from small to large.
const (
	Standard = "standard"
	Deluxe   = "deluxe"
	Premium  = "premium"
)

// Variant is one size of a product, sold under its own SKU.
type Variant struct {
	SKU          string `json:"sku"`
	Size         string `json:"size" enum:"standard,deluxe,premium"`
	Contents     Text   `json:"contents" doc:"what it holds: 18 roses, 50 cm"`
	PriceCLP     int64  `json:"price_clp" doc:"with IVA, whole pesos"`
	CompareAtCLP int64  `json:"compare_at_clp,omitzero" doc:"the price before, when reduced"`
	Band         string `json:"band" enum:"in_stock,few,none"`
	Unlimited    bool   `json:"unlimited,omitzero" doc:"made to order"`
	LowAt        int64  `json:"low_at,omitzero" doc:"staff are told at or below; shown to them alone"`
	Picture      string `json:"picture" doc:"address of the drawing (SVG); immutable"`
	PicturePNG   string `json:"picture_png"`
}

// Rating is the mean of the published reviews.
type Rating struct {
	Average float64 `json:"average"`
	Count   int     `json:"count"`
}

// Season is a window of availability; dates are the shop's, both ends included, empty is open.
type Season struct {
	From  string `json:"from,omitzero" format:"date"`
	Until string `json:"until,omitzero" format:"date"`
}

// Product is one product, whole.
type Product struct {
	ID                 string    `json:"id"`
	Slug               string    `json:"slug"`
	Kind               string    `json:"kind" enum:"flowers,add_on"`
	Name               Text      `json:"name"`
	Line               Text      `json:"line" doc:"one line: 12 red roses, eucalyptus"`
	Description        Text      `json:"description"`
	Care               Text      `json:"care"`
	Category           string    `json:"category"`
	Occasions          []string  `json:"occasions"`
	Colours            []string  `json:"colours"`
	Flowers            []string  `json:"flowers"`
	Variants           []Variant `json:"variants"`
	PreparationMinutes int       `json:"preparation_minutes"`
	AdultOnly          bool      `json:"adult_only,omitzero" doc:"asks for 18 years or more"`
	Featured           bool      `json:"featured"`
	Active             bool      `json:"active"`
	Season             Season    `json:"season,omitzero"`
	OutOfSeason        bool      `json:"out_of_season,omitzero" doc:"today"`
	Rating             Rating    `json:"rating"`
	Version            int64     `json:"version"`
	Created            time.Time `json:"created"`
	Updated            time.Time `json:"updated"`
}

// Card is a product as lists show it.
type Card struct {
	Slug         string   `json:"slug"`
	Kind         string   `json:"kind" enum:"flowers,add_on" doc:"add-ons are found by words alone"`
	Name         Text     `json:"name"`
	Line         Text     `json:"line"`
	Category     string   `json:"category"`
	Occasions    []string `json:"occasions"`
	SKU          string   `json:"sku" doc:"of the smallest size"`
	PriceCLP     int64    `json:"price_clp" doc:"of the smallest size"`
	CompareAtCLP int64    `json:"compare_at_clp,omitzero"`
	Band         string   `json:"band" enum:"in_stock,few,none" doc:"the best of its sizes"`
	OutOfSeason  bool     `json:"out_of_season,omitzero"`
	Picture      string   `json:"picture"`
	Rating       Rating   `json:"rating"`
	PrepMinutes  int      `json:"preparation_minutes"`
}

// Count is one value of a facet and how many products have it.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// PriceBand is a step of the price facet; max 0 is open.
type PriceBand struct {
	MinCLP int64 `json:"min_clp"`
	MaxCLP int64 `json:"max_clp"`
	Count  int   `json:"count"`
}

// Facets count what each further filter would leave.
type Facets struct {
	Category []Count     `json:"category"`
	Occasion []Count     `json:"occasion"`
	Colour   []Count     `json:"color"`
	Flower   []Count     `json:"flower"`
	Price    []PriceBand `json:"price"`
}

// Listing is a page of the catalogue.
type Listing struct {
	Items     []Card `json:"items"`
	Total     int    `json:"total"`
	Page      int    `json:"page"`
	Limit     int    `json:"limit"`
	Facets    Facets `json:"facets"`
	Corrected string `json:"corrected,omitzero" doc:"what was searched for instead of what was typed"`
	Partial   bool   `json:"partial,omitzero" doc:"no product has every word; these have the most"`
}

// Suggestion completes what is being typed.
type Suggestion struct {
	Text string `json:"text"`
	Kind string `json:"kind" enum:"product,category,occasion,flower,colour"`
	Slug string `json:"slug" doc:"of the product, or the facet's value"`
}

// Suggestions are the best few.
type Suggestions struct {
	Items []Suggestion `json:"items"`
}

// Category, Occasion, Colour and Flower are data, with names in both languages.
type Category struct {
	Slug  string `json:"slug"`
	Name  Text   `json:"name"`
	Count int    `json:"count" doc:"of active products"`
}

// Occasion names the tissue that lies behind its bouquets.
type Occasion struct {
	Slug   string `json:"slug"`
	Name   Text   `json:"name"`
	Tissue string `json:"tissue" doc:"the ground's name; the pages know its colour"`
	Count  int    `json:"count"`
}

// Term is a colour or a flower.
type Term struct {
	Slug string `json:"slug"`
	Name Text   `json:"name"`
}

// Terms are all words of the catalogue: what a page needs to write facets.
type Terms struct {
	Categories []Category `json:"categories"`
	Occasions  []Occasion `json:"occasions"`
	Colours    []Term     `json:"colours"`
	Flowers    []Term     `json:"flowers"`
}

// Availability is the exact count of a SKU, read uncached. Unlimited means made
// to order: slot capacity alone bounds it.
type Availability struct {
	SKU       string `json:"sku"`
	Available int64  `json:"available"`
	Unlimited bool   `json:"unlimited,omitzero"`
}

// StockRow is a SKU as the back office sees it.
type StockRow struct {
	SKU       string `json:"sku"`
	Slug      string `json:"slug"`
	Name      Text   `json:"name"`
	Size      string `json:"size"`
	OnHand    int64  `json:"on_hand" doc:"counted in the shop, holds included"`
	Held      int64  `json:"held" doc:"of it, held by orders not yet paid"`
	Available int64  `json:"available"`
	LowAt     int64  `json:"low_at" doc:"mail to the staff at or below"`
	Unlimited bool   `json:"unlimited,omitzero"`
	Active    bool   `json:"active"`
}

// Movement is a change of stock by staff: deliveries from the market, losses, counts.
type Movement struct {
	ID       string    `json:"id"`
	SKU      string    `json:"sku"`
	Quantity int64     `json:"quantity" doc:"added; negative is taken"`
	Reason   string    `json:"reason" enum:"received,spoiled,count,other"`
	Note     string    `json:"note,omitzero"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	After    int64     `json:"after" doc:"on hand after it"`
}

// Snapshot is what order, cart and wishlist need to know of a SKU now.
type Snapshot struct {
	SKU         string `json:"sku"`
	ProductID   string `json:"product_id"`
	Slug        string `json:"slug"`
	Kind        string `json:"kind"`
	Name        Text   `json:"name"`
	Size        string `json:"size"`
	Contents    Text   `json:"contents"`
	Category    string `json:"category"`
	Occasion    string `json:"occasion" doc:"its first"`
	PriceCLP    int64  `json:"price_clp"`
	Available   int64  `json:"available"`
	Unlimited   bool   `json:"unlimited,omitzero"`
	Active      bool   `json:"active"`
	InSeason    bool   `json:"in_season"`
	AdultOnly   bool   `json:"adult_only,omitzero"`
	PrepMinutes int    `json:"preparation_minutes"`
	Picture     string `json:"picture"`
}

// Snapshots are in the order asked for; an unknown SKU is missing.
type Snapshots struct {
	Items []Snapshot `json:"items"`
}

// Line is a demand: so many of a SKU.
type Line struct {
	SKU      string `json:"sku" minLength:"1" maxLength:"60"`
	Quantity int64  `json:"quantity" minimum:"1" maximum:"99"`
}

// The states of a hold.
const (
	Holding  = "holding"
	Held     = "held"
	Consumed = "consumed"
	Released = "released"
)

// Hold is an order's reservation.
type Hold struct {
	OrderID string    `json:"order_id"`
	State   string    `json:"state" enum:"holding,held,consumed,released"`
	Version int64     `json:"version"`
	Lines   []Line    `json:"lines"`
	Until   time.Time `json:"until" doc:"a net for orphans: order-service alone decides expiry"`
}

// Shortage is the detail of sold_out: what is missing.
type Shortage struct {
	SKU       string `json:"sku"`
	Wanted    int64  `json:"wanted"`
	Available int64  `json:"available"`
}

// Shortages is the detail that the problem sold_out carries.
type Shortages struct {
	Items []Shortage `json:"items"`
}

// StockAudit is one SKU's books; on_hand + consumed = initial + movements.
type StockAudit struct {
	SKU       string `json:"sku"`
	Initial   int64  `json:"initial"`
	Movements int64  `json:"movements"`
	OnHand    int64  `json:"on_hand"`
	Held      int64  `json:"held"`
	Consumed  int64  `json:"consumed"`
}

// Audit is what the invariants are checked with.
type Audit struct {
	Stock  []StockAudit `json:"stock"`
	Holds  []Hold       `json:"holds" doc:"holding and held ones"`
	Outbox int          `json:"outbox" doc:"events not yet published"`
}
