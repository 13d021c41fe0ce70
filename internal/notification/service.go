package notification

import (
	"context"
	"errors"
	"log/slog"
	netmail "net/mail"

	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/notification/words"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mail"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/seal"
)

// Name is the service's, as the table of services calls it.
const Name = "notification-service"

// Sender hands one mail over. An error that mail.Permanent knows is not tried again.
type Sender interface {
	Send(ctx context.Context, m mail.Message) error
}

// Deps is what the service is made of. Log, Sender and Address may be absent.
type Deps struct {
	DB        relational.DB // with Migrations applied
	Clock     clock.Clock
	Log       *slog.Logger
	Key       seal.PrivateKey // what publishers seal links and codes to
	PublicURL func() string   // the shop's address without a slash at the end; asked whenever a mail is written
	StaffMail string          // where mails to the staff go
	Address   string          // of the shop, as mails print it
	Sender    Sender          // nil keeps every mail
}

// Service is notification-service. It is safe for concurrent use.
type Service struct {
	store  store
	clk    clock.Clock
	log    *slog.Logger
	key    seal.PrivateKey
	public func() string
	staff  string
	sender Sender
	inbox  *events.Inbox
	words  *words.Composer
	wake   chan struct{}
}

// New makes the service; it does no work until it is called or run.
func New(d Deps) (*Service, error) {
	if d.DB == nil || d.Clock == nil || d.PublicURL == nil || d.Key == (seal.PrivateKey{}) {
		return nil, errors.New("notification-service needs a database, a clock, a key and the shop's address")
	}
	if _, err := netmail.ParseAddress(d.StaffMail); err != nil {
		return nil, errors.New("notification-service needs the staff's e-mail address")
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	composer, err := words.New(words.Shop{URL: d.PublicURL, Address: d.Address})
	if err != nil {
		return nil, err
	}
	return &Service{
		store: store{d.DB}, clk: d.Clock, log: d.Log, key: d.Key, public: d.PublicURL, staff: d.StaffMail, sender: d.Sender,
		inbox: events.NewInbox(d.DB, d.Clock, Name), words: composer, wake: make(chan struct{}, 1),
	}, nil
}

// Routes serves every operation of the contract.
func (s *Service) Routes(r *contract.Router) {
	contract.Handle(r, notificationapi.List, s.list)
	contract.Handle(r, notificationapi.Get, s.get)
	contract.Handle(r, notificationapi.Reveal, s.reveal)
	contract.Handle(r, notificationapi.Resend, s.resend)
}

// poke wakes Run: there is something to send.
func (s *Service) poke() {
	select {
	case s.wake <- struct{}{}:
	default: // it has yet to hear the last one
	}
}
