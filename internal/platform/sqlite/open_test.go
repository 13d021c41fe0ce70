package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"go.uber.org/goleak"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func TestWhatWasWrittenIsThereAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.sqlite")
	db := open(t, path)
	must(t, db.Write(t.Context(), stock("rosa", 7)))
	must(t, db.Close())
	again := open(t, path)
	if n := count(t, again, `SELECT n FROM stock WHERE sku = 'rosa'`); n != 7 {
		t.Errorf("%d, not 7", n)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestClosingWhileOthersWriteKeepsEveryAcknowledgedWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.sqlite")
	db := open(t, path)
	acknowledged := make([]int, 16)
	var writers sync.WaitGroup
	started := make(chan struct{}, len(acknowledged))
	for w := range acknowledged {
		writers.Go(func() {
			for n := 0; ; n++ {
				err := db.Write(context.Background(), stock(fmt.Sprint(w, "-", n), 1))
				if errors.Is(err, relational.ErrClosed) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				if acknowledged[w]++; n == 0 {
					started <- struct{}{}
				}
			}
		})
	}
	for range acknowledged {
		<-started
	}
	must(t, db.Close())
	writers.Wait()
	must(t, db.Close()) // twice is fine
	if err := db.Ping(t.Context()); !errors.Is(err, relational.ErrClosed) {
		t.Errorf("ping after close: %v", err)
	}
	total := 0
	for _, n := range acknowledged {
		total += n
	}
	if n := count(t, open(t, path), `SELECT count(*) FROM stock`); n != total {
		t.Errorf("%d rows for %d acknowledged writes", n, total)
	}
	goleak.VerifyNone(t, goleak.IgnoreCurrent())
}

func TestOlderBinariesAndNewerSchemas(t *testing.T) {
	expand := maps.Clone(shop)
	expand["00011_expand.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nALTER TABLE stock ADD COLUMN note text NOT NULL DEFAULT '';")}
	contract := maps.Clone(expand)
	contract["00012_contract.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nALTER TABLE stock DROP COLUMN note;\nUPDATE schema_floor SET version = 12;")}
	path := filepath.Join(t.TempDir(), "a.sqlite")
	openWith := func(m fstest.MapFS) error {
		db, err := sqlite.Open(t.Context(), sqlite.Options{Path: path, Migrations: m})
		if err != nil {
			return err
		}
		return db.Close()
	}
	must(t, openWith(shop))
	must(t, openWith(expand))
	must(t, openWith(shop)) // behind, and still good enough
	must(t, openWith(contract))
	must(t, openWith(contract))
	err := openWith(expand)
	var newer *relational.NewerSchemaError
	if !errors.Is(err, relational.ErrNewerSchema) || !errors.As(err, &newer) || newer.Floor != 12 || newer.Knows != 11 {
		t.Fatalf("an older binary got %v", err)
	}
	must(t, openWith(contract)) // and it changed nothing
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.sqlite")
	must(t, os.WriteFile(garbage, []byte("this is not a database, whatever its name says"), 0o600))
	for name, opt := range map[string]sqlite.Options{
		"a missing folder":       {Path: filepath.Join(dir, "no", "a.sqlite")},
		"a file of another kind": {Path: garbage},
		"a number that is taken": {Path: filepath.Join(dir, "b.sqlite"), Migrations: fstest.MapFS{"00002_x.sql": {Data: []byte("-- +goose Up\nSELECT 1;")}}},
		"a broken migration":     {Path: filepath.Join(dir, "c.sqlite"), Migrations: fstest.MapFS{"00010_x.sql": {Data: []byte("-- +goose Up\nCREATE TABEL x;")}}},
	} {
		t.Run(name, func(t *testing.T) {
			if db, err := sqlite.Open(t.Context(), opt); err == nil {
				_ = db.Close()
				t.Error("opened")
			}
		})
	}
}
