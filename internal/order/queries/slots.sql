-- name: TakePlace :execrows
-- No row means that the slot is full.
INSERT INTO slot_counters (key, date, taken) VALUES (@key, @date, 1)
ON CONFLICT (key) DO UPDATE SET taken = slot_counters.taken + 1 WHERE slot_counters.taken < @capacity;

-- name: InsertClaim :exec
INSERT INTO slot_claims (order_id, key, at_us) VALUES (@order_id, @key, @at_us);

-- name: DropClaim :execrows
DELETE FROM slot_claims WHERE order_id = @order_id;

-- name: GivePlaceBack :execrows
UPDATE slot_counters SET taken = taken - 1 WHERE key = @key;

-- name: Taken :one
SELECT taken FROM slot_counters WHERE key = @key;

-- name: TakenBetween :many
SELECT key, taken FROM slot_counters WHERE date >= @from_date AND date <= @until_date;
