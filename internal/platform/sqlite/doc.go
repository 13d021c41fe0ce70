// Package sqlite is the embedded relational store: one file a service, one
// writer connection owned by one goroutine, and a pool of readers.
//
// Writers that wait at the same time share one commit (group commit), each under
// a savepoint of its own, so that a durable write costs less the more people
// write. A commit survives a killed process always, and a power cut with Sync
// Full. One process has the file open for writing.
package sqlite
