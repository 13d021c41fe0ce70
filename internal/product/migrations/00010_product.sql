-- +goose Up
CREATE TABLE products (
	id         text   NOT NULL PRIMARY KEY,
	rev        bigint NOT NULL, -- before the document: reading it skips no overflow pages
	changed_us bigint NOT NULL,
	doc        text   NOT NULL,
	slug       text   GENERATED ALWAYS AS (json_extract(doc, '$.slug')) VIRTUAL NOT NULL,
	made_by    text   GENERATED ALWAYS AS (json_extract(doc, '$.key')) VIRTUAL
);
CREATE UNIQUE INDEX products_slug ON products (slug);
CREATE UNIQUE INDEX products_made_by ON products (made_by);
CREATE INDEX products_changed ON products (changed_us);

CREATE TABLE terms (
	name text   NOT NULL PRIMARY KEY,
	doc  text   NOT NULL,
	rev  bigint NOT NULL
);

CREATE TABLE stock (
	sku        text    NOT NULL PRIMARY KEY,
	product_id text    NOT NULL,
	initial    bigint  NOT NULL,
	moved      bigint  NOT NULL,
	on_hand    bigint  NOT NULL,
	held       bigint  NOT NULL CHECK (held >= 0),
	consumed   bigint  NOT NULL,
	low_at     bigint  NOT NULL,
	unlimited  bigint  NOT NULL,
	listed     bigint  NOT NULL,
	alert      bigint  NOT NULL,
	band_us    bigint  NOT NULL,
	rev        bigint  NOT NULL,
	CHECK (unlimited = 1 OR on_hand >= held),
	CHECK (on_hand + consumed = initial + moved)
) WITHOUT ROWID;
CREATE INDEX stock_band ON stock (band_us);
CREATE INDEX stock_alert ON stock (alert) WHERE alert > 0;

CREATE TABLE stock_entries (
	sku      text   NOT NULL REFERENCES stock (sku),
	order_id text   NOT NULL,
	version  bigint NOT NULL,
	quantity bigint NOT NULL CHECK (quantity > 0),
	taken_us bigint NOT NULL,
	PRIMARY KEY (sku, order_id)
) WITHOUT ROWID;

CREATE TABLE stock_returns (
	sku      text   NOT NULL REFERENCES stock (sku),
	order_id text   NOT NULL,
	version  bigint NOT NULL,
	at_us    bigint NOT NULL,
	PRIMARY KEY (sku, order_id)
) WITHOUT ROWID;

CREATE TABLE movements (
	id   text NOT NULL PRIMARY KEY,
	sku  text NOT NULL REFERENCES stock (sku),
	key  text NOT NULL,
	doc  text NOT NULL,
	UNIQUE (sku, key)
);
CREATE INDEX movements_sku ON movements (sku, id);

CREATE TABLE reservations (
	order_id   text   NOT NULL PRIMARY KEY,
	doc        text   NOT NULL,
	state      text   NOT NULL CHECK (state IN ('holding', 'held', 'consumed', 'released')),
	version    bigint NOT NULL,
	until_us   bigint NOT NULL,
	settled    bigint NOT NULL,
	updated_us bigint NOT NULL,
	rev        bigint NOT NULL
) WITHOUT ROWID;
CREATE INDEX reservations_open ON reservations (until_us) WHERE state IN ('holding', 'held');
CREATE INDEX reservations_unsettled ON reservations (updated_us) WHERE settled = 0;
