// Package processes runs the shop as an operator does: some of its services in each
// process of the built binary, on real servers, behind one address as an ingress
// gives it. Tests kill, stop and start the processes as they like.
package processes
