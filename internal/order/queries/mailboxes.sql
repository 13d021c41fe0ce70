-- name: SeeMailbox :one
INSERT INTO mailboxes (hash, owner, seen_us) VALUES (@hash, '', @seen_us)
ON CONFLICT (hash) DO UPDATE SET seen_us = excluded.seen_us RETURNING owner;

-- name: OwnMailbox :exec
INSERT INTO mailboxes (hash, owner, seen_us) VALUES (@hash, @owner, @seen_us)
ON CONFLICT (hash) DO UPDATE SET owner = excluded.owner, seen_us = excluded.seen_us;

-- name: DisownMailboxes :execrows
DELETE FROM mailboxes WHERE owner <> '' AND owner = @owner;

-- name: PruneMailboxes :execrows
DELETE FROM mailboxes WHERE owner = '' AND seen_us <= @before_us;

-- name: SeeAccount :one
INSERT INTO accounts (id, gone) VALUES (@id, 0) ON CONFLICT (id) DO UPDATE SET gone = accounts.gone RETURNING gone;

-- name: EndAccount :exec
INSERT INTO accounts (id, gone) VALUES (@id, 1) ON CONFLICT (id) DO UPDATE SET gone = 1;
