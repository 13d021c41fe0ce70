// Package kv is a small key-value store with versions, expiry and atomic
// updates of one key: carts, wishlists, sessions and rate limits stand on it.
//
// Table keeps it in the embedded relational store, Memory in bounded memory;
// a Redis twin does the same by compare-and-set on the version.
package kv
