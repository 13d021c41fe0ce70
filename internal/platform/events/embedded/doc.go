// Package embedded is the bus of the shop that runs in one process: queues in a
// SQLite file of their own, which only the relays feed. What Publish accepted
// survives a killed process and a power cut.
//
// One process has the file open, so what is at work is known in memory: a
// message is leased by its handler until that returns, and by nobody after a crash.
package embedded
