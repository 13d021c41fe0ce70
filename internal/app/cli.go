package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"floresvictoria.cl/flores/internal/platform/telemetry"
)

// cli is the command line: each command's struct says its flags, their environment
// variables and their help.
type cli struct {
	Up       upCmd       `cmd:"" help:"Run the whole shop in this process, on embedded stores."`
	Serve    serveCmd    `cmd:"" help:"Run some services in this process."`
	Services servicesCmd `cmd:"" help:"Print the table of services."`
	Config   configCmd   `cmd:"" help:"Print or check the configuration."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the schemas of PostgreSQL to what this binary knows."`
	Smoke    smokeCmd    `cmd:"" help:"Try a running shop as a customer would: look, fill a cart, order, pay in the sandbox."`
	Probe    probeCmd    `cmd:"" help:"Ask whether something can be reached from here."`
	User     userCmd     `cmd:"" help:"Accounts of the staff."`
	Dead     deadCmd     `cmd:"" name:"deadletters" help:"Events that a consumer could not deal with."`
	Health   healthCmd   `cmd:"" help:"Ask a running shop whether it is ready; exits 1 when it is not."`
	OpenAPI  openapiCmd  `cmd:"" name:"openapi" help:"Print the public API's document." hidden:""`
	Secrets  secretsCmd  `cmd:"" help:"Print new keys and credentials for services in processes of their own."`
	Version  versionCmd  `cmd:"" help:"Print the version."`
}

// streams are the process's; tests hand in their own.
type streams struct {
	out, err io.Writer
	terminal bool
	env      Environment
}

// exit ends kong's parsing with a code, since a library may not end the process.
type exit int

// Main runs the command line and returns the exit code. An error is one line.
func Main(args []string) (code int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := streams{out: os.Stdout, err: os.Stderr, terminal: isTerminal(os.Stdout), env: os.Getenv}
	return run(ctx, args, s)
}

func run(ctx context.Context, args []string, s streams) (code int) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case exit:
			code = int(e)
		default:
			panic(e)
		}
	}()
	var c cli
	parser, err := kong.New(&c,
		kong.Name("flores"),
		kong.Description("Flores Victoria: an online florist, and the system that runs it."),
		kong.Vars{"data": DefaultData()},
		kong.Writers(s.out, s.err),
		kong.Exit(func(n int) { panic(exit(n)) }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(s),
		kong.Resolvers(s.env.files()),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return fail(s, err)
	}
	k, err := parser.Parse(args)
	if err != nil {
		return fail(s, err)
	}
	if err := k.Run(); err != nil {
		return fail(s, err)
	}
	return 0
}

// fail prints an error as one line (several faults of a configuration as one line each).
func fail(s streams, err error) int {
	for line := range strings.SplitSeq(strings.TrimSpace(err.Error()), "\n") {
		fmt.Fprintln(s.err, "flores:", line)
	}
	var silent silentError
	if errors.As(err, &silent) {
		return int(silent)
	}
	return 1
}

// silentError is a code for a command that has said all already.
type silentError int

func (e silentError) Error() string { return "" }

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func logger(c *Config, w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // the flag allows only known words
	o := &slog.HandlerOptions{Level: level, ReplaceAttr: spanInWords}
	var h slog.Handler = slog.NewTextHandler(w, o)
	if c.LogFormat == "json" {
		h = slog.NewJSONHandler(w, o)
	}
	return slog.New(telemetry.NewHandler(h))
}

// spanInWords writes 1.5s where JSON would say nanoseconds.
func spanInWords(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindDuration {
		a.Value = slog.StringValue(a.Value.Duration().String())
	}
	return a
}
