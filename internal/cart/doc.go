// Package cart is cart-service: what a visitor means to buy.
//
// A cart is one value of a key-value store: a guest's lies under the hash of a
// token of 256 random bits that only the guest has, for 30 days from its last
// change; an account's lies under the user's identifier. Every change is one
// atomic update of that value, and what has to happen once (an add under an
// idempotency key, a paid order, a merge) is noted in the same update.
//
// Prices are product-service's of this moment. A cart without them is never
// shown: while product-service does not answer, neither does the cart.
//
// Called by everybody (their own cart) and order-service (what to order).
package cart
