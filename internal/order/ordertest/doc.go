// Package ordertest starts order-service on its real store with neighbours in
// memory that speak the real contracts: a cart, and a product-service that keeps
// prices, stock and holds by the rules of architecture.md. It is for tests.
package ordertest
