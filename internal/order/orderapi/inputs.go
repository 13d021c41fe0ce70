package orderapi

import "floresvictoria.cl/flores/internal/platform/contract"

// Guest is embedded by what a guest may do with their order or cart.
type Guest struct {
	Link string `header:"X-Order-Link" maxLength:"200" doc:"a guest's signed link"`
}

// QuoteInput asks for prices and free slots.
type QuoteInput struct {
	CartToken string `header:"X-Cart-Token" maxLength:"100"`
	Body      struct {
		Comuna      string `json:"comuna,omitzero" maxLength:"60"`
		Date        string `json:"date,omitzero" format:"date" doc:"the first day; today when absent"`
		Days        int    `json:"days,omitzero" minimum:"1" maximum:"31" doc:"how many days; 1 when absent"`
		Cart        bool   `json:"cart,omitzero" doc:"the goods are those of the caller's cart"`
		SKU         string `json:"sku,omitzero" maxLength:"60" doc:"the goods are one of this, beside the cart if asked for"`
		SubtotalCLP int64  `json:"subtotal_clp,omitzero" minimum:"0" maximum:"100000000"`
	}
}

// ChosenDelivery is what a buyer picks.
type ChosenDelivery struct {
	Kind string `json:"kind" enum:"slot,pickup,express"`
	Date string `json:"date,omitzero" format:"date"`
	Slot string `json:"slot,omitzero" maxLength:"10"`
}

// PlaceInput places what lies in the caller's cart.
type PlaceInput struct {
	contract.Keyed
	CartToken string `header:"X-Cart-Token" maxLength:"100"`
	Body      PlaceBody
}

// PlaceBody is the checkout. The server owns every price; expected_total_clp only
// says what the buyer saw.
type PlaceBody struct {
	Buyer            Buyer          `json:"buyer"`
	Recipient        Recipient      `json:"recipient"`
	Delivery         ChosenDelivery `json:"delivery"`
	Card             Card           `json:"card,omitzero"`
	HidePrice        bool           `json:"hide_price,omitzero"`
	Adult            bool           `json:"adult,omitzero" doc:"the buyer says to be 18 or more; needed for wine"`
	Terms            bool           `json:"terms" doc:"must be true"`
	Payment          string         `json:"payment" enum:"sandbox" doc:"the provider"`
	Lang             string         `json:"lang,omitzero" enum:"es,en"`
	ExpectedTotalCLP int64          `json:"expected_total_clp" minimum:"0" maximum:"1000000000"`
}

// ByNumber names an order.
type ByNumber struct {
	Guest
	Number string `path:"number" maxLength:"30"`
}

// MineInput lists the caller's orders.
type MineInput struct {
	contract.Paging
}

// TrackInput finds a guest's order; the answer is the same for every miss.
type TrackInput struct {
	Body struct {
		Number string `json:"number" minLength:"3" maxLength:"30"`
		Email  string `json:"email" format:"email" maxLength:"254"`
	}
}

// Tracked opens the order that was found.
type Tracked struct {
	Number string `json:"number"`
	Link   string `json:"link"`
}

// OpenInput swaps a link for its order.
type OpenInput struct {
	Guest
}

// CancelInput cancels an order; a paid one is refunded.
type CancelInput struct {
	contract.Keyed
	ByNumber
	Body struct {
		Why string `json:"why,omitzero" maxLength:"300"`
	}
}

// MoveInput moves an order on.
type MoveInput struct {
	contract.Keyed
	ByNumber
	Body struct {
		To      State  `json:"to" enum:"confirmed,preparing,ready,out_for_delivery,delivered,delivery_failed,cancelled"`
		Version int64  `json:"version,omitzero" minimum:"1" doc:"refused with version_conflict if the order has moved since"`
		Why     string `json:"why,omitzero" maxLength:"300"`
	}
}

// RefundInput gives back what is owed, or all of a delivered order.
type RefundInput struct {
	contract.Keyed
	ByNumber
}

// BoardInput names a day.
type BoardInput struct {
	Date string `query:"date" format:"date" doc:"today when absent"`
}

// SearchInput finds orders in the back office.
type SearchInput struct {
	contract.Paging
	Q     string `query:"q" maxLength:"80" doc:"number, buyer, recipient or e-mail"`
	State State  `query:"state" maxLength:"30"`
	Date  string `query:"date" format:"date" doc:"of delivery"`
}

// PayInput starts a payment.
type PayInput struct {
	contract.Keyed
	ByNumber
}

// SandboxInput names a sandbox payment by its token.
type SandboxInput struct {
	Token string `path:"token" maxLength:"100"`
}

// SandboxDecision is the buyer's click on the sandbox's page.
type SandboxDecision struct {
	contract.Keyed
	SandboxInput
	Body struct {
		Decision string `json:"decision" enum:"approve,decline,abandon"`
	}
}

// ReturnInput is the buyer's return from the provider.
type ReturnInput struct {
	contract.Keyed
	Body struct {
		Token string `json:"token" minLength:"1" maxLength:"100"`
	}
}

// Returned tells how the payment ended.
type Returned struct {
	Number  string `json:"number"`
	State   State  `json:"state"`
	Outcome string `json:"outcome" enum:"accepted,declined,abandoned,expired,pending,refunded"`
}

// VerifyInput checks a guest's link for another service.
type VerifyInput struct {
	Body struct {
		Link string `json:"link" minLength:"1" maxLength:"200"`
	}
}
