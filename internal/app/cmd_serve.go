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
	Names []string `arg:"" name:"service" help:"The services to run; flores services lists them."`
	serveAt
	Config
}

// serveAt is where the services of a process listen.
type serveAt struct {
	Host  string         `help:"Address that flores serve listens on; each service takes its own port." default:"127.0.0.1" env:"FLORES_HOST"`
	Ports map[string]int `help:"Other ports than the table's: order-service=13004;cart-service=13005." env:"FLORES_PORTS" placeholder:"SERVICE=PORT"`
}

// Run starts the services and serves until it is told to stop. Stores are where the
// environment says; what it does not say is kept in --data, if that is given, and
// refused otherwise. A server or neighbour that is away is waited for.
func (c *serveCmd) Run(ctx context.Context, s streams) error {
	table, err := Services()
	if err != nil {
		return err
	}
	public, err := c.publicURL()
	if err := errors.Join(c.Check(), err, table.CheckNeeds(s.env, c.Names, c.Data != "")); err != nil {
		return err
	}
	listeners, err := c.listen(table)
	if err != nil {
		return err
	}
	opt := Options{
		Config: c.Config, Services: c.Names, Listeners: listeners, Log: logger(&c.Config, s.err),
		Demo: c.Demo != nil && *c.Demo, Public: public, Env: s.env,
	}
	if c.Data != "" {
		if opt.Data, err = OpenDataDir(c.Data); err != nil {
			return err
		}
		defer func() { _ = opt.Data.Close() }()
	}
	a, err := New(ctx, opt)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	doors, err := a.listenMetrics()
	if err != nil {
		return err
	}
	if opt.Data != nil {
		if opt.Data.New || c.Demo != nil { // else the directory goes on to remember what it did
			if err := opt.Data.Started(opt.Demo); err != nil {
				return err
			}
		}
		admin, err := a.listenAdmin()
		if err != nil {
			return err
		}
		doors = append(doors, admin)
	}
	for _, name := range c.Names {
		fmt.Fprintf(s.out, "%s: http://%s\n", name, listeners[name].Addr())
	}
	return a.Run(ctx, doors...)
}

// listen opens every service's port, or none.
func (c *serveCmd) listen(table Table) (_ map[string]net.Listener, err error) {
	listeners := map[string]net.Listener{}
	defer func() {
		if err != nil {
			for _, ln := range listeners {
				_ = ln.Close()
			}
		}
	}()
	for _, name := range c.Names {
		port := table.Find(name).Port
		if p, ok := c.Ports[name]; ok {
			port = p
		}
		if listeners[name], err = httpserver.Listen(net.JoinHostPort(c.Host, strconv.Itoa(port))); err != nil {
			delete(listeners, name)
			return nil, err
		}
	}
	return listeners, nil
}
