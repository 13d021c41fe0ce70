// Package mongo is what a service whose store is MongoDB stands on: a bounded
// client that needs no server to be made, indexes, conditional writes of one
// document, documents in their JSON form, and the outbox inside the document
// that changed.
//
// A document looks like this, whatever service it is of:
//
//	{_id, rev, doc: {its JSON form}, <computed fields that are searched>, outbox: [events not published yet]}
//
// Only what a MongoDB server and the FerretDB that stands in for it in tests
// both do is used: insert, find, count, update with $set, $unset, $inc, $max, $push
// and $pullAll, delete, findOneAndUpdate, indexes; an array is never within an
// array. Writes are atomic within one document; there are no transactions.
package mongo
