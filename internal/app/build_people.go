package app

import (
	"context"

	"floresvictoria.cl/flores/internal/cart"
	"floresvictoria.cl/flores/internal/contact"
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
	db, err := k.DB(ctx, review.Migrations(), sqlite.Full)
	if err != nil {
		return nil, err
	}
	svc, err := review.New(review.Deps{DB: db, Outbox: k.Outbox(db), Clock: k.Clock, Orders: k.Conn(orderName), Log: k.Log})
	if err != nil {
		return nil, err
	}
	return &Part{Routes: svc.Routes, Handlers: svc.Handlers(), Run: []func(context.Context) error{svc.Run}}, nil
}

func buildContact(ctx context.Context, k *Kit) (*Part, error) {
	db, err := k.DB(ctx, contact.Migrations(), sqlite.Full)
	if err != nil {
		return nil, err
	}
	svc, err := contact.New(contact.Deps{DB: db, Outbox: k.Outbox(db), Clock: k.Clock, Log: k.Log})
	if err != nil {
		return nil, err
	}
	return &Part{Routes: svc.Routes, Handlers: svc.Handlers()}, nil
}

func buildUser(ctx context.Context, k *Kit) (*Part, error) {
	db, err := k.DB(ctx, user.Migrations(), sqlite.Full)
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
