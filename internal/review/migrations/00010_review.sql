-- +goose Up

-- Delivered orders: what may be reviewed, and by whom.
CREATE TABLE orders (
	id           text   NOT NULL PRIMARY KEY,
	doc          text   NOT NULL,
	rev          bigint NOT NULL,
	delivered_us bigint NOT NULL,
	customer_id  text   GENERATED ALWAYS AS (json_extract(doc, '$.customer_id')) VIRTUAL,
	mailbox      text   GENERATED ALWAYS AS (json_extract(doc, '$.mailbox')) VIRTUAL
);
CREATE INDEX orders_customer ON orders (customer_id, delivered_us) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_mailbox ON orders (mailbox) WHERE mailbox IS NOT NULL;

CREATE TABLE reviews (
	id         text   NOT NULL PRIMARY KEY,
	doc        text   NOT NULL,
	rev        bigint NOT NULL,
	created_us bigint NOT NULL,
	changed_us bigint NOT NULL,
	settled    bigint NOT NULL,
	product_id text   GENERATED ALWAYS AS (json_extract(doc, '$.product_id')) VIRTUAL NOT NULL,
	customer   text   GENERATED ALWAYS AS (json_extract(doc, '$.customer')) VIRTUAL,
	slug       text   GENERATED ALWAYS AS (json_extract(doc, '$.slug')) VIRTUAL NOT NULL,
	state      text   GENERATED ALWAYS AS (json_extract(doc, '$.state')) VIRTUAL NOT NULL
);
CREATE UNIQUE INDEX reviews_writer ON reviews (customer, product_id) WHERE customer IS NOT NULL;
CREATE INDEX reviews_slug ON reviews (slug, state, created_us);
CREATE INDEX reviews_state ON reviews (state, created_us);
CREATE INDEX reviews_unsettled ON reviews (changed_us) WHERE settled = 0;

-- The keys of the calls that a review keeps the answers of.
CREATE TABLE review_keys (
	key       text NOT NULL PRIMARY KEY,
	review_id text NOT NULL REFERENCES reviews (id)
) WITHOUT ROWID;
CREATE INDEX review_keys_review ON review_keys (review_id);

CREATE TABLE tallies (
	product_id text   NOT NULL PRIMARY KEY,
	doc        text   NOT NULL,
	rev        bigint NOT NULL
);

-- Whose account was deleted, for what is heard late.
CREATE TABLE gone (
	who   text   NOT NULL PRIMARY KEY,
	at_us bigint NOT NULL
) WITHOUT ROWID;
CREATE INDEX gone_at ON gone (at_us);
