package app

import (
	"context"
	"crypto/ed25519"

	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func buildAuth(ctx context.Context, k *Kit) (*Part, error) {
	db, err := k.DB(ctx, sqlite.Full)
	if err != nil {
		return nil, err
	}
	signing, err := k.Key(EnvSigningKey)
	if err != nil {
		return nil, err
	}
	refresh, err := k.Key(EnvRefreshKey)
	if err != nil {
		return nil, err
	}
	public, err := k.MailPublic()
	if err != nil {
		return nil, err
	}
	hashes, err := k.app.credentialHashes()
	if err != nil {
		return nil, err
	}
	secrets := auth.Secrets{SigningKey: ed25519.NewKeyFromSeed(signing), RefreshKey: refresh, Mail: public, Services: hashes}
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
