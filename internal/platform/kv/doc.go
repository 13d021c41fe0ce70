// Package kv is a small key-value store with versions, expiry and atomic
// updates of one key: carts, wishlists, sessions and rate limits stand on it.
//
// Table keeps it in the embedded relational store, Memory in bounded memory,
// and platform/redis on a server that several replicas share.
package kv
