// Package replicas runs the shop as a cluster does: every service in processes of its
// own, two where it matters, on real servers and behind balancers that follow
// readiness. It shows what only several replicas can get wrong: that one answers what
// another has changed, that a session ends everywhere, that nobody depends on who
// starts first, and that a replica leaves without a request being lost.
//
// A plain `go test` draws some of the cases and prints the seed; FLORES_REPLICAS_SEED
// draws the same again, and FLORES_REPLICAS=all runs every case (about ten minutes).
package replicas
