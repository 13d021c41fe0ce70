// Package carttest runs cart-service for tests: on a real store, beside a
// product-service that sells what the test says, on a clock that the test moves.
package carttest
