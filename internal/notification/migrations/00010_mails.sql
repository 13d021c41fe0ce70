-- +goose Up

-- Times are microseconds since 1970 UTC; 0 is "not yet".
CREATE TABLE mails (
    id         text    NOT NULL PRIMARY KEY, -- also left of the @ in Message-ID
    event_id   text    NOT NULL,
    kind       text    NOT NULL,             -- a kind has one recipient an event
    recipient  text    NOT NULL,
    lang       text    NOT NULL,
    subject    text    NOT NULL,
    body       text    NOT NULL,             -- as it was sent, links masked; '' until then
    html       text    NOT NULL,
    facts      text    NOT NULL,             -- JSON: what the words are about, without secrets
    sealed     text    NOT NULL,             -- base64: the secret of the link, as it was received; '' for none, and once sent
    account    text    NOT NULL,             -- whose log-in the secret opens; '' for none
    staff      boolean NOT NULL,             -- that account works in the shop
    state      text    NOT NULL CHECK (state IN ('queued', 'sent', 'kept', 'failed')),
    tries      bigint  NOT NULL,
    next_us    bigint  NOT NULL,             -- not to be taken before; a lease while somebody sends
    error      text    NOT NULL,
    resend_key text    NOT NULL,             -- of the call that sent it again last
    created_us bigint  NOT NULL,
    sent_us    bigint  NOT NULL,
    UNIQUE (event_id, kind)
);
CREATE INDEX mails_due ON mails (state, next_us);
CREATE INDEX mails_created ON mails (created_us);

-- Who looked at a mail's links, once a call.
CREATE TABLE reveals (
    mail_id  text   NOT NULL REFERENCES mails (id) ON DELETE CASCADE,
    by_id    text   NOT NULL,
    call_key text   NOT NULL,
    at_us    bigint NOT NULL,
    PRIMARY KEY (mail_id, by_id, call_key)
);
