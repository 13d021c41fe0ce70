package order

import (
	"errors"
	"log/slog"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/order/link"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/payment"
	"floresvictoria.cl/flores/internal/order/sandbox"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/seal"
)

// Name is the service's, in addresses, tokens and events.
const Name = "order-service"

// Windows are the times that decide what waits for whom.
type Windows struct {
	IntentLease time.Duration // how long one try to place holds its key: 60 s
	PayWithin   time.Duration // how long stock and slot are held for a payment: 30 min
	PayingLease time.Duration // how long one try to settle a payment lasts: 2 min
	KeepFor     time.Duration // how long a hold is kept once payment is being settled: 24 h
	HoldNet     time.Duration // how much later than the order a hold expires by itself: 15 min
}

// DefaultWindows are the shop's.
func DefaultWindows() Windows {
	return Windows{
		IntentLease: 60 * time.Second, PayWithin: 30 * time.Minute, PayingLease: 2 * time.Minute,
		KeepFor: 24 * time.Hour, HoldNet: 15 * time.Minute,
	}
}

func (w Windows) check() error {
	for _, d := range []time.Duration{w.IntentLease, w.PayWithin, w.PayingLease, w.KeepFor, w.HoldNet} {
		if d <= 0 {
			return errors.New("every window of order-service is more than nothing")
		}
	}
	return nil
}

// Deps is what the service is made of. Providers and Log may be absent.
type Deps struct {
	DB      relational.DB            // with Migrations applied
	Outbox  *events.RelationalOutbox // of DB; whoever owns it runs its relay
	Product *contract.Conn
	Cart    *contract.Conn
	Clock   clock.Clock
	Rules   *delivery.Rules
	Windows Windows
	LinkKey []byte // signs guests' links: 32 bytes or more, kept for good
	// NotificationKey is what links in events are sealed to.
	NotificationKey seal.PublicKey
	// PublicURL is what the shop is called from outside, without a slash at the
	// end; it is asked each time, since an address may be chosen late.
	PublicURL func() string
	// Demo allows the sandbox provider.
	Demo bool
	// Providers are further ones, or stand in for the sandbox under its name.
	Providers []payment.Provider
	Log       *slog.Logger
}

// Service is order-service.
type Service struct {
	db        relational.DB
	store     *store.Store
	inbox     *events.Inbox
	product   *contract.Conn
	cart      *contract.Conn
	clock     clock.Clock
	rules     *delivery.Rules
	zones     *contract.List[orderapi.Zone]
	zonesTag  string
	windows   Windows
	links     *link.Signer
	mail      seal.PublicKey
	publicURL func() string
	providers map[string]payment.Provider
	sandbox   *sandbox.Provider // nil without demo
	log       *slog.Logger
	wake      chan struct{} // holds a signal when there is work for Sweep
}

// New makes the service; it does nothing until it is called or run.
func New(d Deps) (*Service, error) {
	if d.DB == nil || d.Outbox == nil || d.Product == nil || d.Cart == nil || d.Clock == nil || d.Rules == nil || d.PublicURL == nil {
		return nil, errors.New("order-service needs a database, its outbox, product- and cart-service, a clock, the delivery rules and the public address")
	}
	if err := d.Windows.check(); err != nil {
		return nil, err
	}
	if (d.NotificationKey == seal.PublicKey{}) {
		return nil, errors.New("order-service needs notification-service's public key")
	}
	links, err := link.NewSigner(d.LinkKey)
	if err != nil {
		return nil, err
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	s := &Service{
		db: d.DB, store: store.New(d.DB, d.Outbox), inbox: events.NewInbox(d.DB, d.Clock, Name),
		product: d.Product, cart: d.Cart, clock: d.Clock, rules: d.Rules, windows: d.Windows, links: links,
		mail: d.NotificationKey, publicURL: d.PublicURL, providers: map[string]payment.Provider{},
		log: d.Log, wake: make(chan struct{}, 1),
	}
	s.zones, s.zonesTag = zonesOf(d.Rules)
	if d.Demo {
		s.sandbox = sandbox.New(d.DB, d.Clock, d.PublicURL)
		s.providers[sandbox.Name] = s.sandbox
	}
	for _, p := range d.Providers {
		s.providers[p.Name()] = p
	}
	return s, nil
}

// now is the time as stores keep it, so that what is answered is what is stored.
func (s *Service) now() time.Time { return s.clock.Now().UTC().Truncate(time.Microsecond) }
