package embedded_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/embedded"
)

const killedPath = "BUS_TEST_KILLED_PATH"

// TestMain is also the process that TestAKilledProcess… kills: with the path set
// it publishes for ever, prints each id that was accepted, and works a queue off.
func TestMain(m *testing.M) {
	path := os.Getenv(killedPath)
	if path == "" {
		os.Exit(m.Run())
	}
	ctx := context.Background()
	bus, err := embedded.Open(ctx, embedded.Options{Path: path, Clock: clock.System{}})
	if err != nil {
		panic(err)
	}
	if err := bus.Declare(ctx, events.Binding{Consumer: "idle", Types: []string{paid.Type()}}); err != nil {
		panic(err)
	}
	busy, err := bus.Subscribe(ctx, events.Consumer{Name: "busy", Handlers: []events.Handler{
		events.On(paid, func(_ context.Context, ev events.Event, _ note) error { fmt.Println("handled", ev.ID); return nil }),
	}})
	if err != nil {
		panic(err)
	}
	go func() { _ = busy.Run(ctx) }()
	for {
		evs := some(3)
		if err := bus.Publish(ctx, evs); err != nil {
			panic(err)
		}
		for _, ev := range evs {
			fmt.Println("published", ev.ID)
		}
	}
}

func TestAKilledProcessLosesNoPublishedEvent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bus.sqlite")
	self, err := os.Executable()
	must(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), killedPath+"="+path)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	published, handled := map[string]bool{}, map[string]bool{}
	lines, killed := bufio.NewScanner(out), false
	for lines.Scan() { // what it said before it was killed may still come
		var verb, id string
		if n, _ := fmt.Sscan(lines.Text(), &verb, &id); n == 2 {
			map[string]map[string]bool{"published": published, "handled": handled}[verb][id] = true
		}
		if len(published) > 300 && len(handled) > 100 && !killed {
			killed = true
			must(t, cmd.Process.Kill())
		}
	}
	_ = cmd.Wait()

	h := open(t, path, clock.System{})
	collect := func(consumer string, already map[string]bool) {
		missing := map[string]bool{}
		for id := range published {
			missing[id] = !already[id]
		}
		got := make(chan string, 10_000)
		sub, err := h.bus.Subscribe(t.Context(), events.Consumer{Name: consumer, Handlers: []events.Handler{
			events.On(paid, func(_ context.Context, ev events.Event, _ note) error { got <- ev.ID; return nil }),
		}})
		must(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- sub.Run(ctx) }()
		for left(missing) > 0 {
			missing[<-got] = false
		}
		cancel()
		must(t, <-done)
	}
	collect("idle", nil)
	collect("busy", handled)
}

func left(missing map[string]bool) (n int) {
	for _, yes := range missing {
		if yes {
			n++
		}
	}
	return n
}
