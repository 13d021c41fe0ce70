package replicas

import (
	"context"
	"errors"
	"net/url"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/test/processes"
	"floresvictoria.cl/flores/test/servers"
)

// kinds are the four servers: the variable with the address of each, how it is
// started, and the database that an address names.
var kinds = []struct {
	env   string
	start func(context.Context, string) (*servers.Server, error)
	path  string
}{
	{app.EnvDatabase, servers.StartPostgres, ""}, {app.EnvMongo, servers.StartMongo, "/flores"},
	{app.EnvRedis, servers.StartRedis, ""}, {app.EnvRabbit, servers.StartRabbitMQ, ""},
}

// startServers starts all four at once and answers their addresses by variable.
func (w *world) startServers(t *testing.T) map[string]string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	w.servers = make([]*servers.Server, len(kinds))
	errs := make([]error, len(kinds))
	var wg sync.WaitGroup
	for i, k := range kinds {
		wg.Go(func() {
			dir, err := servers.Scratch("replicas")
			if err == nil {
				w.servers[i], err = k.start(ctx, dir)
			}
			errs[i] = err
		})
	}
	built := processes.Build() // meanwhile
	wg.Wait()
	if built != nil {
		t.Fatal(built)
	}
	t.Cleanup(func() {
		for _, s := range w.servers {
			if s != nil {
				_ = s.Kill() // nothing of its data is wanted
				_ = s.Stop() // its helpers too
			}
		}
	})
	urls := map[string]string{}
	for i, k := range kinds {
		if servers.IsMissing(errs[i]) && os.Getenv("CI") != "true" {
			t.Skip(errs[i])
		}
		if errs[i] != nil {
			t.Fatal(errors.Join(errs...))
		}
		u, err := url.Parse(w.servers[i].URL)
		if err != nil {
			t.Fatal(err)
		}
		if k.path != "" {
			u.Path = k.path
		}
		urls[k.env] = u.String()
	}
	return urls
}

// serversUp starts those that do not run, and waits until all answer.
func (w *world) serversUp(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), readyWithin)
	defer cancel()
	for _, s := range w.servers {
		if err := s.Start(); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range w.servers {
		if err := s.Wait(ctx); err != nil {
			t.Fatal(err)
		}
	}
}

func (w *world) serversDown(t *testing.T) {
	t.Helper()
	var wg sync.WaitGroup
	for _, s := range w.servers {
		wg.Go(func() {
			if err := s.Stop(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// broker has RabbitMQ run, or not.
func (w *world) broker(t *testing.T, up bool) {
	t.Helper()
	if up {
		w.serversUp(t)
		return
	}
	i := slices.IndexFunc(w.servers, func(s *servers.Server) bool { return s.Name == "RabbitMQ" })
	if err := w.servers[i].Stop(); err != nil {
		t.Fatal(err)
	}
}
