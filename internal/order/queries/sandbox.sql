-- name: OpenSandboxPayment :exec
INSERT INTO sandbox_payments (token, reference, number, amount_clp, return_url, state, charged_us, refunded_us, created_us)
VALUES (@token, @reference, @number, @amount_clp, @return_url, 'open', 0, 0, @created_us);

-- name: SandboxPayment :one
SELECT * FROM sandbox_payments WHERE token = @token;

-- name: DecideSandboxPayment :execrows
UPDATE sandbox_payments SET state = @state WHERE token = @token AND state = 'open';

-- name: ChargeSandboxPayment :execrows
UPDATE sandbox_payments SET charged_us = @now_us WHERE token = @token AND state = 'approved' AND charged_us = 0;

-- name: RefundSandboxPayment :execrows
UPDATE sandbox_payments SET refunded_us = @now_us WHERE token = @token AND charged_us > 0 AND refunded_us = 0;
