-- +goose Up

-- Times are microseconds since 1970 UTC; 0 is "not yet".
CREATE TABLE users (
    id            text    NOT NULL PRIMARY KEY,
    email         text    NOT NULL UNIQUE, -- lower case, trimmed
    name          text    NOT NULL,        -- as registered, for mails; the profile's is user-service's
    lang          text    NOT NULL,
    password_hash text    NOT NULL,
    role          text    NOT NULL,
    role_version  bigint  NOT NULL,
    must_change   boolean NOT NULL,
    active        boolean NOT NULL,
    verified_us   bigint  NOT NULL,
    last_login_us bigint  NOT NULL,
    version       bigint  NOT NULL,
    created_us    bigint  NOT NULL
);
CREATE INDEX users_role ON users (role);

CREATE TABLE sessions (
    id           text   NOT NULL PRIMARY KEY,
    user_id      text   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device       text   NOT NULL,
    created_us   bigint NOT NULL,
    last_used_us bigint NOT NULL,
    expires_us   bigint NOT NULL -- whatever its refresh tokens say
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expires ON sessions (expires_us);

-- Used ones stay until they expire: a second use tells that somebody has a copy.
CREATE TABLE refresh_tokens (
    hash       text   NOT NULL PRIMARY KEY,
    session_id text   NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    used_us    bigint NOT NULL,
    expires_us bigint NOT NULL
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
CREATE INDEX refresh_tokens_expires ON refresh_tokens (expires_us);

-- A verification carries the registration it was mailed for, so that a link
-- sets the password of whoever asked for that very mail.
CREATE TABLE one_time_tokens (
    hash          text   NOT NULL PRIMARY KEY,
    user_id       text   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose       text   NOT NULL CHECK (purpose IN ('verify', 'reset')),
    password_hash text   NOT NULL,
    name          text   NOT NULL,
    lang          text   NOT NULL,
    created_us    bigint NOT NULL,
    expires_us    bigint NOT NULL
);
CREATE INDEX one_time_tokens_user ON one_time_tokens (user_id, purpose);
CREATE INDEX one_time_tokens_expires ON one_time_tokens (expires_us);

-- Kept for known and unknown e-mails alike, by hash, so that neither the answer
-- nor its time tells which are known.
CREATE TABLE throttles (
    kind       text   NOT NULL CHECK (kind IN ('login', 'mail')),
    email_hash text   NOT NULL,
    count      bigint NOT NULL,
    last_us    bigint NOT NULL,
    PRIMARY KEY (kind, email_hash)
);
CREATE INDEX throttles_last ON throttles (last_us);

-- What verifiers are told: a session's end, or a user's new role version.
CREATE TABLE revocations (
    id           text   NOT NULL PRIMARY KEY,
    session_id   text   NOT NULL,
    user_id      text   NOT NULL,
    role_version bigint NOT NULL,
    at_us        bigint NOT NULL
);
CREATE INDEX revocations_at ON revocations (at_us);

-- Public keys only, of every replica that signs.
CREATE TABLE signing_keys (
    kid        text   NOT NULL PRIMARY KEY,
    public_key text   NOT NULL,
    seen_us    bigint NOT NULL
);
