// Package authapi is the contract of auth-service: accounts, sessions, roles,
// and the credentials with which services know users and each other. It is the
// only part of auth-service that others import.
package authapi

const (
	// Service is the name of auth-service, in addresses and in service tokens.
	Service = "auth-service"
	// Issuer is who signs tokens, for tokens.VerifierOptions.
	Issuer = "flores/auth-service"
)
