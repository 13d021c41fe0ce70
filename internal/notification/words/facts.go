package words

import "time"

// Facts are what a mail is about. They are stored with the mail, so they only
// gain members, and they hold no secret.
type Facts struct {
	Name    string    `json:"name,omitzero"` // to greet by; empty when none is fit for it
	Order   *Order    `json:"order,omitempty"`
	Message *Message  `json:"message,omitempty"`
	Stock   *Stock    `json:"stock,omitempty"`
	Until   time.Time `json:"until,omitzero"` // when the link ends
}

// Order is what a buyer is told of an order. Amounts are whole pesos.
type Order struct {
	Number    string    `json:"number"`
	Pending   bool      `json:"pending,omitzero"` // waits for its payment
	At        time.Time `json:"at"`               // of the change
	Kind      string    `json:"kind"`             // slot, pickup, express
	Date      string    `json:"date"`             // YYYY-MM-DD in the shop
	Slot      string    `json:"slot,omitzero"`    // 09-12
	End       time.Time `json:"end,omitzero"`
	Recipient string    `json:"recipient"`
	Address   string    `json:"address,omitzero"`
	Comuna    string    `json:"comuna,omitzero"`
	Occasion  string    `json:"occasion,omitzero"` // colours the mail
	Lines     []Line    `json:"lines"`
	GoodsCLP  int64     `json:"goods_clp"`
	// DiscountCLP is taken off; the fee and the surcharge are added.
	DiscountCLP  int64  `json:"discount_clp,omitzero"`
	FeeCLP       int64  `json:"fee_clp,omitzero"`
	SurchargeCLP int64  `json:"surcharge_clp,omitzero"`
	TotalCLP     int64  `json:"total_clp"`
	TaxCLP       int64  `json:"tax_clp"`
	RefundCLP    int64  `json:"refund_clp,omitzero"`
	Why          string `json:"why,omitzero"` // a code of order-service, or what a person wrote
}

// Pickup tells whether the order is fetched at the shop.
func (o *Order) Pickup() bool { return o.Kind == "pickup" }

// Line is what was bought, named in the mail's language.
type Line struct {
	Name     string `json:"name"`
	Size     string `json:"size,omitzero"` // the ladder's word; empty for what has one size
	Quantity int64  `json:"quantity"`
	TotalCLP int64  `json:"total_clp"`
}

// Message is what a visitor wrote, and what the staff answered.
type Message struct {
	ID       string `json:"id,omitzero"` // for the staff
	Number   string `json:"number"`
	Category string `json:"category,omitzero"`
	Name     string `json:"name,omitzero"`
	Email    string `json:"email,omitzero"`
	Text     string `json:"text,omitzero"`
	Reply    string `json:"reply,omitzero"`
}

// Stock is how many of a SKU are left.
type Stock struct {
	SKU       string `json:"sku"`
	Name      string `json:"name"`
	Size      string `json:"size,omitzero"`
	Available int64  `json:"available"`
	LowAt     int64  `json:"low_at"`
}
