// Package postgres is the relational store on a PostgreSQL server, the twin of
// package sqlite: the same statements, migrations and promises, for several
// replicas of a service at once.
//
// Transactions are READ COMMITTED. The rules of the shop are guarded by single
// conditional writes, which PostgreSQL decides on the newest committed row after
// it has waited for whoever holds it; nothing here needs a snapshot. SERIALIZABLE
// would make read-then-write safe as well, but the rows that a sale contends for
// (a slot's counter, a SKU) would then fail and run again for each waiter instead
// of queueing, which is slowest exactly when most people buy. What it asks of a
// Write: whatever a decision rests on is in the condition of the statement that
// changes it, or in a row that the transaction has updated already (a conditional
// UPDATE … RETURNING is the shared spelling of SELECT … FOR UPDATE). A statement
// sees what was committed before it began, so a read after such a wait is fresh.
//
// Open never needs the server: a missing one shows in Ping and in the errors of
// calls, and work goes on by itself when it is back. Serving never migrates;
// Migrate does, with an owner's role that the serving one is not.
package postgres
