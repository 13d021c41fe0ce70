-- +goose Up
CREATE TABLE kv (
    key        text   NOT NULL PRIMARY KEY,
    value      blob   NOT NULL,
    version    bigint NOT NULL,
    expires_us bigint NOT NULL -- 0: does not expire
) WITHOUT ROWID;
CREATE INDEX kv_expires ON kv (expires_us) WHERE expires_us > 0;
