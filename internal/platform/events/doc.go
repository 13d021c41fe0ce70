// Package events carries what happened in one service to the others.
//
// A change and its event are one atomic write (Outbox); a Relay publishes what
// is pending to a Bus; the bus keeps one durable queue a consumer. Delivery is
// at least once and no order is promised: a consumer that copies state ignores
// older versions, one that acts does so once per event id (Inbox).
package events
