package product

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// reserved slugs are addresses of other operations.
var reserved = map[string]bool{"suggestions": true, "add-ons": true, "terms": true, "stock": true}

// create adds a product, once a key.
func (s *Service) create(ctx context.Context, in *productapi.CreateInput) (*productapi.Product, error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	faults := bodyFaults(&in.Body.ProductBody, now.labels)
	if reserved[in.Body.Slug] {
		faults = append(faults, problem.At("/slug", "reserved"))
	}
	if len(faults) > 0 {
		return nil, problem.Invalid(faults...)
	}
	at := s.instant()
	key, hash := keyOf(ctx, in.Key), hashOf(in.Body)
	r := &Record{ID: named("created", key, hash), Slug: in.Body.Slug, Kind: productapi.KindFlowers, Active: true,
		Version: 1, Created: at, Key: key, Hash: hash}
	r.write(&in.Body.ProductBody, at)
	r.Recipe = recipeFor(r)
	return s.saved(ctx, func(ctx context.Context, docs Documents) (*Record, error, error) {
		known, err := docs.ProductByKey(ctx, key)
		switch {
		case err != nil:
			return nil, nil, err
		case known != nil && known.Hash != r.Hash:
			return nil, problem.Unprocessable("key_reused"), nil
		case known != nil:
			return known, nil, nil
		}
		there, err := docs.ProductBySlug(ctx, r.Slug)
		if err != nil || there != nil {
			return nil, problem.Conflict("slug_taken"), err
		}
		next := r.clone()
		refusal, err := s.claim(ctx, docs, next, in.Body.Variants)
		if refusal != nil || err != nil {
			return nil, refusal, err
		}
		return next, nil, docs.SaveProduct(ctx, 0, next, changed(productapi.Created, next))
	})
}

// change replaces what staff write, if nobody else has since it was read. A SKU
// that is left out is no longer sold; its stock and history stay.
func (s *Service) change(ctx context.Context, in *productapi.ChangeInput) (*productapi.Product, error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	if faults := bodyFaults(&in.Body.ProductBody, now.labels); len(faults) > 0 {
		return nil, problem.Invalid(faults...)
	}
	return s.saved(ctx, func(ctx context.Context, docs Documents) (*Record, error, error) {
		r, err := docs.ProductBySlug(ctx, in.Slug)
		switch {
		case err != nil:
			return nil, nil, err
		case r == nil:
			return nil, problem.NotFound("product_not_found"), nil
		case r.Version != in.Body.Version:
			return nil, problem.Conflict("version_conflict"), nil
		}
		next := r.clone()
		next.write(&in.Body.ProductBody, s.instant())
		next.Version++
		if !sameSet(r.Flowers, next.Flowers) || !sameSet(r.Colours, next.Colours) {
			next.Recipe = recipeFor(next)
		}
		refusal, err := s.claim(ctx, docs, next, in.Body.Variants)
		if refusal != nil || err != nil {
			return nil, refusal, err
		}
		if err := docs.SaveProduct(ctx, r.Rev, next, changed(productapi.Updated, next)); err != nil {
			return nil, nil, err
		}
		return next, nil, s.applySettings(ctx, docs, r, in.Body.Variants)
	})
}

// switchActive takes a product off the shelf or puts it back; doing so twice is doing it once.
func (s *Service) switchActive(ctx context.Context, in *productapi.SwitchInput) (*productapi.Product, error) {
	return s.saved(ctx, func(ctx context.Context, docs Documents) (*Record, error, error) {
		r, err := docs.ProductBySlug(ctx, in.Slug)
		switch {
		case err != nil:
			return nil, nil, err
		case r == nil:
			return nil, problem.NotFound("product_not_found"), nil
		case r.Active == in.Body.Active:
			return r, nil, nil
		}
		next := r.clone()
		next.Active, next.Updated = in.Body.Active, s.instant()
		next.Version++
		kind := productapi.Updated
		if !next.Active {
			kind = productapi.Deleted
		}
		return next, nil, docs.SaveProduct(ctx, r.Rev, next, changed(kind, next))
	})
}

// edit reads one product for the form that changes it.
func (s *Service) edit(ctx context.Context, in *productapi.BySlug) (*productapi.Product, error) {
	r, err := s.store.ProductBySlug(ctx, in.Slug)
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, problem.NotFound("product_not_found")
	}
	return s.shownToStaff(ctx, r)
}

// saved runs a change until nobody was in between, shows it to this process's
// readers and answers it.
func (s *Service) saved(ctx context.Context, fn func(context.Context, Documents) (*Record, error, error)) (*productapi.Product, error) {
	for {
		var r *Record
		var refusal error
		err := s.store.Atomically(ctx, func(ctx context.Context, docs Documents) (err error) {
			r, refusal, err = fn(ctx, docs)
			if refusal != nil && err == nil {
				return errRefused // nothing of a refused change stays, where the store can undo
			}
			return err
		})
		switch {
		case errors.Is(err, errRefused):
			return nil, refusal
		case errors.Is(err, ErrStale), errors.Is(err, ErrTaken):
			continue // the rule finds out what is there now
		case err != nil:
			return nil, err
		}
		if err := s.catalogue.refresh(ctx); err != nil {
			s.catalogue.hint() // it is saved all the same
		}
		return s.shownToStaff(ctx, r)
	}
}

var errRefused = errors.New("refused")

// shownToStaff is the product with what only staff see.
func (s *Service) shownToStaff(ctx context.Context, r *Record) (*productapi.Product, error) {
	shares, err := s.store.Shares(ctx, "", r.SKUs())
	if err != nil {
		return nil, err
	}
	levels := make(map[string]Stock, len(shares))
	for _, sh := range shares {
		levels[sh.SKU] = sh.Stock
	}
	out := newItem(r, levels, shopDay(s.clock.Now())).product
	for i := range out.Variants {
		out.Variants[i].LowAt = levels[out.Variants[i].SKU].LowAt
	}
	return &out, nil
}

func changed(kind events.Definition[productapi.ProductChanged], r *Record) events.Event {
	return kind.New(r.ID, r.Version, productapi.ProductChanged{ProductID: r.ID, Slug: r.Slug, Active: r.Active})
}

// instant is a time as the store keeps it.
func (s *Service) instant() time.Time { return s.clock.Now().UTC().Truncate(time.Microsecond) }

// hashOf tells a repeated request from another one under the same key.
func hashOf(body any) string {
	b, err := json.Marshal(body, json.Deterministic(true))
	if err != nil {
		panic("a request's body has no JSON form: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
