package apptest

import (
	"context"
	"testing"
	"time"

	"floresvictoria.cl/flores/test/processes"
)

// startWithin is how long all processes may take to be ready on a busy machine.
const startWithin = 2 * time.Minute

// apart starts the shop in processes of the binary.
func apart(t testing.TB, o Options) *Shop {
	t.Helper()
	opt := *o.Processes
	opt.Dir, opt.Public = o.Data, o.Public
	cfg := o.config()
	cfg.Data = ""
	env := cfg.Environment()
	for name, value := range opt.Env {
		env[name] = value
	}
	opt.Env = env
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	p, err := processes.Start(ctx, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Close()
		if t.Failed() {
			for _, one := range p.Processes {
				t.Logf("%s logged:\n%s", one, one.Tail(25))
			}
		}
	})
	return &Shop{T: t, URL: p.URL, Logs: &Logs{}, Data: o.Data, Processes: p}
}
