package main

import (
	"testing/fstest"
)

// schema holds the rows of a purchase and nothing else.
var schema = fstest.MapFS{"00010_floor.sql": {Data: []byte(`-- +goose Up
CREATE TABLE orders (id text PRIMARY KEY, number text NOT NULL UNIQUE, state text NOT NULL, version bigint NOT NULL,
	people text NOT NULL, total_clp bigint NOT NULL, placed_us bigint NOT NULL);
CREATE INDEX orders_placed ON orders (placed_us);
CREATE TABLE lines (order_id text NOT NULL REFERENCES orders (id), sku text NOT NULL, quantity bigint NOT NULL,
	price_clp bigint NOT NULL, goods text NOT NULL, PRIMARY KEY (order_id, sku));
CREATE TABLE moves (order_id text NOT NULL REFERENCES orders (id), version bigint NOT NULL, state text NOT NULL,
	at_us bigint NOT NULL, PRIMARY KEY (order_id, version));
CREATE TABLE stock (sku text PRIMARY KEY, on_hand bigint NOT NULL CHECK (on_hand >= 0));
CREATE TABLE news (id text PRIMARY KEY, type text NOT NULL, body text NOT NULL, created_us bigint NOT NULL);
`)}}
