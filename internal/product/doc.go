// Package product is product-service: the catalogue, its search and pictures,
// the stock of every SKU, and the holds that order-service takes for its orders.
//
// Readers see a snapshot in memory: the products, their search index and the
// stock bands (in stock, few, none). It is replaced as a whole when something
// changes, by this process at once and by others within two seconds. Exact
// counts and prices for orders are always read from the store.
//
// Stock and holds are rules over single documents: one reservation an order, one
// document a SKU. A call decides on the reservation first, by one conditional
// write; the SKUs follow, in sorted order. Whatever stops in between is finished
// by the next call or by the sweeper. A store that has transactions commits the
// whole call at once, and the rules are the same.
//
// Called by everybody (the catalogue), cart-, wishlist- and order-service
// (prices), order-service (holds), and the staff (products, stock).
package product
