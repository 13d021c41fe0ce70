-- name: OrdersOn :many
SELECT * FROM orders WHERE delivery_date = @delivery_date AND live = 1 ORDER BY placed_us, id LIMIT @most;

-- name: CountStatesOn :many
SELECT state, count(*) AS n FROM orders WHERE delivery_date = @delivery_date GROUP BY state;

-- name: SearchAll :many
SELECT * FROM orders ORDER BY placed_us DESC, id DESC LIMIT @most OFFSET @skip;

-- name: CountAll :one
SELECT count(*) FROM orders;

-- name: SearchState :many
SELECT * FROM orders WHERE state = @state ORDER BY placed_us DESC, id DESC LIMIT @most OFFSET @skip;

-- name: CountState :one
SELECT count(*) FROM orders WHERE state = @state;

-- name: SearchDate :many
SELECT * FROM orders WHERE delivery_date = @delivery_date
    AND (CAST(@state AS text) = '' OR state = CAST(@state AS text))
    AND (CAST(@pattern AS text) = '' OR words LIKE CAST(@pattern AS text) ESCAPE '\')
ORDER BY placed_us DESC, id DESC LIMIT @most OFFSET @skip;

-- name: CountDate :one
SELECT count(*) FROM orders WHERE delivery_date = @delivery_date
    AND (CAST(@state AS text) = '' OR state = CAST(@state AS text))
    AND (CAST(@pattern AS text) = '' OR words LIKE CAST(@pattern AS text) ESCAPE '\');

-- name: SearchEmail :many
SELECT * FROM orders WHERE buyer_email = @buyer_email
    AND (CAST(@state AS text) = '' OR state = CAST(@state AS text))
ORDER BY placed_us DESC, id DESC LIMIT @most OFFSET @skip;

-- name: CountEmail :one
SELECT count(*) FROM orders WHERE buyer_email = @buyer_email
    AND (CAST(@state AS text) = '' OR state = CAST(@state AS text));

-- name: SearchWords :many
-- Walks the orders from the newest on.
SELECT * FROM orders WHERE words LIKE CAST(@pattern AS text) ESCAPE '\'
    AND (CAST(@state AS text) = '' OR state = CAST(@state AS text))
ORDER BY placed_us DESC, id DESC LIMIT @most OFFSET @skip;

-- name: CountWords :one
SELECT count(*) FROM orders WHERE words LIKE CAST(@pattern AS text) ESCAPE '\'
    AND (CAST(@state AS text) = '' OR state = CAST(@state AS text));
