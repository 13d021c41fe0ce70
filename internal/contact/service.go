package contact

import (
	"context"
	"errors"
	"log/slog"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// Name is the service's, as its events and the table of services call it.
const Name = "contact-service"

// Deps is what the service is made of. Only Log may be absent.
type Deps struct {
	Store Store // NewSQLite or NewMongo; its outbox is published by whoever made it
	Clock clock.Clock
	Log   *slog.Logger
}

// Service is contact-service. It is safe for concurrent use and has no background work.
type Service struct {
	store Store
	clk   clock.Clock
	log   *slog.Logger
}

// New makes the service.
func New(d Deps) (*Service, error) {
	if d.Store == nil || d.Clock == nil {
		return nil, errors.New("contact-service needs a store and a clock")
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	return &Service{store: d.Store, clk: d.Clock, log: d.Log}, nil
}

// Routes serves every operation of the contract.
func (s *Service) Routes(r *contract.Router) {
	contract.Handle(r, contactapi.Send, s.send)
	contract.Handle(r, contactapi.Inbox, s.inbox)
	contract.Handle(r, contactapi.Get, s.get)
	contract.Handle(r, contactapi.Move, s.move)
	contract.Handle(r, contactapi.Answer, s.answer)
}

// Handlers are what contact-service consumes.
func (s *Service) Handlers() []events.Handler {
	return []events.Handler{events.On(authapi.UserDeleted, s.forget)}
}

var errKeyReused = problem.Unprocessable("key_reused")

// caused notes on an event what it was caused by.
func caused(ctx context.Context, ev events.Event) events.Event {
	ev.TraceParent = contract.Trace(ctx)
	return ev
}

// change rewrites a message until no other write comes between. edit changes the
// copy it is given and returns the events to store with it; with keep false the
// message stays as it is.
func (s *Service) change(ctx context.Context, id string, edit func(m *Message) (evs []events.Event, keep bool, err error)) (*Message, error) {
	for {
		before, err := s.store.Message(ctx, id)
		switch {
		case err != nil:
			return nil, err
		case before == nil:
			return nil, problem.NotFound("message_not_found")
		}
		next := before.clone()
		evs, keep, err := edit(next)
		if err != nil {
			return nil, err
		}
		if !keep {
			return before, nil
		}
		err = s.store.Save(ctx, before.Rev, next, evs...)
		if !errors.Is(err, ErrStale) {
			return next, err
		}
	}
}
