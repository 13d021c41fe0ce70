// Package order is order-service: delivery quotes, placing, paying, and every
// move of an order until it is delivered. It owns every price, fee and total.
//
// An order is placed in steps that may each be the last before a crash
// (architecture.md, "Placing an order"): an intent under the caller's key, a hold
// of stock in product-service, one transaction that ends the intent and takes the
// slot, then the payment. Whatever is left half-done is ended by retries with the
// same key or by Sweep, in released holds and a truthful order.
//
// An order's version decides: every change is a conditional write of it, and
// every hold in product-service carries it, so that what comes late is refused.
// No remote call is made inside a transaction. Nothing about money is decided by
// time: the provider is asked.
//
// Called by everybody (quotes, own orders), by guests with a signed link, by the
// staff (board, moves, refunds), and by review- and product-service.
package order
