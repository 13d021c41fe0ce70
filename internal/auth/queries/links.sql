-- name: InsertOneTimeToken :exec
INSERT INTO one_time_tokens (hash, user_id, purpose, password_hash, name, lang, created_us, expires_us)
VALUES (@hash, @user_id, @purpose, @password_hash, @name, @lang, @created_us, @expires_us);

-- name: OneTimeToken :one
SELECT * FROM one_time_tokens WHERE hash = @hash AND purpose = @purpose AND expires_us > @now_us;

-- name: TakeOneTimeToken :one
-- Of any number who take it at once, one gets the row.
DELETE FROM one_time_tokens WHERE hash = @hash AND purpose = @purpose AND expires_us > @now_us
RETURNING *;

-- name: NewestOneTimeToken :one
SELECT * FROM one_time_tokens WHERE user_id = @user_id AND purpose = @purpose ORDER BY created_us DESC, hash LIMIT 1;

-- name: DropOneTimeTokens :exec
DELETE FROM one_time_tokens WHERE user_id = @user_id;

-- name: DropVerifications :exec
DELETE FROM one_time_tokens WHERE user_id = @user_id AND purpose = 'verify';

-- name: CountAttempt :one
-- Counting starts again once the last counted attempt is older than the window;
-- attempts beyond the limit are not counted, so that they do not prolong the lock.
INSERT INTO throttles (kind, email_hash, count, last_us) VALUES ('login', @email_hash, 1, @now_us)
ON CONFLICT (kind, email_hash) DO UPDATE SET
    count = CASE WHEN throttles.last_us <= @window_us THEN 1 ELSE throttles.count + 1 END,
    last_us = CASE WHEN throttles.last_us <= @window_us OR throttles.count < @most THEN @now_us ELSE throttles.last_us END
RETURNING count;

-- name: TakeMailTurn :execrows
INSERT INTO throttles (kind, email_hash, count, last_us) VALUES ('mail', @email_hash, 1, @now_us)
ON CONFLICT (kind, email_hash) DO UPDATE SET last_us = @now_us WHERE throttles.last_us <= @window_us;

-- name: ClearThrottle :exec
DELETE FROM throttles WHERE kind = @kind AND email_hash = @email_hash;
