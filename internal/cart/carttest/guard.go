package carttest

import (
	"context"
	"log/slog"
	"net/http"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// Guard believes what it is told: a user's token is the user's identifier, a
// service's token its name. "must-change" has to change a printed password first.
type Guard struct{}

// Identify reads both tokens.
func (Guard) Identify(r *http.Request) (contract.Identity, error) {
	user := contract.Bearer(r.Header, "Authorization")
	return contract.Identity{
		UserID: user, MustChangePassword: user == "must-change", Caller: contract.Bearer(r.Header, "Service-Authorization"),
	}, nil
}

// Named is a service's own token: its name.
func Named(service string) contract.ServiceToken {
	return func(context.Context, string) (string, error) { return service, nil }
}

// As is the context of a signed-in user's calls.
func As(ctx context.Context, userID string) context.Context {
	return contract.WithUserToken(ctx, userID)
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }
