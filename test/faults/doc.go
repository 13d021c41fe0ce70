// Package faults breaks the shop while it sells. Every service is a process of its
// own on real servers; buyers, customers and visitors come all the time. Services
// are killed, servers stopped, and the connections between them cut and slowed.
// After each target's faults the load stops, everything has to become ready by
// itself, and the books, the stores and the mails have to agree with every answer
// that a client was given.
//
// A plain `go test` runs a short form. FLORES_FAULTS=all runs the whole suite (about
// forty minutes; -v shows how it goes on), a list of targets such as
// FLORES_FAULTS=order-service,Redis,edges a part of it. Its table is written to
// test/out/faults.md.
package faults
