package app

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/health"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/demo"
)

func buildProduct(ctx context.Context, k *Kit) (*Part, error) {
	store, jobs, err := productStore(ctx, k)
	if err != nil {
		return nil, err
	}
	deps := product.Deps{Store: store, Bus: k.Bus, Clock: k.Clock, Log: k.Log}
	if k.Demo {
		catalogue := demo.Catalogue()
		deps.Demo = &catalogue
	}
	svc, err := product.New(deps)
	if err != nil {
		return nil, err
	}
	return &Part{
		Routes: svc.Routes, Handlers: svc.Handlers(), Watches: svc.Watches(), Run: append(jobs, svc.Run),
		Checks: map[string]health.Check{"catalogue": svc.Ready},
	}, nil
}

func productStore(ctx context.Context, k *Kit) (product.Store, []func(context.Context) error, error) {
	documents, err := k.Mongo()
	if err != nil {
		return nil, nil, err
	}
	if documents != nil {
		store := product.NewMongo(documents, k.Clock)
		k.Telemetry.Outbox(store.Unpublished)
		return store, []func(context.Context) error{documents.Run}, nil
	}
	db, err := k.DB(ctx, sqlite.Full)
	if err != nil {
		return nil, nil, err
	}
	return product.NewSQLite(db, k.Clock), nil, nil
}
