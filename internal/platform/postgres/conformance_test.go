package postgres_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/platform/postgres/postgrestest"
	"floresvictoria.cl/flores/internal/platform/relational/relationaltest"
)

// writers of the ten connections that a replica has.
const writers = 5

func TestItKeepsWhatEveryDatabasePromises(t *testing.T) {
	server := postgrestest.On(t)
	relationaltest.Run(t, writers, func(t *testing.T) relationaltest.Database {
		return server.New(t, relationaltest.Migrations())
	})
}
