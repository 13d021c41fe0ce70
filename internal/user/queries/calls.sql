-- name: NoteCall :execrows
-- Of calls with one key at the same time, the second waits here for the first.
INSERT INTO calls (user_id, key, hash, made_id, at_us) VALUES (@user_id, @key, @hash, @made_id, @at_us)
ON CONFLICT (user_id, key) DO NOTHING;

-- name: Call :one
SELECT * FROM calls WHERE user_id = @user_id AND key = @key;

-- name: DeleteCalls :exec
DELETE FROM calls WHERE user_id = @user_id;

-- name: SweepCalls :exec
DELETE FROM calls WHERE at_us < @before_us;

-- name: SweepGone :exec
DELETE FROM profiles WHERE gone_us > 0 AND gone_us < @before_us;
