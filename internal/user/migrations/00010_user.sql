-- +goose Up

-- Times are microseconds since 1970 UTC; 0 is "not".
-- The row of a deleted account stays a while, empty, so that what is heard late of
-- it brings nothing back.
CREATE TABLE profiles (
    user_id    text    NOT NULL PRIMARY KEY,
    email      text    NOT NULL,
    name       text    NOT NULL,
    phone      text    NOT NULL, -- E.164, or empty
    rut        text    NOT NULL, -- 12.345.678-5, or empty
    lang       text    NOT NULL,
    edited     boolean NOT NULL, -- by the customer: no event changes name and language any more
    addresses  bigint  NOT NULL CHECK (addresses >= 0),  -- how many rows it has
    recipients bigint  NOT NULL CHECK (recipients >= 0), -- likewise
    version    bigint  NOT NULL,
    created_us bigint  NOT NULL,
    gone_us    bigint  NOT NULL
);
CREATE INDEX profiles_gone ON profiles (gone_us) WHERE gone_us > 0;

CREATE TABLE addresses (
    id           text NOT NULL PRIMARY KEY,
    user_id      text NOT NULL REFERENCES profiles (user_id) ON DELETE CASCADE,
    label        text NOT NULL,
    address      text NOT NULL,
    comuna       text NOT NULL,
    instructions text NOT NULL
);
CREATE INDEX addresses_user ON addresses (user_id, id);

CREATE TABLE recipients (
    id           text NOT NULL PRIMARY KEY,
    user_id      text NOT NULL REFERENCES profiles (user_id) ON DELETE CASCADE,
    name         text NOT NULL,
    phone        text NOT NULL,
    address      text NOT NULL,
    comuna       text NOT NULL,
    instructions text NOT NULL,
    dates        text NOT NULL -- JSON
);
CREATE INDEX recipients_user ON recipients (user_id, id);

-- What a call has made: the same key makes nothing again.
CREATE TABLE calls (
    user_id text   NOT NULL REFERENCES profiles (user_id) ON DELETE CASCADE,
    key     text   NOT NULL,
    hash    text   NOT NULL,
    made_id text   NOT NULL,
    at_us   bigint NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX calls_at ON calls (at_us);
