package app

import (
	"context"
	"fmt"
	netmail "net/mail"

	"floresvictoria.cl/flores/internal/notification"
	"floresvictoria.cl/flores/internal/platform/mail"
	"floresvictoria.cl/flores/internal/platform/seal"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

func buildNotification(ctx context.Context, k *Kit) (*Part, error) {
	db, err := k.DB(ctx, sqlite.Full)
	if err != nil {
		return nil, err
	}
	key, err := k.Key(EnvMailPrivate)
	if err != nil {
		return nil, err
	}
	deps := notification.Deps{
		DB: db, Clock: k.Clock, Log: k.Log, Key: seal.PrivateKey(key), PublicURL: k.publicURL, StaffMail: k.Config.StaffMail, Address: shopAddress,
	}
	if k.Config.SMTP != "" {
		sender, err := mail.NewSMTP(k.Config.SMTP, k.Config.MailFrom, mail.Options{})
		if err != nil {
			return nil, fmt.Errorf("--smtp (SMTP_URL): %w", err)
		}
		deps.Sender = sender
	}
	svc, err := notification.New(deps)
	if err != nil {
		return nil, err
	}
	return &Part{Routes: svc.Routes, Handlers: svc.Handlers(), Run: []func(context.Context) error{svc.Run}}, nil
}

// shopMail is where customers write to: the address that the mails come from.
func shopMail(c *Config) string {
	a, err := netmail.ParseAddress(c.MailFrom)
	if err != nil {
		return c.StaffMail
	}
	return a.Address
}
