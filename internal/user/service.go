package user

import (
	"errors"
	"log/slog"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/user/userapi"
)

// Name is the service's, as its events and the table of services call it.
const Name = "user-service"

// Deps is what the service is made of. Only Log may be absent.
type Deps struct {
	DB     relational.DB // with Migrations applied
	Outbox *events.RelationalOutbox
	Clock  clock.Clock
	Log    *slog.Logger
}

// Service is user-service. It is safe for concurrent use.
type Service struct {
	store
	inbox *events.Inbox
	clk   clock.Clock
	log   *slog.Logger
}

// New makes the service; it does no work until it is called or run.
func New(d Deps) (*Service, error) {
	if d.DB == nil || d.Outbox == nil || d.Clock == nil {
		return nil, errors.New("user-service needs a database, its outbox and a clock")
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	return &Service{
		store: store{db: d.DB, outbox: d.Outbox}, inbox: events.NewInbox(d.DB, d.Clock, Name), clk: d.Clock, log: d.Log,
	}, nil
}

// Routes serves every operation of the contract.
func (s *Service) Routes(r *contract.Router) {
	contract.Handle(r, userapi.Me, s.me)
	contract.Handle(r, userapi.ChangeMe, s.changeMe)

	contract.Handle(r, userapi.Addresses, s.addresses)
	contract.Handle(r, userapi.AddAddress, s.addAddress)
	contract.Handle(r, userapi.ChangeAddress, s.changeAddress)
	contract.Handle(r, userapi.RemoveAddress, s.removeAddress)

	contract.Handle(r, userapi.Recipients, s.recipients)
	contract.Handle(r, userapi.AddRecipient, s.addRecipient)
	contract.Handle(r, userapi.ChangeRecipient, s.changeRecipient)
	contract.Handle(r, userapi.RemoveRecipient, s.removeRecipient)
}

func (s *Service) nowUS() int64 { return clock.Micros(s.clk.Now()) }
