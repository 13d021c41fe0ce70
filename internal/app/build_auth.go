package app

import (
	"context"
	"crypto/ed25519"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/seal"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func buildAuth(ctx context.Context, k *Kit) (*Part, error) {
	db, err := k.DB(ctx, auth.Migrations(), sqlite.Full)
	if err != nil {
		return nil, err
	}
	signing, err := k.Secret("signing")
	if err != nil {
		return nil, err
	}
	refresh, err := k.Secret("refresh")
	if err != nil {
		return nil, err
	}
	mail, err := k.mailKey()
	if err != nil {
		return nil, err
	}
	public, err := mail.Public()
	if err != nil {
		return nil, err
	}
	secrets := auth.Secrets{SigningKey: ed25519.NewKeyFromSeed(signing), RefreshKey: refresh, Mail: public, Services: map[string][]string{}}
	for _, s := range k.app.table {
		if s.Door() {
			continue // doors use public operations only: they have no credential
		}
		credential, err := k.app.credential(s.Name)
		if err != nil {
			return nil, err
		}
		secrets.Services[s.Name] = []string{id.Hash(credential)}
	}
	svc, err := auth.New(auth.Deps{
		DB: db, Bus: k.Bus, Clock: k.Clock, Log: k.Log, Secrets: secrets,
		Config: auth.Config{VerifyAtOnce: k.Demo && k.Config.SMTP == "", AccessLife: k.Config.AccessToken},
	})
	if err != nil {
		return nil, err
	}
	k.app.accounts = svc
	return &Part{Routes: svc.Routes, Run: []func(context.Context) error{svc.Run}}, nil
}

// mailKey is notification-service's private key; the others only use its public half.
func (k *Kit) mailKey() (seal.PrivateKey, error) {
	b, err := k.Secret("notification")
	if err != nil {
		return seal.PrivateKey{}, err
	}
	return seal.PrivateKey(b), nil
}
