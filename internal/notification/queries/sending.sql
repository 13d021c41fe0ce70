-- name: InsertMail :exec
INSERT INTO mails (id, event_id, kind, recipient, lang, subject, body, html, facts, sealed, account, staff, state, tries, next_us, error, resend_key, created_us, sent_us)
VALUES (@id, @event_id, @kind, @recipient, @lang, @subject, '', '', @facts, @sealed, @account, @staff, @state, 0, @next_us, '', '', @created_us, 0)
ON CONFLICT (event_id, kind) DO NOTHING;

-- name: TakeDue :many
-- The outer conditions decide: of two who found the same mail one waits for the
-- other, and then finds it leased.
UPDATE mails SET tries = tries + 1, next_us = @lease_us
WHERE mails.state = 'queued' AND mails.next_us <= @now_us AND mails.id IN (
    SELECT m.id FROM mails m WHERE m.state = 'queued' AND m.next_us <= @due_us ORDER BY m.next_us, m.id LIMIT @size
)
RETURNING *;

-- name: MarkSent :execrows
-- Whoever took the mail says so, by its number of tries. From now on it stays as it
-- was sent, but for its secret, which has done its work.
UPDATE mails SET state = 'sent', sent_us = @now_us, error = '', sealed = '', subject = @subject, body = @body, html = @html
WHERE id = @id AND state = 'queued' AND tries = @tries;

-- name: MarkMissed :execrows
UPDATE mails SET state = @state, next_us = @next_us, error = @error
WHERE id = @id AND state = 'queued' AND tries = @tries;

-- name: KeepQueued :execrows
UPDATE mails SET state = 'kept', error = '' WHERE state = 'queued' AND next_us <= @now_us;

-- name: ForgetMails :execrows
DELETE FROM mails WHERE id IN (SELECT m.id FROM mails m WHERE m.created_us < @before_us AND m.state <> 'queued' ORDER BY m.created_us LIMIT @size);
