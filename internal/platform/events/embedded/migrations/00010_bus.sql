-- +goose Up
CREATE TABLE binding (
    consumer text NOT NULL,
    type     text NOT NULL,
    PRIMARY KEY (consumer, type)
) WITHOUT ROWID;

-- What was published lately, so that a relay may publish again after a crash.
CREATE TABLE published (
    event_id text   NOT NULL PRIMARY KEY,
    at_us    bigint NOT NULL
) WITHOUT ROWID;
CREATE INDEX published_at ON published (at_us);

-- One row a consumer and event, gone when it was dealt with. seq never returns,
-- so a queue is read by what is above the last one read.
CREATE TABLE message (
    seq        integer PRIMARY KEY AUTOINCREMENT,
    consumer   text    NOT NULL,
    event_id   text    NOT NULL,
    type       text    NOT NULL,
    subject    text    NOT NULL,
    body       text    NOT NULL,
    tries      bigint  NOT NULL DEFAULT 0,
    last_error text    NOT NULL DEFAULT '',
    parked_us  bigint  NOT NULL DEFAULT 0, -- 0: not parked
    UNIQUE (consumer, event_id)
);
CREATE INDEX message_ready ON message (consumer, seq) WHERE parked_us = 0;
CREATE INDEX message_parked ON message (consumer, parked_us) WHERE parked_us > 0;
