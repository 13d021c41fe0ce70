// Dev runs the shop as it runs in production, on this machine: the four servers, and
// every service in a process of its own. Ctrl-C stops all; the data stay.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/test/processes"
	"floresvictoria.cl/flores/test/servers"
)

const (
	front    = "127.0.0.1:8080"
	frontend = 8081 // the table's 80 is for a container
	within   = 3 * time.Minute
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	dir := home()
	if err := os.MkdirAll(dir, 0o755); err != nil { // PostgreSQL may run as another user
		return err
	}
	started, addresses, err := startServers(ctx, dir)
	defer stopAll(started)
	if err != nil {
		return err
	}
	table, err := app.Services()
	if err != nil {
		return err
	}
	ports := map[string]int{}
	for _, s := range table {
		ports[s.Name] = s.Port
	}
	ports["frontend"] = frontend
	secrets, err := keptSecrets(filepath.Join(dir, "secrets.json"), table)
	if err != nil {
		return err
	}
	fmt.Println("dev: building, migrating and starting", len(table), "services")
	wait, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	shop, err := processes.New(wait, processes.Options{
		Servers: addresses, Dir: filepath.Join(dir, "services"), Front: front, Ports: ports, Secrets: secrets,
	})
	if err != nil {
		return err
	}
	defer shop.Close()
	env := filepath.Join(dir, "env")
	if err := shop.WriteEnvironment(env); err != nil {
		return err
	}
	for _, p := range shop.Processes {
		if err := p.Start(); err != nil {
			return err
		}
	}
	for _, p := range shop.Processes {
		if err := p.Ready(wait); err != nil {
			return err
		}
		fmt.Printf("dev: %-22s %s\n", p, p.URL(p.Names[0]))
	}
	fmt.Printf("\nFlores Victoria: %s  (trastienda: %s/admin, API: %s/api/docs)\n", shop.URL, shop.URL, shop.URL)
	fmt.Printf("Try it:           go run ./cmd/flores smoke --url %s\n", shop.URL)
	fmt.Printf("An administrator: (set -a; . %s; go run ./cmd/flores user create --role admin CORREO)\n", env)
	fmt.Printf("Logs:             %s/services/*/log\n", dir)
	return watch(ctx, shop)
}

// watch waits for Ctrl-C, and says when a process ends by itself.
func watch(ctx context.Context, shop *processes.Shop) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			fmt.Println("\ndev: stopping")
			return nil
		case <-tick.C:
			for _, p := range shop.Processes {
				if !p.Running() {
					return fmt.Errorf("%s ended by itself:\n%s", p, p.Tail(20))
				}
			}
		}
	}
}

// home is where the data stay. Root's own folder is closed to the user that
// PostgreSQL runs as.
func home() string {
	if dir := os.Getenv("FLORES_DEV"); dir != "" {
		return dir
	}
	cache, err := os.UserCacheDir()
	if err != nil || os.Getuid() == 0 {
		return "/var/tmp/flores-dev"
	}
	return filepath.Join(cache, "flores-dev")
}

// startServers starts those that the environment does not name.
func startServers(ctx context.Context, dir string) (started []*servers.Server, addresses map[string]string, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	addresses = map[string]string{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for env, start := range map[string]func(context.Context, string) (*servers.Server, error){
		app.EnvDatabase: servers.StartPostgres, app.EnvMongo: servers.StartMongo, app.EnvRedis: servers.StartRedis, app.EnvRabbit: servers.StartRabbitMQ,
	} {
		if given := os.Getenv(env); given != "" {
			addresses[env] = given
			fmt.Printf("dev: %-14s given\n", env)
			continue
		}
		all.Go(func() {
			s, problem := start(ctx, filepath.Join(dir, env))
			mu.Lock()
			defer mu.Unlock()
			if problem != nil {
				err = errors.Join(err, problem)
				return
			}
			started = append(started, s)
			addresses[env] = s.URL
			fmt.Printf("dev: %-14s %s %s\n", env, s.URL, s.Admin)
		})
	}
	all.Wait()
	return started, addresses, err
}

func stopAll(started []*servers.Server) {
	var all sync.WaitGroup
	for _, s := range started {
		all.Go(func() {
			if err := s.Stop(); err != nil {
				fmt.Fprintln(os.Stderr, "dev:", err)
			}
		})
	}
	all.Wait()
}
