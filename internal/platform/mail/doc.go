// Package mail hands single mails to an SMTP server: a text and an HTML form of
// the same words, one connection a mail, everything bounded in time and size.
// It does not retry; who calls it knows what a second try is worth and asks
// Permanent. It writes no log.
package mail
