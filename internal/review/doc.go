// Package review is review-service: what buyers say of what was delivered to them,
// what staff let others read of it, and each product's rating.
//
// Its rules:
//   - Only what was delivered can be reviewed, by the account that bought it or by
//     who holds the order's link. order-service alone knows whose a link is.
//   - One review a customer and product; a customer is an account, or a guest's
//     e-mail by its hash. Writing again replaces it, and it waits again.
//   - Nobody but its writer and staff sees a review that is not published.
//   - A product's tally is one document that says which reviews it counts, so that
//     count and sum are of one moment. A review changes first; the tally, with the
//     event, follows in its own write; Sweep finishes what a crash left between.
//   - When an account is deleted its reviews stay, of nobody.
//
// Everybody reads, buyers write, staff decide. It calls order-service.
package review
