-- name: PublishKey :exec
INSERT INTO signing_keys (kid, public_key, seen_us) VALUES (@kid, @public_key, @now_us)
ON CONFLICT (kid) DO UPDATE SET seen_us = @now_us;

-- name: PublishedKeys :many
SELECT kid, public_key FROM signing_keys WHERE seen_us > @since_us ORDER BY kid;

-- name: SweepSessions :exec
DELETE FROM sessions WHERE expires_us <= @now_us;

-- name: SweepRefreshTokens :exec
DELETE FROM refresh_tokens WHERE expires_us <= @now_us;

-- name: SweepOneTimeTokens :exec
DELETE FROM one_time_tokens WHERE expires_us <= @now_us;

-- name: SweepThrottles :exec
DELETE FROM throttles WHERE last_us <= @before_us;

-- name: SweepRevocations :exec
DELETE FROM revocations WHERE at_us < @before_us;

-- name: SweepKeys :exec
DELETE FROM signing_keys WHERE seen_us < @before_us;
