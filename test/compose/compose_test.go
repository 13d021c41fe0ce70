// Package compose holds compose.yaml against the table of services: what a service is
// told, by which name, at which port, and who can reach it. It is a module of its own
// for the sake of the parser, which nothing else needs. No Docker is needed either.
package compose

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"

	"floresvictoria.cl/flores/internal/app"
)

const (
	root       = "../.."
	file       = root + "/compose.yaml"
	fileSuffix = "_FILE"
	mounted    = "/run/secrets/"
)

// settings are what a service may be told beside its needs, since it reads them; no
// secret among them but the mail server's address, which is its reader's alone.
var settings = map[string][]string{
	"auth-service":         {"FLORES_DEMO"},
	"product-service":      {"FLORES_DEMO"},
	"order-service":        {"FLORES_DEMO"},
	"notification-service": {"MAIL_FROM", "STAFF_MAIL", "SMTP_URL_FILE"},
	"api-gateway":          {"FLORES_TRUSTED_PROXIES", "FLORES_RATE_LIMIT"},
	"frontend":             {"FLORES_TRUSTED_PROXIES", "FLORES_RATE_LIMIT", "FLORES_DEMO", "MAIL_FROM", "SHOP_WHATSAPP"},
}

// everybodys are told to all.
var everybodys = []string{"LOG_LEVEL", "OTEL_EXPORTER_OTLP_ENDPOINT"}

