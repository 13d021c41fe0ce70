package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/rabbit"
)

type deadCmd struct {
	List   deadListCmd   `cmd:"" default:"withargs" help:"List them."`
	Replay deadReplayCmd `cmd:"" help:"Hand one to its consumer again."`
}

// deadAt is where the dead letters are: the broker that the environment says, else
// the shop that runs on a data directory.
type deadAt struct {
	Data string `help:"Directory of the embedded stores; not needed beside RABBITMQ_URL." env:"FLORES_DATA" placeholder:"DIR"`
}

// broker is the one that the environment says, connected; nil when it says none.
func (c deadAt) broker(ctx context.Context, s streams) (*rabbit.Bus, error) {
	address, err := s.env.Value(EnvRabbit)
	if err != nil || address == "" || c.Data != "" {
		return nil, err
	}
	table, err := Services()
	if err != nil {
		return nil, err
	}
	bus, err := rabbit.Open(rabbit.Options{URL: address, Name: "flores deadletters", Bindings: table.Bindings(), Log: logger(&Config{LogLevel: "error"}, s.err)})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", EnvRabbit, err)
	}
	wait, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := bus.Ping(wait); err != nil {
		return nil, errors.Join(fmt.Errorf("the broker does not answer: %w", err), bus.Close())
	}
	return bus, nil
}

// ask has the shop on the data directory do it.
func (c deadAt) ask(ctx context.Context, method, path string, out any) error {
	data := cmp.Or(c.Data, DefaultData())
	ok, err := ask(ctx, data, method, path, nil, out)
	if err == nil && !ok {
		err = fmt.Errorf("no shop runs on %s", data)
	}
	return plainRefusal(err)
}

type deadListCmd struct {
	Consumer string `help:"Only this consumer's."`
	deadAt
}

// Run lists them.
func (c *deadListCmd) Run(ctx context.Context, s streams) error {
	list, err := c.list(ctx, s)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "CONSUMER\tEVENT\tTYPE\tSUBJECT\tTRIES\tPARKED\tERROR")
	for _, d := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", d.Consumer, d.EventID, d.Type, d.Subject, strconv.Itoa(d.Tries), d.ParkedAt.Format(time.RFC3339), d.LastError)
	}
	return w.Flush()
}

func (c *deadListCmd) list(ctx context.Context, s streams) (list []events.DeadLetter, err error) {
	bus, err := c.broker(ctx, s)
	if err != nil {
		return nil, err
	}
	if bus == nil {
		return list, c.ask(ctx, http.MethodGet, "/deadletters?"+url.Values{"consumer": {c.Consumer}}.Encode(), &list)
	}
	defer func() { _ = bus.Close() }()
	if c.Consumer != "" {
		return bus.DeadLetters(ctx, c.Consumer, events.MaxDeadLetters)
	}
	return c.all(ctx, s, bus)
}

// all are every consumer's that the broker lets this user see: where each service has
// a user of its own, a service's sees its own.
func (c *deadListCmd) all(ctx context.Context, s streams, bus *rabbit.Bus) (list []events.DeadLetter, err error) {
	table, err := Services()
	if err != nil {
		return nil, err
	}
	var kept []string
	consumers := table.Bindings()
	for _, one := range consumers {
		some, err := bus.DeadLetters(ctx, one.Consumer, events.MaxDeadLetters)
		switch {
		case rabbit.IsRefused(err):
			kept = append(kept, one.Consumer)
		case err != nil:
			return nil, err
		}
		list = append(list, some...)
	}
	if len(kept) == len(consumers) {
		return nil, errors.New("the broker shows this user nobody's dead letters")
	}
	if len(kept) > 0 {
		fmt.Fprintf(s.err, "not shown to this user: those of %s\n", strings.Join(kept, ", "))
	}
	slices.SortStableFunc(list, func(a, b events.DeadLetter) int { return a.ParkedAt.Compare(b.ParkedAt) })
	return list[:min(len(list), events.MaxDeadLetters)], nil
}

type deadReplayCmd struct {
	Consumer string `arg:""`
	Event    string `arg:""`
	deadAt
}

// Run replays one.
func (c *deadReplayCmd) Run(ctx context.Context, s streams) error {
	bus, err := c.broker(ctx, s)
	switch {
	case err != nil:
		return err
	case bus == nil:
		q := url.Values{"consumer": {c.Consumer}, "event": {c.Event}}
		err = c.ask(ctx, http.MethodPost, "/deadletters/replay?"+q.Encode(), nil)
	default:
		defer func() { _ = bus.Close() }()
		err = bus.Replay(ctx, c.Consumer, c.Event)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, "back in the queue of", c.Consumer)
	return nil
}
