-- name: InsertUser :execrows
INSERT INTO users (id, email, name, lang, password_hash, role, role_version, must_change, active, verified_us, last_login_us, version, created_us)
VALUES (@id, @email, @name, @lang, @password_hash, @role, 1, @must_change, true, @verified_us, 0, 1, @created_us)
ON CONFLICT (email) DO NOTHING;

-- name: UserByID :one
SELECT * FROM users WHERE id = @id;

-- name: UserByEmail :one
SELECT * FROM users WHERE email = @email;

-- name: NoteLogin :one
-- Holds the row, so that a change of password and a log-in with the old one do not pass each other.
UPDATE users SET last_login_us = @now_us
WHERE id = @id AND password_hash = @password_hash AND active AND verified_us > 0
RETURNING *;

-- name: VerifyUser :one
UPDATE users SET verified_us = @now_us, password_hash = @password_hash, name = @name, lang = @lang, version = version + 1
WHERE id = @id AND verified_us = 0 AND active
RETURNING *;

-- name: ReplacePassword :one
UPDATE users SET password_hash = @new_hash, must_change = false, version = version + 1
WHERE id = @id AND password_hash = @old_hash AND active
RETURNING *;

-- name: ResetPassword :one
-- Whoever followed the link reads the e-mail: it is verified too.
UPDATE users SET password_hash = @password_hash, must_change = false, version = version + 1,
    verified_us = CASE WHEN verified_us = 0 THEN @now_us ELSE verified_us END
WHERE id = @id AND active
RETURNING *;

-- name: LockUser :one
-- What is decided by the row from here on stays true until the commit: whoever
-- else changes it, or logs in, waits.
UPDATE users SET version = version WHERE id = @id
RETURNING *;

-- name: SetRole :one
UPDATE users SET role = @role, role_version = role_version + 1, version = version + 1
WHERE id = @id
RETURNING *;

-- name: SetActive :one
UPDATE users SET active = @active, role_version = role_version + 1, version = version + 1
WHERE id = @id
RETURNING *;

-- name: HoldAdmins :exec
-- Two admins who take the role from each other wait for one another here, and so
-- does whoever makes the user in question one.
UPDATE users SET version = version WHERE role = 'admin' OR id = @id;

-- name: CountAdmins :one
SELECT count(*) FROM users WHERE role = 'admin' AND active AND id <> @except_id;

-- name: DeleteUser :execrows
DELETE FROM users WHERE id = @id;

-- name: ListUsers :many
SELECT * FROM users
WHERE (CAST(@pattern AS text) = '' OR email LIKE CAST(@pattern AS text) ESCAPE '\')
    AND (CAST(@role AS text) = '' OR role = CAST(@role AS text))
    AND (CAST(@staff AS bigint) = 0 OR role <> 'customer')
ORDER BY email
LIMIT CAST(@size AS bigint) OFFSET CAST(@skip AS bigint);

-- name: CountUsers :one
SELECT count(*) FROM users
WHERE (CAST(@pattern AS text) = '' OR email LIKE CAST(@pattern AS text) ESCAPE '\')
    AND (CAST(@role AS text) = '' OR role = CAST(@role AS text))
    AND (CAST(@staff AS bigint) = 0 OR role <> 'customer');
