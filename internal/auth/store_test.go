package auth_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/auth/storetest"
)

func TestTheEmbeddedStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) authtest.Database { return authtest.SQLite(t) })
}
