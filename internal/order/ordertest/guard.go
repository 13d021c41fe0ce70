package ordertest

import (
	"context"
	"net/http"
	"sync"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// guard knows users by tokens that the test made, and services by their name.
type guard struct {
	mu    sync.Mutex
	users map[string]contract.Identity
}

func (g *guard) Identify(r *http.Request) (contract.Identity, error) {
	id := contract.Identity{}
	if token := contract.Bearer(r.Header, "Authorization"); token != "" {
		g.mu.Lock()
		known, ok := g.users[token]
		g.mu.Unlock()
		if !ok {
			return id, problem.Unauthorized("token_invalid")
		}
		id = known
	}
	id.Caller = contract.Bearer(r.Header, "Service-Authorization")
	return id, nil
}

// As gives a context in which the user with this identifier and role asks.
func (s *Shop) As(userID string, role authapi.Role) context.Context {
	return s.With(contract.Identity{UserID: userID, Role: string(role), Permissions: role.Permissions()})
}

// With gives a context in which the identity asks.
func (s *Shop) With(id contract.Identity) context.Context {
	token := id.UserID + "." + id.Role
	if id.Stale {
		token += ".stale"
	}
	s.guard.mu.Lock()
	defer s.guard.mu.Unlock()
	s.guard.users[token] = id
	return contract.WithUserToken(s.t.Context(), token)
}

// Guest gives a context in which nobody is signed in.
func (s *Shop) Guest() context.Context { return s.t.Context() }
