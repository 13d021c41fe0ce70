// Package rabbit is the bus of the shop that runs in several processes: RabbitMQ.
//
// One durable topic exchange takes every event; each consumer has one durable
// quorum queue, bound by types of event, and one for its dead letters. What
// Publish accepted is on the disks of the broker.
//
// Nothing here needs the broker to be there: Open only remembers, the
// connections are made and made again in the background, publishing fails
// while there is none (outboxes then grow), and consumers go on by themselves.
package rabbit
