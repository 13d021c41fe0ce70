-- name: InsertOrder :exec
INSERT INTO orders (id, number, state, version, live, channel, lang, customer_id, buyer_email, total_clp, delivery_date, slot_key,
    people, goods, words, link_epoch, pay_until_us, due_us, paying_id, paid_by, give_back, forget, placed_us, updated_us)
VALUES (@id, @number, @state, @version, @live, @channel, @lang, @customer_id, @buyer_email, @total_clp, @delivery_date, @slot_key,
    @people, @goods, @words, @link_epoch, @pay_until_us, @due_us, @paying_id, @paid_by, @give_back, @forget, @placed_us, @updated_us);

-- name: UpdateOrder :execrows
UPDATE orders SET state = @state, version = @version, live = @live, due_us = @due_us, paying_id = @paying_id,
    paid_by = @paid_by, give_back = @give_back, updated_us = @updated_us
WHERE id = @id AND version = @was;

-- name: OrderByID :one
SELECT * FROM orders WHERE id = @id;

-- name: OrderByNumber :one
SELECT * FROM orders WHERE number = @number;

-- name: VersionOf :one
SELECT version FROM orders WHERE id = @id;

-- name: NumberTaken :one
SELECT count(*) FROM orders WHERE number = @number;

-- name: DueOrders :many
SELECT id, due_us FROM orders WHERE due_us > 0 AND due_us <= @now_us ORDER BY due_us LIMIT @most;

-- name: TakeDue :execrows
-- Of several replicas one works on the order; the others see that it is not due.
UPDATE orders SET due_us = @next_us WHERE id = @id AND due_us = @due_us;

-- name: InsertStep :exec
INSERT INTO order_events (order_id, version, state, actor, actor_id, channel, why, at_us)
VALUES (@order_id, @version, @state, @actor, @actor_id, @channel, @why, @at_us);

-- name: Steps :many
SELECT * FROM order_events WHERE order_id = @order_id ORDER BY version;

-- name: OrdersOf :many
SELECT * FROM orders WHERE customer_id <> '' AND customer_id = @customer_id
ORDER BY placed_us DESC, id DESC LIMIT @most OFFSET @skip;

-- name: CountOrdersOf :one
SELECT count(*) FROM orders WHERE customer_id <> '' AND customer_id = @customer_id;

-- name: JoinByEmail :execrows
UPDATE orders SET customer_id = @customer_id WHERE buyer_email = @buyer_email AND customer_id = '' AND forget = 0;

-- name: ForgetCustomer :execrows
UPDATE orders SET customer_id = '', forget = 1 WHERE customer_id <> '' AND customer_id = @customer_id;

-- name: OrdersToForget :many
SELECT * FROM orders WHERE forget = 1 AND updated_us <= @before_us
    AND state IN ('expired', 'delivered', 'cancelled', 'refunded') AND due_us = 0
ORDER BY updated_us LIMIT @most;

-- name: Anonymise :execrows
UPDATE orders SET people = @people, buyer_email = '', words = @words, link_epoch = link_epoch + 1, forget = 0
WHERE id = @id AND version = @version AND forget = 1;

-- name: AnonymiseSteps :exec
UPDATE order_events SET actor_id = '', why = '' WHERE order_id = @order_id AND actor = 'customer';
