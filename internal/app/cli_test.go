package app

import (
	"bytes"
	"context"
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

// line runs the command line and returns its code and what it printed.
func line(t *testing.T, ctx context.Context, terminal bool, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(ctx, args, streams{out: &o, err: &e, terminal: terminal, env: func(string) string { return "" }})
	return code, o.String(), e.String()
}

// A wrong start gives one clear line and a non-zero exit, and leaves nothing behind.
func TestAWrongStartSaysWhyInOneLine(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = busy.Close() }()
	held, err := OpenDataDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = held.Close() }()
	file := filepath.Join(t.TempDir(), "a-file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	demo := t.TempDir()
	d, err := OpenDataDir(demo)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Started(true); err != nil {
		t.Fatal(err)
	}
	_ = d.Close()
	newer := newerShop(t)

	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"an unknown flag":            {[]string{"up", "--listn", "x"}, "unknown flag --listn"},
		"an unknown command":         {[]string{"upp"}, "unexpected argument upp"},
		"a port in use":              {[]string{"up", "--data", t.TempDir(), "--listen", busy.Addr().String()}, "in use by another program"},
		"an unwritable directory":    {[]string{"up", "--data", filepath.Join(file, "data"), "--listen", "127.0.0.1:0"}, "cannot be written"},
		"a directory in use":         {[]string{"up", "--data", held.path, "--listen", "127.0.0.1:0"}, "in use by another flores"},
		"a newer directory":          {[]string{"up", "--data", newer, "--listen", "127.0.0.1:0"}, "newer release"},
		"a public address over http": {[]string{"up", "--data", t.TempDir(), "--public-url", "http://flores.example"}, "https"},
		"a public listener unnamed":  {[]string{"up", "--data", t.TempDir(), "--listen", "0.0.0.0:0"}, "--public-url"},
		"a demo on a public address": {[]string{"up", "--data", demo, "--listen", "127.0.0.1:0", "--public-url", "https://flores.example"}, "holds a demo"},
		"an unknown service":         {[]string{"serve", "rose-service", "--data", t.TempDir()}, `no service "rose-service"`},
		"a role that is none":        {[]string{"user", "create", "--role", "king", "a@b.cl"}, "--role must be one of"},
		"no shop to make a user in":  {[]string{"user", "create", "--role", "admin", "a@b.cl", "--data", filepath.Join(t.TempDir(), "none")}, "there is no shop"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errs := line(t, t.Context(), false, c.args...)
			if code == 0 || !strings.Contains(errs, c.want) || strings.Count(strings.TrimSpace(errs), "\n") != 0 {
				t.Errorf("exit %d, said %q, want one line with %q", code, errs, c.want)
			}
		})
	}
}

// newerShop is a data directory that a later release has migrated.
func newerShop(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	first := make(chan int, 1)
	go func() {
		var o, e bytes.Buffer
		first <- run(ctx, []string{"up", "--data", dir, "--listen", "127.0.0.1:0"}, streams{out: &o, err: &e, env: func(string) string { return "" }})
	}()
	waitFor(t, func() bool { _, err := os.Stat(filepath.Join(dir, "started")); return err == nil })
	stop()
	if code := <-first; code != 0 {
		t.Fatalf("the first start ended with %d", code)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "order-service.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(`UPDATE schema_floor SET version = 99999`); err != nil {
		t.Fatal(err)
	}
	return dir
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it did not come")
		}
	}
}

func TestConfigCheckReportsEveryFaultAtOnce(t *testing.T) {
	code, _, errs := line(t, t.Context(), false, "config", "check", "--public-url", "ftp://x", "--smtp", "mail", "--trusted", "10.0.0.0", "--intent-lease", "0s")
	for _, want := range []string{"FLORES_PUBLIC_URL", "SMTP_URL", "FLORES_TRUSTED_PROXIES", "FLORES_INTENT_LEASE"} {
		if !strings.Contains(errs, want) {
			t.Errorf("%s is not reported:\n%s", want, errs)
		}
	}
	if code == 0 {
		t.Error("a faulty configuration exits with 0")
	}
	if code, out, _ := line(t, t.Context(), false, "config", "check"); code != 0 || !strings.Contains(out, "sound") {
		t.Errorf("the default configuration: exit %d, %q", code, out)
	}
}

func TestConfigShowsEverySettingAndNoSecret(t *testing.T) {
	code, out, _ := line(t, t.Context(), false, "config", "show", "--smtp", "smtp://shop:geheim@mail.example:587")
	if code != 0 || !strings.Contains(out, "FLORES_DATA") || !strings.Contains(out, "SMTP_URL") || strings.Contains(out, "geheim") {
		t.Errorf("exit %d:\n%s", code, out)
	}
}

func TestServicesPrintsTheTable(t *testing.T) {
	code, out, _ := line(t, t.Context(), false, "services")
	table, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range table {
		if !strings.Contains(out, s.Name) {
			t.Errorf("%s is not printed (exit %d)", s.Name, code)
		}
	}
}

// On a terminal the first start prints the administrator's password, once; the
// commands of an administrator reach the running shop.
func TestAFirstStartPrintsTheAdministratorsPasswordOnce(t *testing.T) {
	dir := t.TempDir()
	for turn, want := range []bool{true, false} {
		out := &safeBuffer{}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan int, 1)
		go func() {
			done <- run(ctx, []string{"up", "--data", dir, "--listen", "127.0.0.1:0"}, streams{out: out, err: out, terminal: true, env: func(string) string { return "" }})
		}()
		waitFor(t, func() bool { return strings.Contains(out.String(), "Demo:") })
		if want {
			waitFor(t, func() bool { return strings.Contains(out.String(), "clave de un solo uso") })
		}
		if code, o, e := line(t, t.Context(), false, "health", "--data", dir); code != 0 {
			t.Errorf("health: %d %s%s", code, o, e)
		}
		if code, o, e := line(t, t.Context(), false, "deadletters", "--data", dir); code != 0 {
			t.Errorf("deadletters: %d %s%s", code, o, e)
		}
		role := []string{"florist", "driver"}[turn]
		code, o, e := line(t, t.Context(), false, "user", "create", "--role", role, role+"@floresvictoria.cl", "--data", dir)
		if code != 0 || !regexp.MustCompile(`uso: [a-z2-9-]{23}\n`).MatchString(o) {
			t.Errorf("user create while the shop runs: %d %s%s", code, o, e)
		}
		stop()
		if code := <-done; code != 0 {
			t.Errorf("the shop ended with %d: %s", code, out)
		}
		if got := strings.Contains(out.String(), firstAdmin); got != want {
			t.Errorf("start %d prints the administrator's password: %v\n%s", turn+1, got, out)
		}
	}
	code, o, e := line(t, t.Context(), false, "user", "create", "--role", "support", "apoyo@floresvictoria.cl", "--data", dir)
	if code != 0 || !strings.Contains(o, "clave de un solo uso") {
		t.Errorf("user create while no shop runs: %d %s%s", code, o, e)
	}
	if code, _, e := line(t, t.Context(), false, "user", "create", "--role", "support", "apoyo@floresvictoria.cl", "--data", dir); code == 0 || !strings.Contains(e, "has an account already") {
		t.Errorf("the same e-mail again: %d %s", code, e)
	}
}
