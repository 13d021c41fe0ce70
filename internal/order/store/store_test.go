package store_test

import (
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/order"
	"floresvictoria.cl/flores/internal/order/storetest"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func TestTheEmbeddedStoreKeepsOrders(t *testing.T) {
	storetest.Run(t, func(t *testing.T, dir string) relational.DB {
		db, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(dir, "order.db"), Migrations: order.Migrations()})
		if err != nil {
			t.Fatal(err)
		}
		return db
	})
}
