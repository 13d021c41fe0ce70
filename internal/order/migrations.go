package order

import (
	"embed"
	"io/fs"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations is the service's schema, for whoever opens its database. Open it
// with full synchronisation: a payment may not be forgotten with the power.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic("the embedded migrations are missing: " + err.Error())
	}
	return sub
}
