package compose

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app"
)

// once is the directory that the script filled for this test binary.
var once string

func TestMain(m *testing.M) {
	parent, err := os.MkdirTemp("", "flores-compose-")
	if err != nil {
		panic(err)
	}
	once = filepath.Join(parent, "secrets")
	code := m.Run()
	_ = os.RemoveAll(parent)
	os.Exit(code)
}

// made is the directory of the secrets; the first test that asks has them made.
func made(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(once); err != nil {
		script(t, once)
	}
	return once
}

func script(t *testing.T, dir string) string {
	t.Helper()
	cmd := exec.Command(filepath.Join(root, "deploy/compose/secrets"), dir)
	cmd.Env = append(os.Environ(), "FLORES=go run ./cmd/flores")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(b))
}

// within is the environment of a service in its container: what is mounted there lies
// in dir here.
func within(t *testing.T, dir, name string) app.Environment {
	service := load(t).Services[name]
	source := map[string]string{}
	for _, s := range service.Secrets {
		source[target(s)] = filepath.Join(dir, s.Source)
	}
	return func(variable string) string {
		value := service.Environment[variable]
		if value == nil {
			return ""
		}
		if path := source[*value]; path != "" {
			return path
		}
		return *value
	}
}

func TestTheSecretsStartEveryService(t *testing.T) {
	dir, rows := made(t), table(t)
	for _, row := range rows {
		if err := rows.CheckNeeds(within(t, dir, row.Name), []string{row.Name}, false); err != nil {
			t.Errorf("%s: %v", row.Name, err)
		}
	}
}

func TestTheScriptMakesWhatIsMountedForItsOwnerOnlyAndOnce(t *testing.T) {
	dir := made(t)
	var want, got []string
	for name, s := range load(t).Secrets {
		want = append(want, name)
		if filepath.Base(s.File) != name || filepath.Base(filepath.Dir(s.File)) != ".secrets" {
			t.Errorf("%s is the file %s", name, s.File)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(sorted(got), sorted(want)) {
		t.Errorf("it makes\n%v, mounted are\n%v", sorted(got), sorted(want))
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the directory is open: %v, %v", info.Mode(), err)
	}
	before := read(t, dir, "AUTH_SIGNING_KEY")
	script(t, dir)
	if read(t, dir, "AUTH_SIGNING_KEY") != before {
		t.Error("a second run made other secrets")
	}
}

func TestEveryServiceHasRolesOfItsOwnInPostgreSQL(t *testing.T) {
	dir := made(t)
	env := within(t, dir, "migrate")
	users, passwords := map[string]bool{}, map[string]bool{}
	take := func(variable string) {
		t.Helper()
		value, err := env.Value(variable)
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(value)
		if err != nil {
			t.Fatal(err)
		}
		secret, _ := u.User.Password()
		if u.Host != "postgres:5432" || u.Path != "/floresvictoria" || len(secret) < 40 {
			t.Errorf("%s is of %s%s", variable, u.Host, u.Path)
		}
		users[u.User.Username()], passwords[secret] = true, true
	}
	n := 1
	take("DATABASE_ADMIN_URL")
	for _, row := range table(t) {
		if !slices.Contains(row.Stores, app.PostgreSQL) {
			continue
		}
		prefix := strings.TrimSuffix(app.EnvURL(row.Name), "URL")
		take(prefix + "DATABASE_URL")
		take(prefix + "DATABASE_OWNER_URL")
		if own := read(t, dir, row.Name+".DATABASE_URL"); !strings.Contains(own, "//"+row.Schema()+":") {
			t.Errorf("%s serves as another role", row.Name)
		}
		n += 2
	}
	if len(users) != n || len(passwords) != n {
		t.Errorf("%d roles with %d passwords for %d addresses", len(users), len(passwords), n)
	}
}

func TestEveryServiceHasItsOwnDatabaseInMongoDB(t *testing.T) {
	dir := made(t)
	users := read(t, dir, "MONGODB_USERS")
	for _, row := range table(t) {
		if !slices.Contains(row.Stores, app.MongoDB) {
			continue
		}
		u, err := url.Parse(read(t, dir, row.Name+".MONGODB_URI"))
		if err != nil {
			t.Fatal(err)
		}
		secret, _ := u.User.Password()
		if u.User.Username() != row.Schema() || u.Path != "/"+row.Schema() || !strings.Contains(users, fmt.Sprintf("%q: %q", row.Schema(), secret)) {
			t.Errorf("%s has the user %s of %s", row.Name, u.User.Username(), u.Path)
		}
	}
}
