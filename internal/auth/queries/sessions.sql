-- name: InsertSession :exec
INSERT INTO sessions (id, user_id, device, created_us, last_used_us, expires_us)
VALUES (@id, @user_id, @device, @now_us, @now_us, @expires_us);

-- name: TouchSession :one
-- Holds the row: a session that is being ended gives no more tokens.
UPDATE sessions SET last_used_us = @now_us
WHERE id = @id AND expires_us > @now_us
RETURNING *;

-- name: ListSessions :many
SELECT * FROM sessions WHERE user_id = @user_id AND expires_us > @now_us ORDER BY last_used_us DESC, id;

-- name: EndSession :many
DELETE FROM sessions WHERE id = @id RETURNING id, user_id;

-- name: EndOwnSession :many
DELETE FROM sessions WHERE id = @id AND user_id = @user_id RETURNING id, user_id;

-- name: EndSessionsOf :many
DELETE FROM sessions WHERE user_id = @user_id AND id <> @except_id RETURNING id, user_id;

-- name: InsertRefreshToken :exec
INSERT INTO refresh_tokens (hash, session_id, used_us, expires_us) VALUES (@hash, @session_id, 0, @expires_us);

-- name: RefreshTokenByHash :one
SELECT * FROM refresh_tokens WHERE hash = @hash AND expires_us > @now_us;

-- name: UseRefreshToken :execrows
UPDATE refresh_tokens SET used_us = @now_us WHERE hash = @hash AND used_us = 0;

-- name: InsertRevocation :exec
INSERT INTO revocations (id, session_id, user_id, role_version, at_us)
VALUES (@id, @session_id, @user_id, @role_version, @at_us);

-- name: RevocationsSince :many
SELECT session_id, user_id, role_version FROM revocations WHERE at_us >= @since_us ORDER BY at_us, id;
