package app

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// decoy is an address where a server might be, which counts who connects to it.
type decoy struct {
	env     string
	url     string
	clients atomic.Int64
}

// decoys are one for each variable that says where a server is.
func decoys(t *testing.T) (all []*decoy) {
	t.Helper()
	for env, form := range map[string]string{
		EnvDatabase: "postgres://flores:camelia-7@HOST/flores?sslmode=disable", EnvMongo: "mongodb://HOST/flores",
		EnvRedis: "redis://HOST/0", EnvSessions: "redis://HOST/1", EnvRabbit: "amqp://flores:camelia-7@HOST/",
	} {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = ln.Close() })
		d := &decoy{env: env, url: strings.Replace(form, "HOST", ln.Addr().String(), 1)}
		go func() {
			for {
				c, err := ln.Accept()
				if err != nil {
					return
				}
				d.clients.Add(1)
				_ = c.Close()
			}
		}()
		all = append(all, d)
	}
	return all
}

// spoken is an environment, the process's own too, that says where the decoys are: to
// all services, and to each that has a store of its kind.
func spoken(t *testing.T, all []*decoy, files bool) Environment {
	t.Helper()
	table, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{}
	for _, d := range all {
		names := []string{d.env}
		for _, s := range table {
			names = append(names, override(s.Name, d.env))
		}
		path := filepath.Join(t.TempDir(), d.env)
		if err := os.WriteFile(path, []byte(d.url+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			value := d.url
			if files {
				name, value = name+fileSuffix, path
			}
			env[name] = value
			t.Setenv(name, value)
		}
	}
	return func(name string) string { return env[name] }
}

// start runs a command line in the background; the returned function stops it.
func start(t *testing.T, env Environment, args ...string) (out *safeBuffer, stop func()) {
	t.Helper()
	out = &safeBuffer{}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() { done <- run(ctx, args, streams{out: out, err: out, env: env}) }()
	return out, func() {
		t.Helper()
		cancel()
		if code := <-done; code != 0 {
			t.Errorf("%v ended with %d: %s", args, code, out)
		}
	}
}

// Given an environment that names all four servers, when the whole shop runs in one
// process and sells, then it connects to none of them.
func TestTheShopInOneProcessOpensNoClientOfTheServers(t *testing.T) {
	for form, files := range map[string]bool{"addresses": false, "files": true} {
		t.Run(form, func(t *testing.T) {
			all := decoys(t)
			args := upFlags(t, t.TempDir())
			url := "http://" + args[len(args)-1]
			out, stop := start(t, spoken(t, all, files), args...)
			waitFor(t, func() bool { return strings.Contains(out.String(), "Flores Victoria:") })
			if code, said, errs := line(t, t.Context(), false, "smoke", "--url", url); code != 0 || !strings.Contains(said, "it is paid in the sandbox: yes") {
				t.Errorf("a purchase: %d %s%s", code, said, errs)
			}
			stop()
			for _, d := range all {
				if n := d.clients.Load(); n != 0 {
					t.Errorf("%s: %d connections", d.env, n)
				}
			}
		})
	}
}

// The same environment has services in processes of their own connect to every one.
func TestServicesApartConnectToTheServersThatTheyAreTold(t *testing.T) {
	all := decoys(t)
	table, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	var names, ports, addresses []string
	for _, s := range table {
		address := freeAddress(t)
		_, port, err := net.SplitHostPort(address)
		if err != nil {
			t.Fatal(err)
		}
		names, ports, addresses = append(names, s.Name), append(ports, s.Name+"="+port), append(addresses, address)
	}
	args := append([]string{"serve", "--data", t.TempDir(), "--public-url", "http://127.0.0.1:8080", "--ports", strings.Join(ports, ";")}, names...)
	env := spoken(t, all, true)
	t.Setenv(EnvPublicURL, "http://127.0.0.1:8080")
	out, stop := start(t, func(name string) string {
		if name == EnvPublicURL {
			return "http://127.0.0.1:8080"
		}
		return env(name)
	}, args...)
	defer func() {
		if t.Failed() {
			t.Logf("it said:\n%s", out)
		}
	}()
	defer stop()
	waitFor(t, func() bool {
		for _, address := range addresses { // who is asked whether it is ready asks its store
			answers("http://" + address + "/readyz")
		}
		return !slices.ContainsFunc(all, func(d *decoy) bool { return d.clients.Load() == 0 })
	})
}
