package sqlite

import "io/fs"

// Sync is what a commit survives.
type Sync int

const (
	// Full survives a power cut: about 0.5 ms a commit, shared by all who wait.
	Full Sync = iota
	// Normal survives a killed process; a power cut may take the last commits.
	Normal
)

// Options say how to open a database.
type Options struct {
	// Path of the file; its folder must exist. The file is made with mode 0600.
	Path string
	// Sync is Full unless said otherwise.
	Sync Sync
	// Migrations are the service's own, numbered from
	// relational.FirstOwnMigration; nil for none. They also state the oldest
	// binary that may use the schema: see relational.Migrate.
	Migrations fs.FS
	// Readers bounds the connections of Read; 0 means 4.
	Readers int
}
