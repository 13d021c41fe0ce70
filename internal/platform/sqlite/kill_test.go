package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

const killedPath = "SQLITE_TEST_KILLED_PATH"

// TestMain is also the process that TestAKilledProcess… kills: with the path set
// it writes for ever and prints each write's number after it was acknowledged.
func TestMain(m *testing.M) {
	path := os.Getenv(killedPath)
	if path == "" {
		os.Exit(m.Run())
	}
	db, err := sqlite.Open(context.Background(), sqlite.Options{Path: path, Migrations: shop})
	if err != nil {
		panic(err)
	}
	for w := range 8 {
		go func() {
			for n := 0; ; n++ {
				sku := fmt.Sprint(w, "-", n)
				err := db.Write(context.Background(), func(ctx context.Context, tx relational.DBTX) error {
					if err := stock(sku, 1)(ctx, tx); err != nil {
						return err
					}
					return stock(sku+"-pair", 1)(ctx, tx) // both or none
				})
				if err != nil {
					panic(err)
				}
				fmt.Println(sku)
			}
		}()
	}
	select {}
}

func TestAKilledProcessLosesNoAcknowledgedWriteAndLeavesNoHalf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.sqlite")
	child := startWriting(t, path)
	acknowledged := map[string]bool{}
	for len(acknowledged) < 500 && child.lines.Scan() {
		acknowledged[child.lines.Text()] = true
	}
	must(t, child.cmd.Process.Kill())
	for child.lines.Scan() { // what it still had time to say
		acknowledged[child.lines.Text()] = true
	}
	_ = child.cmd.Wait()
	if len(acknowledged) < 500 {
		t.Fatalf("only %d writes before the end", len(acknowledged))
	}
	db := open(t, path)
	for sku := range acknowledged {
		if n := count(t, db, `SELECT count(*) FROM stock WHERE sku IN ($1, $2)`, sku, sku+"-pair"); n != 2 {
			t.Fatalf("write %s: %d of 2 rows", sku, n)
		}
	}
	if n := count(t, db, `SELECT count(*) FROM stock a WHERE sku NOT LIKE '%-pair'
		AND NOT EXISTS (SELECT 1 FROM stock b WHERE b.sku = a.sku || '-pair')`); n != 0 {
		t.Errorf("%d halves", n)
	}
}

type killable struct {
	cmd   *exec.Cmd
	lines *bufio.Scanner
}

func startWriting(t *testing.T, path string) killable {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), killedPath+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return killable{cmd, bufio.NewScanner(out)}
}
