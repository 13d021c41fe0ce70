package app

import (
	"context"
	"fmt"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// connect makes the connections that the table grants.
func (a *App) connect(k *Kit, s *Service) error {
	var source *tokens.ServiceTokenSource
	token := func(ctx context.Context, provider string) (string, error) {
		if source == nil {
			return "", fmt.Errorf("%s has no credential", s.Name)
		}
		return source.Token(ctx, provider)
	}
	k.token = token
	names := a.table.neighbours(s)
	if s.Name == authapi.Service {
		names = append(names, authapi.Service) // it verifies with its own keys as the others do
	}
	for _, name := range names {
		conn, err := a.conn(name, token)
		if err != nil {
			return err
		}
		k.Telemetry.Conn(conn)
		k.conns[name] = conn
	}
	if auth := k.conns[authapi.Service]; auth != nil && !s.Door() {
		credential, err := a.credential(s.Name)
		if err != nil {
			return err
		}
		source = tokens.NewServiceTokenSource(authapi.ServiceTokenIssuer(auth, s.Name, credential), a.opt.Clock)
	}
	return nil
}

func (a *App) conn(name string, token contract.ServiceToken) (*contract.Conn, error) {
	if r := a.parts[name]; r != nil {
		if a.opt.HTTP {
			return contract.Dial(name, "http://"+r.listener.Addr().String(), token)
		}
		return contract.Join(name, r.handler, token), nil
	}
	address, err := a.env.Value(EnvURL(name))
	if err != nil {
		return nil, err
	}
	if address == "" {
		return nil, fmt.Errorf("%s runs elsewhere: say where with %s", name, EnvURL(name))
	}
	conn, err := contract.Dial(name, address, token)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", EnvURL(name), err)
	}
	return conn, nil
}

// Conn connects in the name of a service of this process: for reconciliation and
// tests, which ask what only services may ask.
func (a *App) Conn(caller, provider string) (*contract.Conn, error) {
	r := a.parts[caller]
	if r == nil {
		return nil, fmt.Errorf("%s does not run in this process", caller)
	}
	return a.conn(provider, r.kit.token)
}
