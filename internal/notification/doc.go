// Package notification is notification-service: it mails whoever should hear of
// an event, and shows the staff what went out.
//
// The table in kinds.go says which event mails whom. An event's mails are stored
// in the transaction that notes the event, once; a job sends them, several
// replicas side by side, and tries again for a day. With no mail server every
// mail is kept, and an administrator may see its links, on the record.
//
// Secrets (one-time tokens, order links) arrive sealed, are stored as they
// arrived, and are opened only while the mail is handed over or revealed. What the
// database, the log and the staff's pages hold of them is a mask.
//
// The recipient of flowers is never mailed. Nobody calls this service but the
// back office; it calls nobody.
package notification