func load(t *testing.T) *types.Project {
	t.Helper()
	o, err := cli.NewProjectOptions([]string{file}, cli.WithWorkingDirectory(root))
	if err != nil {
		t.Fatal(err)
	}
	p, err := o.LoadProject(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func table(t *testing.T) app.Table {
	t.Helper()
	rows, err := app.Services()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// given is the name under which compose.yaml gives a need.
func given(n app.Need) string {
	name := n.Env
	if n.Instead != "" && n.Env != app.EnvSessions { // one service a container: no name of its own is needed
		name = n.Instead
	}
	if n.Secret || n.Env == app.EnvMailPublic {
		name += fileSuffix
	}
	return name
}

func TestEveryServiceIsToldWhatItNeedsAndNothingElse(t *testing.T) {
	project, rows := load(t), table(t)
	for _, row := range rows {
		service, ok := project.Services[row.Name]
		if !ok {
			t.Errorf("%s is not there", row.Name)
			continue
		}
		want := slices.Concat(everybodys, settings[row.Name])
		for _, n := range rows.Needs(row, nil) {
			want = append(want, given(n))
		}
		var got []string
		for name := range service.Environment {
			got = append(got, name)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, slices.Compact(want)) {
			t.Errorf("%s is told\n%v, needs\n%v", row.Name, got, want)
		}
		if command := strings.Join(service.Command, " "); command != "serve "+row.Name {
			t.Errorf("%s runs %q", row.Name, command)
		}
		if image := service.Image; image != "flores-victoria_"+row.Name+":latest" {
			t.Errorf("%s has the image %q", row.Name, image)
		}
		for _, callee := range rows {
			address := service.Environment[app.EnvURL(callee.Name)]
			if want := "http://" + callee.Name + ":" + strconv.Itoa(callee.Port); address != nil && *address != want {
				t.Errorf("%s looks for %s at %s, not at %s", row.Name, callee.Name, *address, want)
			}
		}
	}
}

func TestASecretIsMountedForItsReaderOnly(t *testing.T) {
	project, rows := load(t), table(t)
	mayShare := []string{"RABBITMQ_URL", "NOTIFICATION_PUBLIC_KEY"} // one user of the broker; no secret
	readers := map[string][]string{}
	for _, row := range rows {
		service := project.Services[row.Name]
		var mounts, read []string
		for _, s := range service.Secrets {
			mounts = append(mounts, target(s))
			readers[s.Source] = append(readers[s.Source], row.Name)
		}
		for name, value := range service.Environment {
			if strings.HasSuffix(name, fileSuffix) {
				read = append(read, *value)
			}
		}
		slices.Sort(mounts)
		slices.Sort(read)
		if !slices.Equal(mounts, read) {
			t.Errorf("%s is given %v and reads %v", row.Name, mounts, read)
		}
	}
	for source, of := range readers {
		if len(of) > 1 && !slices.Contains(mayShare, source) {
			t.Errorf("%s is given to %v", source, of)
		}
		if name, _, ok := strings.Cut(source, "."); ok && !slices.Contains(of, name) {
			t.Errorf("%s is given to %v", source, of)
		}
	}
}

func target(s types.ServiceSecretConfig) string {
	switch {
	case s.Target == "":
		return mounted + s.Source
	case filepath.IsAbs(s.Target):
		return s.Target
	}
	return mounted + s.Target
}

func TestOnlyTheFrontIsReachedFromOutside(t *testing.T) {
	project, rows := load(t), table(t)
	for name, service := range project.Services {
		if (len(service.Ports) > 0) != (name == "front") {
			t.Errorf("%s publishes %v", name, service.Ports)
		}
		if service.Privileged || service.NetworkMode != "" || service.Restart == "" {
			t.Errorf("%s: privileged %t, network %q, restart %q", name, service.Privileged, service.NetworkMode, service.Restart)
		}
	}
	if host := project.Services["front"].Ports[0].HostIP; host != "127.0.0.1" {
		t.Errorf("the front listens on %q", host)
	}
	for _, row := range rows {
		want := []string{"shop", "stores"}
		switch {
		case row.Door():
			want = append(want, "edge")
		case len(row.Egress) > 0:
			want = append(want, "outside")
		}
		slices.Sort(want)
		service := project.Services[row.Name]
		if got := service.NetworksByPriority(); !slices.Equal(sorted(got), want) {
			t.Errorf("%s is in %v, not in %v", row.Name, got, want)
		}
		if !service.ReadOnly || !slices.Equal(service.CapDrop, []string{"ALL"}) || service.User != "" {
			t.Errorf("%s: read-only %t, dropped %v, user %q", row.Name, service.ReadOnly, service.CapDrop, service.User)
		}
	}
	for _, network := range []string{"shop", "stores"} {
		if !project.Networks[network].Internal {
			t.Errorf("%s leads outside", network)
		}
	}
}

func TestRelationalServicesWaitForTheirSchema(t *testing.T) {
	project := load(t)
	for _, row := range table(t) {
		_, waits := project.Services[row.Name].DependsOn["migrate"]
		if want := slices.Contains(row.Stores, app.PostgreSQL); waits != want {
			t.Errorf("%s waits for its schema: %t", row.Name, waits)
		}
		if waits && project.Services["migrate"].Environment[strings.TrimSuffix(app.EnvURL(row.Name), "_URL")+"_DATABASE_OWNER_URL_FILE"] == nil {
			t.Errorf("migrate does not know the owner of %s", row.Name)
		}
	}
}

var (
	secretName  = regexp.MustCompile(`(?i)password|secret|key|token|credential|hash`)
	withUser    = regexp.MustCompile(`://[^/\s@]*:[^/\s@]+@`)
	longAndEven = regexp.MustCompile(`[A-Za-z0-9+_-]{24,}`)
	digit       = regexp.MustCompile(`[0-9]`)
)

func TestNoSecretStandsInTheFiles(t *testing.T) {
	for name, service := range load(t).Services {
		for variable := range service.Environment {
			if secretName.MatchString(variable) && !strings.HasSuffix(variable, fileSuffix) {
				t.Errorf("%s is told %s, which is for a file", name, variable)
			}
		}
	}
	for _, path := range []string{"compose.yaml", "Dockerfile", "deploy/compose/Caddyfile", "deploy/compose/redis.conf", "deploy/compose/mongodb-users.js", "deploy/compose/secrets"} {
		b, err := os.ReadFile(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if path != "deploy/compose/secrets" && withUser.MatchString(text) {
			t.Errorf("%s holds an address with a password", path)
		}
		for _, word := range longAndEven.FindAllString(text, -1) { // a name has no digits, or is of one case
			if digit.MatchString(word) && strings.ToUpper(word) != word && strings.ToLower(word) != word {
				t.Errorf("%s holds %q", path, word)
			}
		}
	}
}

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }
