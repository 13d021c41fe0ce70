-- name: Profile :one
SELECT * FROM profiles WHERE user_id = @user_id AND gone_us = 0;

-- name: RegisterProfile :exec
-- Whatever is there already is of later: a verification, or the end.
INSERT INTO profiles (user_id, email, name, phone, rut, lang, edited, addresses, recipients, version, created_us, gone_us)
VALUES (@user_id, @email, @name, '', '', @lang, false, 0, 0, 1, @now_us, 0)
ON CONFLICT (user_id) DO NOTHING;

-- name: VerifyProfile :exec
INSERT INTO profiles (user_id, email, name, phone, rut, lang, edited, addresses, recipients, version, created_us, gone_us)
VALUES (@user_id, @email, @name, '', '', @lang, false, 0, 0, 1, @now_us, 0)
ON CONFLICT (user_id) DO UPDATE SET
    email = excluded.email,
    name = CASE WHEN profiles.edited THEN profiles.name ELSE excluded.name END,
    lang = CASE WHEN profiles.edited THEN profiles.lang ELSE excluded.lang END,
    version = profiles.version + 1
WHERE profiles.gone_us = 0;

-- name: ChangeProfile :one
-- No row: there is no profile, or it says so already.
UPDATE profiles SET name = @name, phone = @phone, rut = @rut, lang = @lang, edited = true, version = version + 1
WHERE user_id = @user_id AND gone_us = 0 AND (name <> @name OR phone <> @phone OR rut <> @rut OR lang <> @lang)
RETURNING *;

-- name: EraseProfile :exec
INSERT INTO profiles (user_id, email, name, phone, rut, lang, edited, addresses, recipients, version, created_us, gone_us)
VALUES (@user_id, '', '', '', '', '', false, 0, 0, 1, 0, @now_us)
ON CONFLICT (user_id) DO UPDATE SET
    email = '', name = '', phone = '', rut = '', lang = '', addresses = 0, recipients = 0, created_us = 0,
    version = profiles.version + 1, gone_us = excluded.gone_us
WHERE profiles.gone_us = 0;

-- name: TakeAddressPlace :execrows
-- The bound is held here: whoever adds at the same time waits for this row.
UPDATE profiles SET addresses = addresses + 1 WHERE user_id = @user_id AND gone_us = 0 AND addresses < @most;

-- name: GiveAddressPlace :exec
UPDATE profiles SET addresses = addresses - 1 WHERE user_id = @user_id AND gone_us = 0 AND addresses > 0;

-- name: TakeRecipientPlace :execrows
UPDATE profiles SET recipients = recipients + 1 WHERE user_id = @user_id AND gone_us = 0 AND recipients < @most;

-- name: GiveRecipientPlace :exec
UPDATE profiles SET recipients = recipients - 1 WHERE user_id = @user_id AND gone_us = 0 AND recipients > 0;
