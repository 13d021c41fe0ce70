-- name: ListMails :many
SELECT id, kind, recipient, lang, subject, state, tries, error, created_us, sent_us FROM mails
WHERE (CAST(@state AS text) = '' OR state = CAST(@state AS text))
    AND (CAST(@pattern AS text) = '' OR lower(recipient) LIKE CAST(@pattern AS text) ESCAPE '\')
ORDER BY created_us DESC, id DESC
LIMIT CAST(@size AS bigint) OFFSET CAST(@skip AS bigint);

-- name: CountMails :one
SELECT count(*) FROM mails
WHERE (CAST(@state AS text) = '' OR state = CAST(@state AS text))
    AND (CAST(@pattern AS text) = '' OR lower(recipient) LIKE CAST(@pattern AS text) ESCAPE '\');

-- name: MailByID :one
SELECT * FROM mails WHERE id = @id;

-- name: Reveals :many
SELECT by_id, at_us FROM reveals WHERE mail_id = @mail_id ORDER BY at_us, by_id;

-- name: InsertReveal :exec
INSERT INTO reveals (mail_id, by_id, call_key, at_us) VALUES (@mail_id, @by_id, @call_key, @at_us)
ON CONFLICT (mail_id, by_id, call_key) DO NOTHING;

-- name: SendAgain :execrows
UPDATE mails SET state = @to_state, tries = 0, next_us = @now_us, error = '', resend_key = @resend_key
WHERE id = @id AND state = @from_state;
