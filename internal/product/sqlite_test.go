package product_test

import (
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T, clk clock.Clock) storetest.Harness {
		h := &embeddedStore{path: filepath.Join(t.TempDir(), "product.db"), clk: clk}
		h.store, h.db = openStore(t, h.path, clk)
		return h
	})
}

type embeddedStore struct {
	path  string
	clk   clock.Clock
	store product.Store
	db    *sqlite.DB
}

func (h *embeddedStore) Store() product.Store { return h.store }

func (h *embeddedStore) Restart(t *testing.T) product.Store {
	if err := h.db.Close(); err != nil {
		t.Fatal(err)
	}
	h.store, h.db = openStore(t, h.path, h.clk)
	return h.store
}

func (*embeddedStore) Transactions() bool { return true }
