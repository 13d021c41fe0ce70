package main

import (
	"context"
	"errors"
	"time"

	"floresvictoria.cl/flores/test/load/crowd"
	"floresvictoria.cl/flores/test/load/proc"
	"floresvictoria.cl/flores/test/load/shopper"
)

// reading is one load of reading and what is aimed at.
type reading struct {
	name  string
	pages []shopper.Page
	aim   float64 // of the bare handler's requests a second, for as many bytes
}

// freshSearches is more than a run can ask for, so that none is asked twice in it.
const freshSearches = 200_000

func readings(c *shopper.Catalogue) []reading {
	return []reading{
		{"product list, JSON", c.Lists(), 0.60},
		{"product detail, JSON", c.Details(), 0.60},
		{"product list, page", c.ListPages(), 0.30},
		{"product, page", c.ProductPages(), 0.30},
		{"search with typos and facets", c.Searches(), 0.15},
		{"search, never the same twice", c.FreshSearches(freshSearches), 0.15},
	}
}

func (b *bench) reads(ctx context.Context) error {
	for _, r := range readings(b.goods) {
		if err := b.read(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// read runs one load in turn with the bare handler.
func (b *bench) read(ctx context.Context, r reading) (err error) {
	// Of the never-ending searches a sample tells the size.
	size, err := shopper.MeanSize(b.shop.host, r.pages[:min(len(r.pages), 200)])
	if err != nil {
		return err
	}
	bare, address, err := startBare(ctx, b.bare, size)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bare.stop()) }()
	l := load{Name: r.name, Visitors: b.readers, Bytes: size, Aim: r.aim}
	for i := range b.runs {
		floor, err := b.crowd(ctx, bare, address, []shopper.Page{{Path: "/", Mark: "ready"}}, 0)
		if err != nil {
			return err
		}
		ours, err := b.crowd(ctx, b.shop.process, b.shop.host, r.pages, i)
		if err != nil {
			return err
		}
		l.add(ours, floor)
	}
	b.report.keep(l)
	return ctx.Err()
}

func (b *bench) crowd(ctx context.Context, server *process, host string, pages []shopper.Page, turn int) (turn, error) {
	r, err := crowd.Run(ctx, crowd.Plan{
		Visitors: b.readers, Warm: b.warm, Length: b.length, Meters: meters(server),
		New: func(i int) (crowd.Visitor, error) {
			// Every visitor of every run begins elsewhere.
			return shopper.NewReader(host, pages, (turn*b.readers+i)*len(pages)/(b.readers*b.runs))
		},
	})
	return turnOf(r), err
}

// meters read the server's processor time and our own.
func meters(server *process) []crowd.Meter {
	return []crowd.Meter{server.cpu(), func() (time.Duration, error) { return proc.Own(), nil }}
}
