package tokens

import (
	"context"
	"fmt"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// Issuer obtains a service token for a provider, with the service's own credential.
type Issuer func(ctx context.Context, provider string) (token string, expires time.Time, err error)

// issueAgain is the least time between two tries to renew a token that is still good.
const issueAgain = time.Second

// ServiceTokenSource keeps one token a provider and renews it at half its life.
// It is safe for concurrent use; its Token is a contract.ServiceToken.
type ServiceTokenSource struct {
	issue Issuer
	clk   clock.Clock

	mu   sync.Mutex
	held map[string]*heldToken
}

// heldToken is the token for one provider.
type heldToken struct {
	turn chan struct{} // one renewal at a time

	mu             sync.Mutex
	token          string
	renew, expires time.Time
}

// NewServiceTokenSource returns a source that holds nothing yet.
func NewServiceTokenSource(issue Issuer, clk clock.Clock) *ServiceTokenSource {
	return &ServiceTokenSource{issue: issue, clk: clk, held: map[string]*heldToken{}}
}

// Token gives a token for the provider. One caller at a time fetches it; the
// others wait only where there is no good one. While the issuer is away the
// held token serves to its end.
func (s *ServiceTokenSource) Token(ctx context.Context, provider string) (string, error) {
	h := s.of(provider)
	token, good, due := h.state(s.clk.Now())
	if good && !due {
		return token, nil
	}
	if good {
		select {
		case h.turn <- struct{}{}:
		default: // somebody renews it already
			return token, nil
		}
	} else {
		select {
		case h.turn <- struct{}{}:
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	defer func() { <-h.turn }()
	now := s.clk.Now()
	if token, good, due = h.state(now); good && !due {
		return token, nil
	}
	fresh, expires, err := s.issue(ctx, provider)
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		if good {
			h.renew = now.Add(issueAgain)
			return token, nil
		}
		return "", fmt.Errorf("obtain a service token for %s: %w", provider, err)
	}
	h.token, h.expires, h.renew = fresh, expires, now.Add(expires.Sub(now)/2)
	return fresh, nil
}

func (s *ServiceTokenSource) of(provider string) *heldToken {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, ok := s.held[provider]
	if !ok {
		h = &heldToken{turn: make(chan struct{}, 1)}
		s.held[provider] = h
	}
	return h
}

func (h *heldToken) state(now time.Time) (token string, good, due bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.token, now.Before(h.expires), !now.Before(h.renew)
}
