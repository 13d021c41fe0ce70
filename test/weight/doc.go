// Command weight builds the shop on an empty cache and prints the CPU seconds that
// each library costs a newcomer, beside the standard library's own part of the
// same run, which is the yardstick that travels between machines.
package main
