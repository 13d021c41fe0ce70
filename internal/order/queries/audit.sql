-- name: SlotCounts :many
SELECT key, taken FROM slot_counters WHERE taken > 0 ORDER BY key;

-- name: LiveBySlot :many
SELECT slot_key, count(*) AS n FROM orders WHERE live = 1 GROUP BY slot_key ORDER BY slot_key;

-- name: ClaimsBySlot :many
SELECT key, count(*) AS n FROM slot_claims GROUP BY key ORDER BY key;

-- name: UnpaidGoods :many
SELECT goods FROM orders WHERE state IN ('pending_payment', 'paying');

-- name: CountStates :many
SELECT state, count(*) AS n FROM orders GROUP BY state;

-- name: LedgerSums :many
SELECT kind, CAST(sum(amount_clp) AS bigint) AS total FROM ledger GROUP BY kind;

-- name: Balances :many
-- What the ledger says of every order, to hold against its state.
SELECT o.number, o.state, o.live, o.total_clp, o.give_back, o.due_us,
    CAST(coalesce(sum(CASE l.kind WHEN 'charge' THEN l.amount_clp WHEN 'refund' THEN -l.amount_clp ELSE 0 END), 0) AS bigint) AS net_clp
FROM orders o LEFT JOIN ledger l ON l.order_id = o.id
GROUP BY o.id, o.number, o.state, o.live, o.total_clp, o.give_back, o.due_us
ORDER BY o.number;

