package user

import (
	"context"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/user/db"
)

// Handlers are what user-service consumes. They may come in any order: a
// verification is of later than a registration, and the end is the last.
func (s *Service) Handlers() []events.Handler {
	return []events.Handler{
		events.InTx(s.inbox, authapi.UserRegistered, s.registered),
		events.InTx(s.inbox, authapi.UserVerified, s.verified),
		events.InTx(s.inbox, authapi.UserDeleted, s.deleted),
	}
}

func (s *Service) registered(ctx context.Context, raw relational.DBTX, _ events.Event, u authapi.RegisteredData) error {
	return db.New(raw).RegisterProfile(ctx, db.RegisterProfileParams{
		UserID: u.UserID, Email: u.Email, Name: u.Name, Lang: lang(u.Lang), NowUs: s.nowUS(),
	})
}

func (s *Service) verified(ctx context.Context, raw relational.DBTX, _ events.Event, u authapi.VerifiedData) error {
	return db.New(raw).VerifyProfile(ctx, db.VerifyProfileParams{
		UserID: u.UserID, Email: u.Email, Name: u.Name, Lang: lang(u.Lang), NowUs: s.nowUS(),
	})
}

// deleted erases all that is kept of the user. The profile's row comes first, so
// that whoever adds something at the same time waits, and then finds it gone.
func (s *Service) deleted(ctx context.Context, raw relational.DBTX, _ events.Event, u authapi.DeletedData) error {
	q := db.New(raw)
	if err := q.EraseProfile(ctx, u.UserID, s.nowUS()); err != nil {
		return err
	}
	for _, forget := range []func(context.Context, string) error{q.DeleteAddresses, q.DeleteRecipients, q.DeleteCalls} {
		if err := forget(ctx, u.UserID); err != nil {
			return err
		}
	}
	return nil
}

// lang is one of the shop's languages.
func lang(s string) string {
	if s == "en" {
		return s
	}
	return "es"
}
