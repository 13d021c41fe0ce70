-- +goose Up

-- Times are microseconds since 1970 UTC, 0 is "not"; money is whole pesos; flags are 0 or 1.

-- One row an idempotency key of placing. version is the lease's number and
-- becomes the order's first version.
CREATE TABLE intents (
    scope      text   NOT NULL, -- the account or the cart that the key belongs to
    key        text   NOT NULL,
    hash       text   NOT NULL, -- of the body
    order_id   text   NOT NULL,
    state      text   NOT NULL CHECK (state IN ('open', 'done', 'refused', 'abandoned')),
    version    bigint NOT NULL CHECK (version >= 1),
    lease_us   bigint NOT NULL, -- until when the lease lasts
    release_us bigint NOT NULL, -- when to tell product-service next that the hold is over
    status     bigint NOT NULL,
    answer     text   NOT NULL, -- JSON, without the order's link
    created_us bigint NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX intents_open ON intents (lease_us) WHERE state = 'open';
CREATE INDEX intents_release ON intents (release_us) WHERE release_us > 0;
CREATE INDEX intents_created ON intents (created_us);
CREATE INDEX intents_order ON intents (order_id);

CREATE TABLE orders (
    id            text   NOT NULL PRIMARY KEY,
    number        text   NOT NULL UNIQUE,
    state         text   NOT NULL CHECK (state IN ('pending_payment', 'paying', 'expired', 'paid', 'confirmed', 'preparing',
                         'ready', 'out_for_delivery', 'delivered', 'delivery_failed', 'cancelled', 'refunded')),
    version       bigint NOT NULL,
    live          bigint NOT NULL CHECK (live IN (0, 1)), -- counts in its slot
    channel       text   NOT NULL,
    lang          text   NOT NULL,
    customer_id   text   NOT NULL, -- empty for a guest
    buyer_email   text   NOT NULL, -- lower case
    total_clp     bigint NOT NULL CHECK (total_clp >= 0),
    delivery_date text   NOT NULL,
    slot_key      text   NOT NULL,
    people        text   NOT NULL, -- JSON: buyer, recipient, card
    goods         text   NOT NULL, -- JSON: lines, totals, delivery, cart
    words         text   NOT NULL, -- folded, for the search
    link_epoch    bigint NOT NULL,
    pay_until_us  bigint NOT NULL,
    due_us        bigint NOT NULL, -- when the service itself must look at the order
    paying_id     text   NOT NULL, -- the payment being settled while paying
    paid_by       text   NOT NULL, -- the payment that paid it
    give_back     bigint NOT NULL CHECK (give_back IN (0, 1)), -- staff gave a delivered order's money back
    forget        bigint NOT NULL CHECK (forget IN (0, 1)),    -- anonymise once it is over
    placed_us     bigint NOT NULL,
    updated_us    bigint NOT NULL
);
CREATE INDEX orders_customer ON orders (customer_id, placed_us) WHERE customer_id <> '';
CREATE INDEX orders_email ON orders (buyer_email, placed_us);
CREATE INDEX orders_date ON orders (delivery_date, placed_us);
CREATE INDEX orders_state ON orders (state, placed_us);
CREATE INDEX orders_placed ON orders (placed_us);
CREATE INDEX orders_due ON orders (due_us) WHERE due_us > 0;
CREATE INDEX orders_forget ON orders (updated_us) WHERE forget = 1;

-- The timeline: one row a move, numbered by the version that the move gave.
CREATE TABLE order_events (
    order_id text   NOT NULL REFERENCES orders (id),
    version  bigint NOT NULL,
    state    text   NOT NULL,
    actor    text   NOT NULL CHECK (actor IN ('customer', 'staff', 'system', 'payment')),
    actor_id text   NOT NULL,
    channel  text   NOT NULL,
    why      text   NOT NULL,
    at_us    bigint NOT NULL,
    PRIMARY KEY (order_id, version)
);

CREATE TABLE slot_counters (
    key   text   NOT NULL PRIMARY KEY,
    date  text   NOT NULL,
    taken bigint NOT NULL CHECK (taken >= 0)
);
CREATE INDEX slot_counters_date ON slot_counters (date);

-- One row a live order, beside the counter: what the counter must equal.
CREATE TABLE slot_claims (
    order_id text   NOT NULL PRIMARY KEY REFERENCES orders (id),
    key      text   NOT NULL,
    at_us    bigint NOT NULL
);
CREATE INDEX slot_claims_key ON slot_claims (key);

-- Attempts to pay.
CREATE TABLE payments (
    id         text   NOT NULL PRIMARY KEY,
    order_id   text   NOT NULL REFERENCES orders (id),
    provider   text   NOT NULL,
    token      text   NOT NULL UNIQUE, -- the provider's name of the attempt
    amount_clp bigint NOT NULL CHECK (amount_clp >= 0),
    state      text   NOT NULL CHECK (state IN ('started', 'accepted', 'declined', 'abandoned', 'refunded')),
    created_us bigint NOT NULL,
    updated_us bigint NOT NULL
);
CREATE INDEX payments_order ON payments (order_id);

-- Append-only: paid and refunded are sums of it.
CREATE TABLE ledger (
    id         text   NOT NULL PRIMARY KEY,
    order_id   text   NOT NULL REFERENCES orders (id),
    payment_id text   NOT NULL REFERENCES payments (id),
    kind       text   NOT NULL CHECK (kind IN ('charge', 'refund')),
    amount_clp bigint NOT NULL CHECK (amount_clp > 0),
    at_us      bigint NOT NULL,
    UNIQUE (payment_id, kind)
);
CREATE INDEX ledger_order ON ledger (order_id);

-- Answers to idempotent calls other than placing.
CREATE TABLE answers (
    scope      text   NOT NULL, -- who asks, and for what
    key        text   NOT NULL,
    hash       text   NOT NULL,
    order_id   text   NOT NULL,
    status     bigint NOT NULL,
    body       text   NOT NULL,
    created_us bigint NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX answers_created ON answers (created_us);
CREATE INDEX answers_order ON answers (order_id);

CREATE TABLE track_tries (
    number    text   NOT NULL PRIMARY KEY,
    since_us  bigint NOT NULL, -- when the window began
    tries     bigint NOT NULL
);
CREATE INDEX track_tries_since ON track_tries (since_us);

-- The sandbox provider's own books; nothing above refers to them.
CREATE TABLE sandbox_payments (
    token        text   NOT NULL PRIMARY KEY,
    reference    text   NOT NULL,
    number       text   NOT NULL,
    amount_clp   bigint NOT NULL,
    return_url   text   NOT NULL,
    state        text   NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'abandoned')),
    charged_us   bigint NOT NULL, -- set once by the commit of an approved one
    refunded_us  bigint NOT NULL,
    created_us   bigint NOT NULL
);
CREATE INDEX sandbox_payments_created ON sandbox_payments (created_us);
