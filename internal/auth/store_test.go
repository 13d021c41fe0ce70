package auth_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/auth/storetest"
	"floresvictoria.cl/flores/internal/platform/postgres/postgrestest"
)

func TestTheEmbeddedStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) authtest.Database { return authtest.SQLite(t) })
}

func TestTheServer(t *testing.T) {
	server := postgrestest.On(t)
	storetest.Run(t, func(t *testing.T) authtest.Database { return server.New(t, auth.Migrations()) })
}
