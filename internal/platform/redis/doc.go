// Package redis keeps what several replicas share on a Redis server: key-value
// stores with their outbox (Store, Outbox) and rate limits (Limiter).
//
// Nothing here needs the server when it is made. While it is unreachable, calls
// fail at once or within seconds with an error that is answered as 503, and go on
// by themselves when it is back.
//
// What a store promises rests on the server's configuration: an append-only file
// synced every second (appendonly yes, appendfsync everysec) and no eviction
// (maxmemory-policy noeviction). The server answers before it syncs: a kill of its
// process loses nothing or, while the disk is slow, a second or two of the last
// answers; so does a power cut or a failover to a replica. What is lost is lost
// from the end: no change is without the ones before it, and none without its
// events.
package redis
