package auth

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// Deps is what the service is made of. Only Log may be absent.
type Deps struct {
	DB      relational.DB // with Migrations applied
	Bus     events.Publisher
	Clock   clock.Clock
	Log     *slog.Logger
	Config  Config
	Secrets Secrets
}

// Service is auth-service.
type Service struct {
	store
	clk      clock.Clock
	log      *slog.Logger
	cfg      Config
	secrets  Secrets
	signer   *tokens.Signer
	hasher   *hasher
	relay    *events.Relay
	keySaved atomic.Bool // the signer's public key is where all replicas publish from
}

// New makes the service; it does no work until it is called or run.
func New(d Deps) (*Service, error) {
	if d.DB == nil || d.Bus == nil || d.Clock == nil {
		return nil, errors.New("auth-service needs a database, a bus and a clock")
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	if err := d.Secrets.check(); err != nil {
		return nil, err
	}
	signer, err := tokens.NewSigner(d.Secrets.SigningKey, authapi.Issuer, d.Clock)
	if err != nil {
		return nil, err
	}
	cfg := d.Config.withDefaults()
	hasher, err := newHasher(cfg)
	if err != nil {
		return nil, err
	}
	outbox := events.NewRelationalOutbox(d.DB, d.Clock, authapi.Service)
	return &Service{
		store: store{db: d.DB, outbox: outbox},
		clk:   d.Clock, log: d.Log, cfg: cfg, secrets: d.Secrets,
		signer: signer, hasher: hasher,
		relay: events.NewRelay(outbox, d.Bus, events.RelayOptions{Log: d.Log}),
	}, nil
}

// Routes serves every operation of the contract.
func (s *Service) Routes(r *contract.Router) {
	contract.Handle(r, authapi.Register, s.register)
	contract.Handle(r, authapi.Login, s.login)
	contract.Handle(r, authapi.Refresh, s.refresh)
	contract.Handle(r, authapi.Logout, s.logout)
	contract.Handle(r, authapi.Me, s.me)
	contract.Handle(r, authapi.ListSessions, s.listSessions)
	contract.Handle(r, authapi.EndSession, s.endSession)
	contract.Handle(r, authapi.EndOthers, s.endOthers)
	contract.Handle(r, authapi.ChangePassword, s.changePassword)
	contract.Handle(r, authapi.DeleteAccount, s.deleteAccount)

	contract.Handle(r, authapi.VerifyEmail, s.verifyEmail)
	contract.Handle(r, authapi.ResendVerification, s.resendVerification)
	contract.Handle(r, authapi.ForgotPassword, s.forgotPassword)
	contract.Handle(r, authapi.ResetPassword, s.resetPassword)

	contract.Handle(r, authapi.ListUsers, s.listUsers)
	contract.Handle(r, authapi.GetUser, s.getUser)
	contract.Handle(r, authapi.SetRole, s.setRole)
	contract.Handle(r, authapi.SetActive, s.setActive)

	contract.Handle(r, authapi.Keys, s.keys)
	contract.Handle(r, authapi.IssueServiceToken, s.issueServiceToken)
	contract.Handle(r, authapi.Revocations, s.revocations)
}

// Run publishes events and sweeps what is over until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.relay.Run(ctx) })
	g.Go(func() error { return s.sweepNowAndThen(ctx) })
	return g.Wait()
}
