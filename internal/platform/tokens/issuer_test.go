package tokens_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

const issuerName = "the issuer"

// issuer is auth-service as a verifier sees it.
type issuer struct {
	clk    *clock.Fake
	signer *tokens.Signer

	mu      sync.Mutex
	keys    []tokens.JWK
	revoked []tokens.Revocation
	away    bool

	keysAsked, feedAsked atomic.Int64
}

var errAway = errors.New("connection refused")

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{clk: clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))}
	i.signer = newSigner(t, i.clk, issuerName)
	i.keys = []tokens.JWK{i.signer.Key()}
	return i
}

func newSigner(t *testing.T, clk clock.Clock, name string) *tokens.Signer {
	t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := tokens.NewSigner(key, name, clk)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (i *issuer) set(change func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	change()
}

func (i *issuer) Keys(context.Context) (tokens.JWKS, error) {
	i.keysAsked.Add(1)
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.away {
		return tokens.JWKS{}, errAway
	}
	return tokens.JWKS{Keys: append([]tokens.JWK{}, i.keys...)}, nil
}

func (i *issuer) Revocations(_ context.Context, since int64) (tokens.Feed, error) {
	i.feedAsked.Add(1)
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.away {
		return tokens.Feed{}, errAway
	}
	return tokens.Feed{Items: append([]tokens.Revocation{}, i.revoked[since:]...), Next: int64(len(i.revoked))}, nil
}

func (i *issuer) verifier(t *testing.T) *tokens.Verifier {
	t.Helper()
	v, err := tokens.NewVerifier(tokens.VerifierOptions{
		Issuer: issuerName, Audience: "order-service", Clock: i.clk,
		Keys: i.Keys, Revocations: i.Revocations, Every: time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// ready is a verifier that has keys and news.
func (i *issuer) ready(t *testing.T) *tokens.Verifier {
	t.Helper()
	v := i.verifier(t)
	if err := v.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	return v
}

func user(id, session string) tokens.Claims {
	c := tokens.Claims{SessionID: session, Role: "customer", RoleVersion: 1, EmailVerified: true}
	c.Subject = id
	return c
}

func florist() tokens.Claims {
	c := user("rosa", "rosa's phone")
	c.Role, c.RoleVersion, c.Permissions = "florist", 4, []string{"orders:read", "orders:move"}
	return c
}

func (i *issuer) user(t *testing.T, c tokens.Claims) string {
	t.Helper()
	token, _, err := i.signer.User(c, tokens.MaxUserLife)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func (i *issuer) service(t *testing.T, caller, provider string) string {
	t.Helper()
	token, _, err := i.signer.Service(caller, provider)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func identify(t *testing.T, v *tokens.Verifier, header, token string) (contract.Identity, error) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/orders", nil)
	r.Header.Set(header, "Bearer "+token)
	return v.Identify(r)
}

// refused checks the code and status of a refusal.
func refused(t *testing.T, err error, status int, code string) {
	t.Helper()
	p, ok := problem.From(err)
	if !ok || p.Status != status || p.Code != code {
		t.Errorf("refused by %v, not %d %s", err, status, code)
	}
}
