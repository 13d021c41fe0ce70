-- +goose Up
CREATE TABLE messages (
	id     text   NOT NULL PRIMARY KEY,
	doc    text   NOT NULL,
	rev    bigint NOT NULL,
	number text   GENERATED ALWAYS AS (json_extract(doc, '$.number')) VIRTUAL NOT NULL,
	key    text   GENERATED ALWAYS AS (json_extract(doc, '$.key')) VIRTUAL NOT NULL,
	state  text   GENERATED ALWAYS AS (json_extract(doc, '$.state')) VIRTUAL NOT NULL,
	mailbox text GENERATED ALWAYS AS (json_extract(doc, '$.mailbox')) VIRTUAL
);
CREATE UNIQUE INDEX messages_number ON messages (number);
CREATE UNIQUE INDEX messages_key ON messages (key);
CREATE INDEX messages_state ON messages (state, id);
CREATE INDEX messages_mailbox ON messages (mailbox) WHERE mailbox IS NOT NULL;
