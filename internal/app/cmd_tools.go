package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"text/tabwriter"
	"time"
)

type servicesCmd struct{}

// Run prints the table.
func (servicesCmd) Run(s streams) error {
	t, err := Services()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "SERVICE\tPORT\tSTORES\tPATHS\tOPERATIONS\tCALLS\tPUBLISHES\tCONSUMES")
	for _, x := range t {
		stores := make([]string, len(x.Stores))
		for i, st := range x.Stores {
			stores[i] = string(st)
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%d\t%s\t%s\t%s\n", x.Name, x.Port, dash(stores), dash(x.Base), len(x.Operations), dash(x.Calls), dash(x.Publishes), dash(x.Consumes))
	}
	return w.Flush()
}

func dash(list []string) string {
	if len(list) == 0 {
		return "–"
	}
	return strings.Join(list, " ")
}

type configCmd struct {
	Show  configShow  `cmd:"" default:"withargs" help:"Print every setting with its value; secrets are masked."`
	Check configCheck `cmd:"" help:"Report every fault of the configuration at once."`
}

type configShow struct {
	Listen string `help:"Address of flores up." default:"127.0.0.1:8080" env:"FLORES_LISTEN" placeholder:"HOST:PORT"`
	serveAt
	Config
}

// Run prints the settings.
func (c *configShow) Run(s streams) error {
	table, err := Services()
	if err != nil {
		return err
	}
	return errors.Join(printSettings(s.out, c), printNeeds(s.out, table, s.env))
}

type configCheck struct {
	Names  []string `arg:"" optional:"" name:"service" help:"Check also what these services, in a process of their own, must be told by the environment."`
	Listen string   `help:"Address of the shop." default:"127.0.0.1:8080" env:"FLORES_LISTEN" placeholder:"HOST:PORT"`
	Config
}

// Run checks them.
func (c *configCheck) Run(s streams) error {
	table, err := Services()
	if err != nil {
		return err
	}
	needs := table.CheckNeeds(s.env, c.Names, c.Data != "")
	if len(c.Names) == 0 {
		_, needs = c.public(c.Listen)
	}
	if err := joinFaults(c.Check(), needs); err != nil {
		return err
	}
	fmt.Fprintln(s.out, "the configuration is sound")
	return nil
}

type healthCmd struct {
	Data string `help:"Directory of the embedded stores." default:"${data}" env:"FLORES_DATA" placeholder:"DIR"`
	URL  string `help:"Ask this address instead." placeholder:"URL"`
}

// Run asks.
func (c *healthCmd) Run(ctx context.Context, s streams) error {
	if c.URL != "" {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(c.URL, "/")+"/readyz", nil)
		if err != nil {
			return err
		}
		resp, err := (&http.Client{Timeout: 5 * time.Second}).Do(req)
		if err != nil {
			return fmt.Errorf("%s does not answer", c.URL)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			return fmt.Errorf("%s is not ready", c.URL)
		}
		fmt.Fprintln(s.out, "ready")
		return nil
	}
	ok, err := ask(ctx, c.Data, http.MethodGet, "/readyz", nil, nil)
	if err == nil && !ok {
		err = fmt.Errorf("no shop runs on %s", c.Data)
	}
	if err != nil {
		return plainRefusal(err)
	}
	fmt.Fprintln(s.out, "ready")
	return nil
}

type versionCmd struct{}

// Run prints it.
func (versionCmd) Run(s streams) error {
	fmt.Fprintln(s.out, "flores", Version())
	return nil
}
