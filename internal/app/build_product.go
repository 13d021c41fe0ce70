package app

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/health"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/demo"
)

func buildProduct(ctx context.Context, k *Kit) (*Part, error) {
	db, err := k.DB(ctx, product.Migrations(), sqlite.Full)
	if err != nil {
		return nil, err
	}
	svc, err := product.New(product.Deps{Store: product.NewSQLite(db, k.Clock), Bus: k.Bus, Clock: k.Clock, Log: k.Log})
	if err != nil {
		return nil, err
	}
	if k.Demo {
		if err := svc.Seed(ctx, demo.Catalogue()); err != nil {
			return nil, err
		}
	}
	if err := svc.Load(ctx); err != nil {
		return nil, err
	}
	return &Part{
		Routes: svc.Routes, Handlers: svc.Handlers(), Run: []func(context.Context) error{svc.Run},
		Checks: map[string]health.Check{"catalogue": svc.Ready},
	}, nil
}
