package auth

import (
	"context"
	"crypto/subtle"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

const (
	// keyKeep is how long the key of a replica that is not seen any more stays
	// published: its last tokens live minutes, its clock may be wrong.
	keyKeep = 24 * time.Hour
	// feedOverlap is how far before the caller's position the feed begins: a
	// transaction may commit that long after the time it wrote, and the clocks of
	// two replicas differ.
	feedOverlap = 30 * time.Second
)

func (s *Service) issueServiceToken(ctx context.Context, in *authapi.ServiceTokenInput) (*authapi.ServiceToken, error) {
	given, good := []byte(id.Hash(in.Body.Credential)), 0
	for _, hash := range s.secrets.Services[in.Body.Service] {
		good |= subtle.ConstantTimeCompare(given, []byte(hash))
	}
	if good == 0 {
		return nil, problem.Unauthorized("credential_invalid")
	}
	if _, known := s.secrets.Services[in.Body.Provider]; !known {
		return nil, problem.Unprocessable("unknown_service")
	}
	if err := s.saveKey(ctx); err != nil {
		return nil, err
	}
	token, expires, err := s.signer.Service(in.Body.Service, in.Body.Provider)
	if err != nil {
		return nil, err
	}
	return &authapi.ServiceToken{Token: token, ExpiresAt: expires}, nil
}

func (s *Service) keys(ctx context.Context, _ *contract.None) (*tokens.JWKS, error) {
	set, err := s.Keys(ctx)
	return &set, err
}

// Keys is the tokens.KeySource of auth-service's own verifier.
func (s *Service) Keys(ctx context.Context) (tokens.JWKS, error) {
	own := s.signer.Key()
	set := tokens.JWKS{Keys: []tokens.JWK{own}}
	rows, err := s.read().PublishedKeys(ctx, clock.Micros(s.clk.Now().Add(-keyKeep)))
	if err != nil {
		return tokens.JWKS{}, err
	}
	for _, r := range rows {
		if r.Kid == own.ID {
			continue
		}
		k := own
		k.ID, k.X = r.Kid, r.PublicKey
		set.Keys = append(set.Keys, k)
	}
	return set, nil
}

// saveKey puts the signer's public key where every replica publishes it from. It
// comes before the first signature, so that no verifier meets a key that the
// replica it asks has not heard of.
func (s *Service) saveKey(ctx context.Context) error {
	if s.keySaved.Load() {
		return nil
	}
	if err := s.seenKey(ctx); err != nil {
		return err
	}
	s.keySaved.Store(true)
	return nil
}

func (s *Service) seenKey(ctx context.Context) error {
	k := s.signer.Key()
	return s.write(ctx, "publish the signing key", func(ctx context.Context, t tx) error {
		return t.PublishKey(ctx, k.ID, k.X, clock.Micros(s.clk.Now()))
	})
}

func (s *Service) revocations(ctx context.Context, in *authapi.RevocationsInput) (*tokens.Feed, error) {
	feed, err := s.RevokedSince(ctx, in.Since)
	return &feed, err
}

// RevokedSince is the tokens.RevocationSource of auth-service's own verifier.
func (s *Service) RevokedSince(ctx context.Context, since int64) (tokens.Feed, error) {
	now := s.clk.Now()
	from := max(since-feedOverlap.Microseconds(), clock.Micros(now.Add(-tokens.RevocationKeep)))
	rows, err := s.read().RevocationsSince(ctx, from)
	if err != nil {
		return tokens.Feed{}, err
	}
	feed := tokens.Feed{Items: make([]tokens.Revocation, len(rows)), Next: clock.Micros(now)}
	for i, r := range rows {
		feed.Items[i] = tokens.Revocation{SessionID: r.SessionID, UserID: r.UserID, RoleVersion: r.RoleVersion}
	}
	return feed, nil
}
