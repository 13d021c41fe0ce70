-- name: InsertPayment :exec
INSERT INTO payments (id, order_id, provider, token, amount_clp, state, created_us, updated_us)
VALUES (@id, @order_id, @provider, @token, @amount_clp, @state, @created_us, @updated_us);

-- name: UpdatePayment :execrows
UPDATE payments SET state = @state, updated_us = @updated_us WHERE id = @id;

-- name: PaymentByToken :one
SELECT * FROM payments WHERE token = @token;

-- name: PaymentsOf :many
SELECT * FROM payments WHERE order_id = @order_id ORDER BY created_us, id;

-- name: InsertEntry :exec
INSERT INTO ledger (id, order_id, payment_id, kind, amount_clp, at_us)
VALUES (@id, @order_id, @payment_id, @kind, @amount_clp, @at_us);

-- name: EntriesOf :many
SELECT * FROM ledger WHERE order_id = @order_id ORDER BY at_us, id;
