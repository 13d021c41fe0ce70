-- name: InsertIntent :execrows
INSERT INTO intents (scope, key, hash, order_id, state, version, lease_us, release_us, status, answer, created_us)
VALUES (@scope, @key, @hash, @order_id, 'open', 1, @lease_us, 0, 0, '', @created_us)
ON CONFLICT (scope, key) DO NOTHING;

-- name: Intent :one
SELECT * FROM intents WHERE scope = @scope AND key = @key;

-- name: ResumeIntent :execrows
-- A lease that lasts is nobody else's to take.
UPDATE intents SET version = version + 1, lease_us = @lease_us
WHERE scope = @scope AND key = @key AND version = @version AND state = 'open' AND lease_us <= @now_us;

-- name: EndIntent :execrows
UPDATE intents SET state = @state, version = @new_version, status = @status, answer = @answer, release_us = @release_us
WHERE scope = @scope AND key = @key AND version = @version AND state = 'open';

-- name: YieldIntent :execrows
UPDATE intents SET lease_us = @now_us
WHERE scope = @scope AND key = @key AND version = @version AND state = 'open';

-- name: AbandonedIntents :many
SELECT scope, key, order_id, version FROM intents
WHERE state = 'open' AND lease_us <= @before_us ORDER BY lease_us LIMIT @most;

-- name: ReleasesOwed :many
SELECT scope, key, order_id, version FROM intents
WHERE release_us > 0 AND release_us <= @now_us ORDER BY release_us LIMIT @most;

-- name: PutOffRelease :execrows
UPDATE intents SET release_us = @next_us WHERE scope = @scope AND key = @key AND version = @version;

-- name: PruneIntents :execrows
DELETE FROM intents WHERE (scope, key) IN (
    SELECT i.scope, i.key FROM intents i
    WHERE i.created_us < @before_us AND i.state <> 'open' AND i.release_us = 0 ORDER BY i.created_us LIMIT @most);

-- name: ForgetIntents :exec
DELETE FROM intents WHERE order_id = @order_id;

-- name: CountUnsettledIntents :one
SELECT count(*) FROM intents WHERE state = 'open' OR release_us > 0;

-- name: InsertAnswer :execrows
INSERT INTO answers (scope, key, hash, order_id, status, body, created_us)
VALUES (@scope, @key, @hash, @order_id, @status, @body, @created_us)
ON CONFLICT (scope, key) DO NOTHING;

-- name: Answer :one
SELECT hash, status, body FROM answers WHERE scope = @scope AND key = @key;

-- name: PruneAnswers :execrows
DELETE FROM answers WHERE (scope, key) IN (
    SELECT a.scope, a.key FROM answers a WHERE a.created_us < @before_us ORDER BY a.created_us LIMIT @most);

-- name: ForgetAnswers :exec
DELETE FROM answers WHERE order_id = @order_id;

-- name: CountTry :one
-- The window begins with its first try; later ones do not move it.
INSERT INTO track_tries (number, since_us, tries) VALUES (@number, @now_us, 1)
ON CONFLICT (number) DO UPDATE SET
    tries = CASE WHEN track_tries.since_us <= @window_us THEN 1 ELSE track_tries.tries + 1 END,
    since_us = CASE WHEN track_tries.since_us <= @window_us THEN @now_us ELSE track_tries.since_us END
RETURNING tries, since_us;

-- name: PruneTries :execrows
DELETE FROM track_tries WHERE since_us <= @before_us;
