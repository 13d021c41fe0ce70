package review

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// Name is the service's, as its events and the table of services call it.
const Name = "review-service"

// Deps is what the service is made of. Only Log may be absent.
type Deps struct {
	Store  Store // NewSQLite or NewMongo; its outbox is published by whoever made it
	Clock  clock.Clock
	Orders *contract.Conn // to order-service
	Log    *slog.Logger
}

// Service is review-service. It is safe for concurrent use.
type Service struct {
	store  Store
	clk    clock.Clock
	orders *contract.Conn
	log    *slog.Logger
}

// New makes the service; it does no work until it is called or run.
func New(d Deps) (*Service, error) {
	if d.Store == nil || d.Clock == nil || d.Orders == nil {
		return nil, errors.New("review-service needs a store, a clock and a connection to order-service")
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	return &Service{store: d.Store, clk: d.Clock, orders: d.Orders, log: d.Log}, nil
}

// Routes serves every operation of the contract.
func (s *Service) Routes(r *contract.Router) {
	contract.Handle(r, reviewapi.List, s.list)
	contract.Handle(r, reviewapi.Mine, s.mine)
	contract.Handle(r, reviewapi.Write, s.write)
	contract.Handle(r, reviewapi.Queue, s.queue)
	contract.Handle(r, reviewapi.Decide, s.decide)
}

// Handlers are what review-service consumes. Each is idempotent in the documents it changes.
func (s *Service) Handlers() []events.Handler {
	return []events.Handler{
		events.On(orderapi.OrderDelivered, s.delivered),
		events.On(authapi.UserDeleted, s.forget),
	}
}

// Run sweeps until ctx ends. Whoever writes stops before it.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "ratings are behind; the next round tries again", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (s *Service) now() time.Time { return s.clk.Now().UTC() }

// call is an idempotent call: its key, with who sent it, and the hash of what it asks.
type call struct{ key, hash string }

func callOf(who, key, subject string, body any) (call, error) {
	b, err := json.Marshal(body, json.Deterministic(true))
	if err != nil {
		return call{}, fmt.Errorf("hash a call: %w", err)
	}
	return call{key: id.Hash(who + "\n" + key), hash: id.Hash(subject + "\n" + string(b))}, nil
}

// repeated is what the same call was answered before; nil when it is new.
func (s *Service) repeated(ctx context.Context, c call) (*reviewapi.Review, error) {
	r, err := s.store.ReviewByKey(ctx, c.key)
	if err != nil || r == nil {
		return nil, err
	}
	for _, a := range r.Answers {
		if a.Key != c.key {
			continue
		}
		if a.Hash != c.hash {
			return nil, problem.Unprocessable("key_reused")
		}
		return &a.Review, nil
	}
	return nil, nil
}

// raced tells of a write that came between: read again and go on.
func raced(err error) bool { return errors.Is(err, ErrStale) || errors.Is(err, ErrTaken) }
