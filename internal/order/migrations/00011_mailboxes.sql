-- +goose Up

-- Whose mailbox an e-mail is, so that a guest's order joins the account of who reads
-- its mails. A guest's placing writes its row too, without an owner: placing and
-- verifying at the same moment then wait for each other.
CREATE TABLE mailboxes (
    hash    text   NOT NULL PRIMARY KEY, -- of the e-mail in lower case
    owner   text   NOT NULL,             -- the account that has verified it; empty: none
    seen_us bigint NOT NULL
);
CREATE INDEX mailboxes_owner ON mailboxes (owner) WHERE owner <> '';
CREATE INDEX mailboxes_unowned ON mailboxes (seen_us) WHERE owner = '';

-- The accounts that were heard of: events come in any order, and one that is gone
-- may not come back with a late user.verified.
CREATE TABLE accounts (
    id   text   NOT NULL PRIMARY KEY,
    gone bigint NOT NULL CHECK (gone IN (0, 1))
);
