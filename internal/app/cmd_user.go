package app

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"os"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/problem"
)

type userCmd struct {
	Create userCreateCmd `cmd:"" help:"Make an account with a password that is printed once and changed at the first log-in."`
}

type userCreateCmd struct {
	Role  string `help:"customer, driver, florist, support, manager or admin." required:"" enum:"customer,driver,florist,support,manager,admin"`
	Email string `arg:"" help:"The account's e-mail."`
	Data  string `help:"Directory of the embedded stores; not needed in auth-service's own environment." env:"FLORES_DATA" placeholder:"DIR"`
}

// Run makes the account: in the running shop if there is one, else in its stores.
func (c *userCreateCmd) Run(ctx context.Context, s streams) error {
	in := newUser{Email: c.Email, Role: authapi.Role(c.Role)}
	opt := Options{Config: Config{Windows: DefaultWindows()}, Services: []string{authapi.Service}, Log: logger(&Config{LogLevel: "warn"}, s.err)}
	out, ok := &printedPassword{}, false
	var err error
	if served(s.env) && c.Data == "" {
		opt.Env = s.env
	} else {
		c.Data = cmp.Or(c.Data, DefaultData())
		ok, err = ask(ctx, c.Data, http.MethodPost, "/users", in, out)
	}
	if !ok {
		out, err = c.offline(ctx, opt, in)
	}
	if err != nil {
		return plainRefusal(err)
	}
	fmt.Fprintf(s.out, "%s (%s), clave de un solo uso: %s\n", c.Email, c.Role, out.Password)
	return nil
}

// served tells whether this is auth-service's own environment: its database and its
// key. A DATABASE_URL alone may be another program's.
func served(env Environment) bool {
	said := func(name string) bool { return env(name) != "" || env(name+fileSuffix) != "" }
	return said(EnvSigningKey) && (said(EnvDatabase) || said(override(authapi.Service, EnvDatabase)))
}

func (c *userCreateCmd) offline(ctx context.Context, opt Options, in newUser) (*printedPassword, error) {
	if opt.Env == nil {
		if _, err := os.Stat(c.Data); err != nil {
			return nil, fmt.Errorf("there is no shop in %s: start it with flores up, or say --data", c.Data)
		}
		dir, err := OpenDataDir(c.Data)
		if err != nil {
			return nil, err
		}
		defer func() { _ = dir.Close() }()
		opt.Data = dir
	}
	a, err := New(ctx, opt)
	if err != nil {
		return nil, err
	}
	defer func() { _ = a.Close() }()
	return a.createUser(ctx, in)
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
