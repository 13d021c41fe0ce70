// Package relational is what a service with SQL tables stands on: one
// interface for the embedded store and for the server, the errors both raise
// under one name, conditional writes, and the tables every such service has
// (outbox, inbox, schema floor).
//
// It knows no driver. SQL given to it keeps to the subset that SQLite and
// PostgreSQL share: text identifiers, bigint money and microseconds, $1… in
// order of appearance, RETURNING, ON CONFLICT, CHECK.
package relational
