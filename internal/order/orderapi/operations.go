package orderapi

import (
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// Everything order-service can do.
var (
	Zones = contract.Get[contract.None, contract.List[Zone]]("/api/delivery/zones", contract.Public, contract.Cached, contract.Doc("Where the shop delivers, and for how much"))
	Ask   = contract.Post[QuoteInput, Quote]("/api/delivery/quotes", contract.Public, contract.Repeatable("it changes nothing"), contract.Doc("Each slot's price and whether it is free, else why and the next one"), contract.Refuses("sku_not_found"))

	Place  = contract.Post[PlaceInput, Placed]("/api/orders", contract.Owner, contract.Idempotent, contract.Answers(201), contract.Doc("Place what lies in the cart"), contract.Refuses("in_progress", "key_reused", "abandoned", "total_changed", "slot_unavailable", "sold_out", "cart_empty", "cart_problems", "comuna_not_served", "adult_required", "payment_unavailable"))
	Get    = contract.Get[ByNumber, Order]("/api/orders/{number}", contract.Owner, contract.Doc("One order"), contract.Refuses("order_not_found"))
	Mine   = contract.Get[MineInput, contract.List[Summary]]("/api/orders/mine", contract.SignedIn, contract.Doc("The caller's orders, newest first"))
	Track  = contract.Post[TrackInput, Tracked]("/api/orders/track", contract.Public, contract.Once("a second link is the same link"), contract.PerAddress(5, 15*time.Minute), contract.Doc("Open an order by its number and the buyer's e-mail"), contract.Refuses("order_not_found", "too_many_requests"))
	Open   = contract.Get[OpenInput, Order]("/api/orders/open", contract.Owner, contract.Doc("The order that a signed link opens"), contract.Refuses("order_not_found"))
	Cancel = contract.Post[CancelInput, Order]("/api/orders/{number}/cancel", contract.Owner, contract.Idempotent, contract.Doc("Cancel, until preparing begins; what was paid is refunded"), contract.Refuses("order_not_found", "wrong_state"))

	Pay       = contract.Post[PayInput, Started]("/api/payments/{number}", contract.Owner, contract.Idempotent, contract.Answers(201), contract.Doc("Start a payment of an order"), contract.Refuses("order_not_found", "wrong_state", "payment_unavailable"))
	Return    = contract.Post[ReturnInput, Returned]("/api/payments/return", contract.Public, contract.Idempotent, contract.Doc("The buyer is back from the provider: settle the payment"), contract.Refuses("payment_not_found", "in_progress"))
	Sandbox   = contract.Get[SandboxInput, SandboxPayment]("/api/payments/sandbox/{token}", contract.Public, contract.Doc("What the sandbox provider's page shows; demo only"), contract.Refuses("payment_not_found"))
	SandboxDo = contract.Post[SandboxDecision, SandboxPayment]("/api/payments/sandbox/{token}/decisions", contract.Public, contract.Idempotent, contract.Doc("Approve, decline or abandon; demo only"), contract.Refuses("payment_not_found", "already_decided"))

	Search = contract.Get[SearchInput, contract.List[Summary]]("/api/orders", contract.Needs("orders:read"), contract.Doc("Find orders"))
	Today  = contract.Get[BoardInput, Board]("/api/orders/board", contract.Needs("orders:read"), contract.Doc("A day's work by slot and state"))
	Move   = contract.Post[MoveInput, Order]("/api/orders/{number}/moves", contract.Needs("orders:move"), contract.Idempotent, contract.Doc("Move an order on"), contract.Refuses("order_not_found", "wrong_state", "version_conflict"))
	Refund = contract.Post[RefundInput, Order]("/api/orders/{number}/refunds", contract.Needs("payments:write"), contract.Idempotent, contract.Doc("Give back what is owed, or all of a delivered order"), contract.Refuses("order_not_found", "wrong_state", "refund_failed"))

	VerifyLink  = contract.Post[VerifyInput, Verified]("/internal/orders/links", contract.Internal("review-service"), contract.Repeatable("it reads"), contract.Refuses("order_not_found"))
	AuditOrders = contract.Get[contract.None, Audit]("/internal/orders/audit", contract.Internal("order-service"))
)

// Operations lists them for the table of services.
func Operations() []*contract.Op {
	return []*contract.Op{
		Zones.Meta(), Ask.Meta(), Place.Meta(), Get.Meta(), Mine.Meta(), Track.Meta(), Open.Meta(), Cancel.Meta(),
		Pay.Meta(), Return.Meta(), Sandbox.Meta(), SandboxDo.Meta(),
		Search.Meta(), Today.Meta(), Move.Meta(), Refund.Meta(), VerifyLink.Meta(), AuditOrders.Meta(),
	}
}
