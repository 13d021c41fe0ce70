// Package app holds the table of services and what starts, joins and stops them: all
// in one process, or some of them beside others elsewhere. Nothing else imports every
// service. The command line (cmd_*.go) is here too, since a command is a way to start
// some of it.
package app
