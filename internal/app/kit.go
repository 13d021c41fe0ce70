package app

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/health"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/platform/telemetry"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// Kit is what one service is built from: its own store, the connections that the
// table grants it, and nothing of its neighbours'.
type Kit struct {
	Service   *Service
	Config    *Config
	Demo      bool
	Public    *url.URL // what the shop is called from outside
	Clock     clock.Clock
	Log       *slog.Logger
	Bus       events.Bus
	Telemetry *telemetry.Service

	app     *App
	data    *DataDir
	conns   map[string]*contract.Conn
	token   contract.ServiceToken
	checks  map[string]health.Check
	closers []func() error
	relays  []*events.Relay
}

// Conn is the connection to a service that the table says this one calls.
func (k *Kit) Conn(name string) *contract.Conn {
	conn := k.conns[name]
	if conn == nil {
		panic(fmt.Sprintf("%s takes a connection to %s that the table does not grant", k.Service.Name, name))
	}
	return conn
}

// sweepEvery is how often expired keys are removed.
const sweepEvery = time.Minute

// Sweep is a background job that removes expired keys.
func (k *Kit) Sweep(store kv.Store) func(ctx context.Context) error {
	return Every(sweepEvery, k.Log, "sweep "+k.Service.Name, func(ctx context.Context) error {
		for {
			n, err := store.Sweep(ctx, 500)
			if err != nil || n < 500 {
				return err
			}
		}
	})
}

// Every runs a job again and again until its context ends; a failure is logged
// and the next turn tries again.
func Every(every time.Duration, log *slog.Logger, name string, job func(ctx context.Context) error) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
				if err := job(ctx); err != nil && ctx.Err() == nil {
					log.WarnContext(ctx, "job failed", "job", name, "err", err)
				}
			}
		}
	}
}

// verifier makes the service's guard over its connection to auth-service.
func (k *Kit) verifier(auth *contract.Conn) (*tokens.Verifier, error) {
	return tokens.NewVerifier(tokens.VerifierOptions{
		Issuer: authapi.Issuer, Audience: k.Service.Name, Clock: k.Clock, Log: k.Log,
		Keys: authapi.KeySource(auth), Revocations: authapi.RevocationSource(auth),
	})
}
