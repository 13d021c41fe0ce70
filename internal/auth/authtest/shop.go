// Package authtest starts auth-service as the shop does, on a database and a
// clock of the test's choosing, and reads the mails it asks for.
package authtest

import (
	"context"
	"crypto/ed25519"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/seal"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// Database is a database under test, with auth.Migrations applied.
type Database interface {
	DB() relational.DB
	// Restart closes the database, as a deployment does, and opens it again.
	Restart(t testing.TB)
}

// Password is a good one.
const Password = "gladiolos al sol"

// caller is the service in whose name the shop's connection calls.
const (
	caller     = "order-service"
	credential = "the credential of order-service"
)

// Shop is a running auth-service.
type Shop struct {
	Clock    *clock.Fake
	Service  *auth.Service
	Conn     *contract.Conn // as order-service has it
	Verifier *tokens.Verifier
	Handler  http.Handler
	Log      *strings.Builder // safe to read between calls

	database Database
	config   auth.Config
	secrets  auth.Secrets
	mail     seal.PrivateKey
}

// Cheap makes hashing cheap where a test is not about it.
var Cheap = argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Open starts auth-service. A zero cfg.Hashing becomes Cheap.
func Open(t testing.TB, database Database, cfg auth.Config) *Shop {
	t.Helper()
	if cfg.Hashing == (argon2id.Params{}) {
		cfg.Hashing = Cheap
	}
	mail := seal.NewKey()
	public, err := mail.Public()
	must(t, err)
	s := &Shop{
		Clock: clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)), Log: &strings.Builder{},
		database: database, config: cfg, mail: mail,
		secrets: auth.Secrets{
			SigningKey: newSigningKey(t), RefreshKey: []byte(strings.Repeat("k", 32)), Mail: public,
			Services: map[string][]string{
				caller:              {id.Hash(credential)},
				authapi.Service:     {id.Hash(id.Secret())},
				"contact-service":   {id.Hash("old"), id.Hash("new")},
				"wholesale-service": {id.Hash("stranger")},
			},
		},
	}
	s.start(t)
	return s
}

func newSigningKey(t testing.TB) ed25519.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	must(t, err)
	return key
}

// nowhere is a bus that is down: what the service publishes stays in its outbox,
// where Events reads it.
type nowhere struct{}

func (nowhere) Publish(context.Context, []events.Event) error { return io.ErrClosedPipe }

func (s *Shop) start(t testing.TB) {
	t.Helper()
	log := slog.New(slog.NewTextHandler(s.Log, nil))
	var err error
	s.Service, err = auth.New(auth.Deps{
		DB: s.database.DB(), Bus: nowhere{}, Clock: s.Clock, Log: log, Config: s.config, Secrets: s.secrets,
	})
	must(t, err)
	s.Verifier, err = tokens.NewVerifier(tokens.VerifierOptions{
		Issuer: authapi.Issuer, Audience: authapi.Service, Clock: s.Clock, Log: log,
		Keys: s.Service.Keys, Revocations: s.Service.RevokedSince,
	})
	must(t, err)
	router := contract.NewRouter(authapi.Service, s.Verifier, log, nil)
	s.Service.Routes(router)
	s.Handler = router
	var source *tokens.ServiceTokenSource
	s.Conn = contract.Join(authapi.Service, router, func(ctx context.Context, provider string) (string, error) {
		return source.Token(ctx, provider)
	})
	source = tokens.NewServiceTokenSource(authapi.ServiceTokenIssuer(s.Conn, caller, credential), s.Clock)
	s.Poll(t)
}

// Restart is a deployment: the same secrets and data, a new process.
func (s *Shop) Restart(t testing.TB) {
	t.Helper()
	s.database.Restart(t)
	s.start(t)
}

// RotateSigningKey is a Restart with another signing key.
func (s *Shop) RotateSigningKey(t testing.TB) {
	t.Helper()
	s.secrets.SigningKey = newSigningKey(t)
	s.Restart(t)
}

// DB is the service's own database.
func (s *Shop) DB() relational.DB { return s.database.DB() }

// Poll is what the verifier does each second.
func (s *Shop) Poll(t testing.TB) {
	t.Helper()
	must(t, s.Verifier.Poll(t.Context()))
}

// Advance moves the clock; a second of it is enough for the verifier's news.
func (s *Shop) Advance(t testing.TB, d time.Duration) {
	t.Helper()
	s.Clock.Advance(d)
	s.Poll(t)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
