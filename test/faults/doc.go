// Package faults breaks the shop while it sells. Every service is a process of its
// own on real servers; buyers, customers and visitors come all the time. Services
// are killed, servers stopped, and the connections between them cut and slowed.
// After each target's faults the load stops, everything has to become ready by
// itself, and the books, the stores and the mails have to agree with every answer
// that a client was given.
//
// A plain `go test` runs a short form. FLORES_FAULTS=all runs the whole suite (25
// minutes on two cores that have nothing else to do; -v shows how it goes on),
// FLORES_FAULTS=services, servers, bus or edges a part of it. Its table is written to
// test/out/faults.md, a part's to one of the part's name.
package faults
