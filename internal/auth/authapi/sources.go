package authapi

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// KeySource gives a service's verifier the keys, over its connection to auth-service.
func KeySource(auth *contract.Conn) tokens.KeySource {
	return func(ctx context.Context) (tokens.JWKS, error) {
		keys, err := Keys.Call(ctx, auth, &contract.None{})
		if err != nil {
			return tokens.JWKS{}, err
		}
		return *keys, nil
	}
}

// RevocationSource gives a service's verifier the feed of revocations; the
// connection carries the service's token.
func RevocationSource(auth *contract.Conn) tokens.RevocationSource {
	return func(ctx context.Context, since int64) (tokens.Feed, error) {
		feed, err := Revocations.Call(ctx, auth, &RevocationsInput{Since: since})
		if err != nil {
			return tokens.Feed{}, err
		}
		return *feed, nil
	}
}

// ServiceTokenIssuer obtains service tokens with the service's own credential.
// The connection may be one whose own token comes from what is made of this:
// asking for a token needs none.
func ServiceTokenIssuer(auth *contract.Conn, service, credential string) tokens.Issuer {
	return func(ctx context.Context, provider string) (string, time.Time, error) {
		ctx = contract.WithUserToken(ctx, "") // whoever caused the call has no part in this
		in := ServiceTokenInput{}
		in.Body.Service, in.Body.Credential, in.Body.Provider = service, credential, provider
		out, err := IssueServiceToken.Call(ctx, auth, &in)
		if err != nil {
			return "", time.Time{}, err
		}
		return out.Token, out.ExpiresAt, nil
	}
}
