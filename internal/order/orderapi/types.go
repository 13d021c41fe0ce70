// Package orderapi is order-service's contract: delivery quotes, placing, paying,
// and every move of an order until it is delivered.
package orderapi

import (
	"time"

	"floresvictoria.cl/flores/internal/product/productapi"
)

// State is where an order stands.
type State string

// The states. Who may move an order from one to the next is order-service's
// table; any other move is 409 wrong_state.
const (
	PendingPayment State = "pending_payment"
	Paying         State = "paying"
	Expired        State = "expired"
	Paid           State = "paid"
	Confirmed      State = "confirmed"
	Preparing      State = "preparing"
	Ready          State = "ready"
	OutForDelivery State = "out_for_delivery"
	Delivered      State = "delivered"
	DeliveryFailed State = "delivery_failed"
	Cancelled      State = "cancelled"
	Refunded       State = "refunded"
)

// How an order reaches its recipient.
const (
	BySlot   = "slot"
	ByPickup = "pickup"
	Express  = "express"
)

// Totals are the server's. All are whole pesos with IVA; Tax is the included part.
type Totals struct {
	GoodsCLP     int64 `json:"goods_clp"`
	DiscountCLP  int64 `json:"discount_clp"`
	FeeCLP       int64 `json:"fee_clp"`
	SurchargeCLP int64 `json:"surcharge_clp" doc:"of a special date; never discounted"`
	TotalCLP     int64 `json:"total_clp"`
	TaxCLP       int64 `json:"tax_clp" doc:"included in the total"`
}

// Line is what was bought, as it was called and priced when it was placed.
type Line struct {
	SKU          string          `json:"sku"`
	ProductID    string          `json:"product_id"`
	Slug         string          `json:"slug"`
	Name         productapi.Text `json:"name"`
	Size         string          `json:"size"`
	Contents     productapi.Text `json:"contents"`
	Picture      string          `json:"picture"`
	Occasion     string          `json:"occasion,omitzero"`
	Quantity     int64           `json:"quantity"`
	UnitPriceCLP int64           `json:"unit_price_clp"`
	TotalCLP     int64           `json:"total_clp"`
	AddOn        bool            `json:"add_on,omitzero"`
}

// Buyer pays and gets the mails.
type Buyer struct {
	Name  string `json:"name" minLength:"2" maxLength:"120"`
	Email string `json:"email" format:"email" maxLength:"254"`
	Phone string `json:"phone,omitzero" maxLength:"20" doc:"E.164 once stored"`
}

// Recipient gets the flowers, and never a mail. Address and comuna are empty for pickup.
type Recipient struct {
	Name         string `json:"name" minLength:"2" maxLength:"120"`
	Phone        string `json:"phone,omitzero" maxLength:"20"`
	Address      string `json:"address,omitzero" maxLength:"200"`
	Comuna       string `json:"comuna,omitzero" maxLength:"60"`
	Instructions string `json:"instructions,omitzero" maxLength:"300"`
}

// Delivery is when and how.
type Delivery struct {
	Kind  string    `json:"kind" enum:"slot,pickup,express"`
	Date  string    `json:"date" format:"date" doc:"in the shop's zone"`
	Slot  string    `json:"slot,omitzero" doc:"09-12, 12-15, 15-18, 18-21; empty for express"`
	Zone  string    `json:"zone,omitzero"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Card goes with the flowers.
type Card struct {
	Message   string `json:"message,omitzero" maxLength:"200"`
	Signature string `json:"signature,omitzero" maxLength:"80"`
	Anonymous bool   `json:"anonymous,omitzero" doc:"the recipient and the driver never learn who sent them"`
}

// Event is one step of an order's history.
type Event struct {
	State   State     `json:"state"`
	At      time.Time `json:"at"`
	By      string    `json:"by" doc:"customer, staff, system or payment; staff see the person"`
	ByID    string    `json:"by_id,omitzero" doc:"shown to staff only"`
	Channel string    `json:"channel" doc:"web, api, back_office, job"`
	Why     string    `json:"why,omitzero"`
}

// Payment is one try to pay.
type Payment struct {
	ID        string    `json:"id"`
	Provider  string    `json:"provider"`
	State     string    `json:"state" enum:"started,accepted,declined,abandoned,refunded"`
	AmountCLP int64     `json:"amount_clp"`
	At        time.Time `json:"at"`
}

// Order is an order, whole. Staff fields are empty for others.
type Order struct {
	ID          string    `json:"id"`
	Number      string    `json:"number" doc:"FV-YYYYMMDD-XXXXX"`
	State       State     `json:"state"`
	Version     int64     `json:"version"`
	Channel     string    `json:"channel"`
	Lang        string    `json:"lang"`
	CustomerID  string    `json:"customer_id,omitzero"`
	Buyer       Buyer     `json:"buyer"`
	Recipient   Recipient `json:"recipient"`
	Delivery    Delivery  `json:"delivery"`
	Card        Card      `json:"card"`
	HidePrice   bool      `json:"hide_price,omitzero"`
	Lines       []Line    `json:"lines"`
	Totals      Totals    `json:"totals"`
	PaidCLP     int64     `json:"paid_clp"`
	RefundedCLP int64     `json:"refunded_clp"`
	Payments    []Payment `json:"payments"`
	Timeline    []Event   `json:"timeline"`
	Moves       []State   `json:"moves" doc:"where the caller may move it now"`
	CanPay      bool      `json:"can_pay,omitzero"`
	PayUntil    time.Time `json:"pay_until,omitzero" doc:"the hold ends then"`
	Placed      time.Time `json:"placed"`
	Updated     time.Time `json:"updated"`
}

// Summary is an order in lists and on the board.
type Summary struct {
	Number    string    `json:"number"`
	State     State     `json:"state"`
	Version   int64     `json:"version"`
	BuyerName string    `json:"buyer_name"`
	Recipient string    `json:"recipient"`
	Comuna    string    `json:"comuna,omitzero"`
	Delivery  Delivery  `json:"delivery"`
	Lines     []Line    `json:"lines"`
	TotalCLP  int64     `json:"total_clp"`
	HasCard   bool      `json:"has_card,omitzero"`
	Occasion  string    `json:"occasion,omitzero"`
	Moves     []State   `json:"moves" doc:"where the caller may move it now"`
	Placed    time.Time `json:"placed"`
}

// SlotColumn is a column of the board.
type SlotColumn struct {
	Slot     string    `json:"slot" doc:"09-12 …, express, or pickup for all that is fetched at the shop"`
	Taken    int       `json:"taken"`
	Capacity int       `json:"capacity" doc:"of all zones together"`
	Orders   []Summary `json:"orders"`
}

// Board is a day's work by slot.
type Board struct {
	Date    string          `json:"date"`
	Columns []SlotColumn    `json:"columns"`
	States  map[State]int   `json:"states" doc:"how many orders stand where"`
	Special productapi.Text `json:"special,omitzero"`
	Closed  string          `json:"closed,omitzero"`
}

// Zone is where the shop delivers.
type Zone struct {
	Code        string   `json:"code"`
	Name        string   `json:"name"`
	Comunas     []string `json:"comunas"`
	FeeCLP      int64    `json:"fee_clp"`
	FreeFromCLP int64    `json:"free_from_clp"`
}

// Offer is a way to have the flowers delivered, with its price, or why not and the next one.
type Offer struct {
	Kind         string    `json:"kind" enum:"slot,pickup,express"`
	Date         string    `json:"date,omitzero" format:"date"`
	Slot         string    `json:"slot,omitzero"`
	Start        time.Time `json:"start,omitzero"`
	End          time.Time `json:"end,omitzero"`
	Free         bool      `json:"free" doc:"it can be had; says nothing of the price"`
	PlacesLeft   int       `json:"places_left"`
	FeeCLP       int64     `json:"fee_clp"`
	SurchargeCLP int64     `json:"surcharge_clp"`
	Reason       string    `json:"reason,omitzero" doc:"why it cannot be had"`
	MinimumCLP   int64     `json:"minimum_clp,omitzero"`
	LeadMinutes  int       `json:"lead_minutes,omitzero"`
	Next         *NextFree `json:"next,omitzero"`
}

// NextFree is the first offer that can be had after one that cannot.
type NextFree struct {
	Kind   string `json:"kind"`
	Date   string `json:"date" format:"date"`
	Slot   string `json:"slot"`
	FeeCLP int64  `json:"fee_clp"`
}

// DayOffer is one date of a quote.
type DayOffer struct {
	Date         string          `json:"date" format:"date"`
	Closed       string          `json:"closed,omitzero" doc:"why the whole day is closed"`
	Special      productapi.Text `json:"special,omitzero"`
	SurchargeCLP int64           `json:"surcharge_clp,omitzero"`
	Slots        []Offer         `json:"slots"`
	Pickup       []Offer         `json:"pickup"`
}

// Quote answers for a comuna, a cart and dates.
type Quote struct {
	Comuna   string     `json:"comuna,omitzero" doc:"as the shop writes it; empty when it is not served"`
	Zone     string     `json:"zone,omitzero"`
	GoodsCLP int64      `json:"goods_clp"`
	FreeFrom int64      `json:"free_from_clp,omitzero"`
	Days     []DayOffer `json:"days"`
	Express  Offer      `json:"express"`
	Today    *SameDay   `json:"today,omitzero" doc:"absent: nothing more is brought today"`
}

// SameDay says until when something is still brought today, to the quote's comuna.
type SameDay struct {
	Until              time.Time `json:"until" doc:"order the quoted goods before then"`
	PreparationMinutes int       `json:"preparation_minutes" doc:"the longest that a product may take, ordered now"`
}

// PlacedQuote is the detail of total_changed and slot_unavailable: what it would be now.
type PlacedQuote struct {
	Lines  []Line `json:"lines"`
	Totals Totals `json:"totals"`
	Offer  Offer  `json:"offer"`
}

// CartProblem is why a line of the cart cannot be bought.
type CartProblem struct {
	SKU  string `json:"sku"`
	Code string `json:"code" enum:"gone,out_of_season"`
}

// CartProblems is the detail of cart_problems.
type CartProblems struct {
	Items []CartProblem `json:"items"`
}

// Placed is the answer to placing: the order, and the link that opens it to a guest.
type Placed struct {
	Order Order  `json:"order"`
	Link  string `json:"link" doc:"secret: opens this order without an account (X-Order-Link)"`
}

// Started is the answer to paying: where the buyer's browser goes next.
type Started struct {
	Payment Payment `json:"payment"`
	URL     string  `json:"url" doc:"the provider's page"`
}

// SandboxPayment is what the sandbox provider's page shows.
type SandboxPayment struct {
	AmountCLP int64  `json:"amount_clp"`
	Number    string `json:"number"`
	State     string `json:"state" enum:"open,approved,declined,abandoned"`
	ReturnURL string `json:"return_url" doc:"where the page sends the buyer back to"`
}

// Verified is the answer to VerifyLink.
type Verified struct {
	OrderID    string `json:"order_id"`
	Number     string `json:"number"`
	CustomerID string `json:"customer_id,omitzero"`
	BuyerEmail string `json:"buyer_email"`
	BuyerName  string `json:"buyer_name"`
	Delivered  bool   `json:"delivered"`
	Lines      []Line `json:"lines"`
}

// SlotAudit compares a counter with the orders that claim it.
type SlotAudit struct {
	Key   string `json:"key"`
	Count int64  `json:"count"`
	Live  int64  `json:"live"`
}

// UnpaidDemand is a SKU's demand of live unpaid orders.
type UnpaidDemand struct {
	SKU      string `json:"sku"`
	Quantity int64  `json:"quantity"`
}

// Audit is what the invariants are checked with.
type Audit struct {
	Slots       []SlotAudit     `json:"slots"`
	Unpaid      []UnpaidDemand  `json:"unpaid"`
	States      map[State]int64 `json:"states"`
	OpenIntents int64           `json:"open_intents"`
	Outbox      int64           `json:"outbox"`
	PaidCLP     int64           `json:"paid_clp" doc:"of the ledger"`
	RefundedCLP int64           `json:"refunded_clp"`
	Faults      []string        `json:"faults" doc:"orders whose ledger and state disagree"`
}
