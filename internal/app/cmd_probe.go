package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"
)

type probeCmd struct {
	TCP probeTCP `cmd:"" name:"tcp" help:"Open a connection to HOST:PORT and close it; exits 1 when that is refused, 2 when nothing answers."`
}

type probeTCP struct {
	Address string        `arg:"" name:"host:port" help:"Where to."`
	Timeout time.Duration `help:"How long to wait." default:"3s"`
}

// The exit codes tell a network that swallows from a host that refuses, which is how
// policies are tested.
const silence = silentError(2)

// Run probes.
func (c *probeTCP) Run(ctx context.Context, s streams) error {
	conn, err := (&net.Dialer{Timeout: c.Timeout}).DialContext(ctx, "tcp", c.Address)
	switch {
	case err == nil:
		fmt.Fprintln(s.out, "open")
		return conn.Close()
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("%s refuses", c.Address)
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		fmt.Fprintf(s.err, "flores: %s does not answer within %s\n", c.Address, c.Timeout)
		return silence
	}
	return err
}
