package app

import (
	"context"

	"floresvictoria.cl/flores/internal/cart"
	"floresvictoria.cl/flores/internal/contact"
	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/review"
	"floresvictoria.cl/flores/internal/user"
	"floresvictoria.cl/flores/internal/wishlist"
)

func buildCart(ctx context.Context, k *Kit) (*Part, error) {
	store, err := k.KV(ctx)
	if err != nil {
		return nil, err
	}
	svc := cart.New(cart.Deps{Store: store, Product: k.Conn(productName), Clock: k.Clock, Log: k.Log})
	return &Part{Routes: svc.Routes, Handlers: svc.Handlers(), Run: []func(context.Context) error{svc.Run, k.Sweep(store)}}, nil
}

func buildReview(ctx context.Context, k *Kit) (*Part, error) {
	store, jobs, err := reviewStore(ctx, k)
	if err != nil {
		return nil, err
	}
	svc, err := review.New(review.Deps{Store: store, Clock: k.Clock, Orders: k.Conn(orderName), Log: k.Log})
	if err != nil {
		return nil, err
	}
	return &Part{Routes: svc.Routes, Handlers: svc.Handlers(), Run: append(jobs, svc.Run)}, nil
}

func buildContact(ctx context.Context, k *Kit) (*Part, error) {
	store, jobs, err := contactStore(ctx, k)
	if err != nil {
		return nil, err
	}
	svc, err := contact.New(contact.Deps{Store: store, Clock: k.Clock, Log: k.Log})
	if err != nil {
		return nil, err
	}
	return &Part{Routes: svc.Routes, Handlers: svc.Handlers(), Run: jobs}, nil
}

func buildUser(ctx context.Context, k *Kit) (*Part, error) {
	db, err := k.DB(ctx, sqlite.Full)
	if err != nil {
		return nil, err
	}
	svc, err := user.New(user.Deps{DB: db, Outbox: k.Outbox(db), Clock: k.Clock, Log: k.Log})
	if err != nil {
		return nil, err
	}
	return &Part{Routes: svc.Routes, Handlers: svc.Handlers(), Run: []func(context.Context) error{svc.Run}}, nil
}

func buildWishlist(ctx context.Context, k *Kit) (*Part, error) {
	store, err := k.KV(ctx)
	if err != nil {
		return nil, err
	}
	svc := wishlist.New(wishlist.Deps{Store: store, Product: k.Conn(productName), Cart: k.Conn(cartName), Clock: k.Clock})
	return &Part{Routes: svc.Routes, Handlers: svc.Handlers(), Run: []func(context.Context) error{k.Sweep(store)}}, nil
}

func reviewStore(ctx context.Context, k *Kit) (review.Store, []func(context.Context) error, error) {
	documents, err := k.Mongo()
	if err != nil {
		return nil, nil, err
	}
	if documents != nil {
		outbox := mongo.NewOutbox(documents, k.Clock, k.Service.Name, review.MongoCollections()...)
		k.Relay(outbox)
		return review.NewMongo(documents, outbox), []func(context.Context) error{documents.Run}, nil
	}
	db, err := k.DB(ctx, sqlite.Full)
	if err != nil {
		return nil, nil, err
	}
	return review.NewSQLite(db, k.Outbox(db)), nil, nil
}

func contactStore(ctx context.Context, k *Kit) (contact.Store, []func(context.Context) error, error) {
	documents, err := k.Mongo()
	if err != nil {
		return nil, nil, err
	}
	if documents != nil {
		outbox := mongo.NewOutbox(documents, k.Clock, k.Service.Name, contact.MongoCollections()...)
		k.Relay(outbox)
		return contact.NewMongo(documents, outbox), []func(context.Context) error{documents.Run}, nil
	}
	db, err := k.DB(ctx, sqlite.Full)
	if err != nil {
		return nil, nil, err
	}
	return contact.NewSQLite(db, k.Outbox(db)), nil, nil
}
