package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"

	"floresvictoria.cl/flores/internal/platform/httpserver"
)

type serveCmd struct {
	Names []string       `arg:"" name:"service" help:"The services to run; flores services lists them."`
	Host  string         `help:"Address to listen on; each service takes its own port." default:"127.0.0.1" env:"FLORES_HOST"`
	Ports map[string]int `help:"Other ports than the table's: order-service=13004." env:"FLORES_PORTS" placeholder:"SERVICE=PORT"`
	Config
}

// Run starts the services and serves until it is told to stop.
func (c *serveCmd) Run(ctx context.Context, s streams) error {
	table, err := Services()
	if err != nil {
		return err
	}
	public, err := c.publicURL()
	if err := errors.Join(c.Check(), err); err != nil {
		return err
	}
	listeners := map[string]net.Listener{}
	for _, name := range c.Names {
		row := table.Find(name)
		if row == nil {
			return fmt.Errorf("there is no service %q: flores services lists them", name)
		}
		port := row.Port
		if p, ok := c.Ports[name]; ok {
			port = p
		}
		ln, err := httpserver.Listen(net.JoinHostPort(c.Host, strconv.Itoa(port)))
		if err != nil {
			return err
		}
		listeners[name] = ln
	}
	dir, err := OpenDataDir(c.Data)
	if err != nil {
		return err
	}
	defer func() { _ = dir.Close() }()
	demo := c.Demo != nil && *c.Demo
	a, err := New(ctx, Options{Config: c.Config, Services: c.Names, Listeners: listeners, Log: logger(&c.Config, s.err), Demo: demo, Data: dir, Public: public, Getenv: s.getenv})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if dir.New || c.Demo != nil { // else the directory goes on to remember what it did
		if err := dir.Started(demo); err != nil {
			return err
		}
	}
	admin, err := a.listenAdmin()
	if err != nil {
		return err
	}
	doors, err := a.listenMetrics()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, append(doors, admin)...) }()
	for _, name := range c.Names {
		fmt.Fprintf(s.out, "%s: http://%s\n", name, listeners[name].Addr())
	}
	return <-done
}
