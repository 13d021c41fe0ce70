package app

import (
	"net/http"

	"floresvictoria.cl/flores/internal/platform/contract"
)

// Admin is what the administrator's commands ask.
func (a *App) Admin() http.Handler { return a.adminHandler() }

// Credential is a service's own.
func (a *App) Credential(service string) (string, error) { return a.credential(service) }

// Held is the connection that a service of this process holds.
func (a *App) Held(service, provider string) *contract.Conn {
	return a.parts[service].kit.Conn(provider)
}
