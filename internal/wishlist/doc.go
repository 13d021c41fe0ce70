// Package wishlist is wishlist-service: what a customer means to remember, for ever.
//
// A list is one value of a key-value store under the user's identifier, newest
// first, and every change is one atomic update of it. What is shown of an item is
// product-service's of this moment; an item whose product is gone stays, and says so.
//
// Called by customers, each for the own list. Calls product-service (prices) and,
// as the customer, cart-service (to move an item to the cart).
package wishlist
