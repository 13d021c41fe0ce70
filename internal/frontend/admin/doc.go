// Package admin is the back office, at /admin: the day's board, orders with their
// printed sheets, products and stock, opinions, messages, outgoing mail and the
// state of the system. Each page asks for a permission; the services ask again.
package admin
