package app

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/problem"
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
	Listen string `help:"Address of the shop." default:"127.0.0.1:8080" env:"FLORES_LISTEN" placeholder:"HOST:PORT"`
	Config
}

// Run prints the settings.
func (c *configShow) Run(s streams) error { return printSettings(s.out, c) }

type configCheck struct {
	Listen string `help:"Address of the shop." default:"127.0.0.1:8080" env:"FLORES_LISTEN" placeholder:"HOST:PORT"`
	Config
}

// Run checks them.
func (c *configCheck) Run(s streams) error {
	_, err := c.public(c.Listen)
	if err := joinFaults(c.Check(), err); err != nil {
		return err
	}
	fmt.Fprintln(s.out, "the configuration is sound")
	return nil
}

type userCmd struct {
	Create userCreateCmd `cmd:"" help:"Make an account with a password that is printed once and changed at the first log-in."`
}

type userCreateCmd struct {
	Role  string `help:"customer, driver, florist, support, manager or admin." required:"" enum:"customer,driver,florist,support,manager,admin"`
	Email string `arg:"" help:"The account's e-mail."`
	Data  string `help:"Directory of the embedded stores." default:"${data}" env:"FLORES_DATA" placeholder:"DIR"`
}

// Run makes the account: in the running shop if there is one, else in its stores.
func (c *userCreateCmd) Run(ctx context.Context, s streams) error {
	in := newUser{Email: c.Email, Role: authapi.Role(c.Role)}
	var out printedPassword
	ok, err := ask(ctx, c.Data, http.MethodPost, "/users", in, &out)
	if !ok {
		err = c.offline(ctx, s, in, &out)
	}
	if err != nil {
		return plainRefusal(err)
	}
	fmt.Fprintf(s.out, "%s (%s), clave de un solo uso: %s\n", c.Email, c.Role, out.Password)
	return nil
}

func (c *userCreateCmd) offline(ctx context.Context, s streams, in newUser, out *printedPassword) error {
	if _, err := os.Stat(c.Data); err != nil {
		return fmt.Errorf("there is no shop in %s: start it with flores up, or say --data", c.Data)
	}
	dir, err := OpenDataDir(c.Data)
	if err != nil {
		return err
	}
	defer func() { _ = dir.Close() }()
	cfg := Config{Data: c.Data, Windows: DefaultWindows()}
	a, err := New(ctx, Options{Config: cfg, Services: []string{authapi.Service}, Log: logger(&Config{LogLevel: "warn"}, s.err), Data: dir, Getenv: s.getenv})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	made, err := a.createUser(ctx, in)
	if err == nil {
		*out = *made
	}
	return err
}

// plainRefusal says a service's refusal as a line of text.
func plainRefusal(err error) error {
	p, ok := problem.From(err)
	if !ok {
		return err
	}
	switch {
	case p.Code == "email_taken":
		return fmt.Errorf("that e-mail has an account already")
	case len(p.Errors) > 0:
		return fmt.Errorf("%s: %s", p.Errors[0].Pointer, p.Errors[0].Code)
	}
	return fmt.Errorf("refused: %s", p.Code)
}

type deadCmd struct {
	List   deadListCmd   `cmd:"" default:"withargs" help:"List them."`
	Replay deadReplayCmd `cmd:"" help:"Hand one to its consumer again."`
}

type deadListCmd struct {
	Consumer string `help:"Only this consumer's."`
	Data     string `help:"Directory of the embedded stores." default:"${data}" env:"FLORES_DATA" placeholder:"DIR"`
}

// Run lists them.
func (c *deadListCmd) Run(ctx context.Context, s streams) error {
	var list []events.DeadLetter
	ok, err := ask(ctx, c.Data, http.MethodGet, "/deadletters?"+url.Values{"consumer": {c.Consumer}}.Encode(), nil, &list)
	if err == nil && !ok {
		err = fmt.Errorf("no shop runs on %s", c.Data)
	}
	if err != nil {
		return plainRefusal(err)
	}
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "CONSUMER\tEVENT\tTYPE\tSUBJECT\tTRIES\tPARKED\tERROR")
	for _, d := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", d.Consumer, d.EventID, d.Type, d.Subject, strconv.Itoa(d.Tries), d.ParkedAt.Format(time.RFC3339), d.LastError)
	}
	return w.Flush()
}

type deadReplayCmd struct {
	Consumer string `arg:""`
	Event    string `arg:""`
	Data     string `help:"Directory of the embedded stores." default:"${data}" env:"FLORES_DATA" placeholder:"DIR"`
}

// Run replays one.
func (c *deadReplayCmd) Run(ctx context.Context, s streams) error {
	q := url.Values{"consumer": {c.Consumer}, "event": {c.Event}}
	ok, err := ask(ctx, c.Data, http.MethodPost, "/deadletters/replay?"+q.Encode(), nil, nil)
	if err == nil && !ok {
		err = fmt.Errorf("no shop runs on %s", c.Data)
	}
	if err != nil {
		return plainRefusal(err)
	}
	fmt.Fprintln(s.out, "back in the queue of", c.Consumer)
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
