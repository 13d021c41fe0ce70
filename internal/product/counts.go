package product

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// stock reads the exact counts of one product.
func (s *Service) stock(ctx context.Context, in *productapi.BySlug) (*contract.List[productapi.Availability], error) {
	it, err := s.listedItem(in.Slug)
	if err != nil {
		return nil, err
	}
	shares, err := s.store.Shares(ctx, "", it.record.SKUs())
	if err != nil {
		return nil, err
	}
	bySKU := map[string]Stock{}
	for _, sh := range shares {
		bySKU[sh.SKU] = sh.Stock
	}
	items := make([]productapi.Availability, len(it.record.Sizes))
	for i, size := range it.record.Sizes {
		st := bySKU[size.SKU]
		items[i] = productapi.Availability{SKU: size.SKU, Available: st.Available(), Unlimited: st.Unlimited}
	}
	return whole(items), nil
}

// stockList pages through every SKU, by the name of its product. Names are those
// of the snapshot, counts those of the store.
func (s *Service) stockList(ctx context.Context, in *productapi.StockInput) (*contract.List[productapi.StockRow], error) {
	now, err := s.catalogue.snapshot()
	if err != nil {
		return nil, err
	}
	skus := now.skus
	if in.Low {
		low, err := s.store.LowSKUs(ctx)
		if err != nil {
			return nil, err
		}
		skus = filter(skus, func(sku string) bool { _, ok := slices.BinarySearch(low, sku); return ok })
	}
	if q := chile.Fold(in.Q); q != "" {
		skus = filter(skus, func(sku string) bool {
			r := now.items[now.bySKU[sku].item].record
			return strings.Contains(chile.Fold(sku), q) || strings.Contains(chile.Fold(r.Name.ES), q) || strings.Contains(chile.Fold(r.Name.EN), q)
		})
	}
	total := len(skus)
	from := min(in.Offset(), total)
	skus = skus[from:min(from+in.Size(), total)]
	shares, err := s.store.Shares(ctx, "", skus)
	if err != nil {
		return nil, err
	}
	rows := make([]productapi.StockRow, len(shares))
	for i, sh := range shares {
		at := now.bySKU[sh.SKU]
		r := now.items[at.item].record
		rows[i] = productapi.StockRow{
			SKU: sh.SKU, Slug: r.Slug, Name: r.Name, Size: r.Sizes[at.size].Size, OnHand: sh.OnHand, Held: sh.Held,
			Available: sh.Available(), LowAt: sh.LowAt, Unlimited: sh.Unlimited, Active: r.Active,
		}
	}
	slices.SortFunc(rows, func(a, b productapi.StockRow) int {
		return cmp.Compare(slices.Index(skus, a.SKU), slices.Index(skus, b.SKU))
	})
	return contract.Listed(rows, total, in.Paging), nil
}

func filter(list []string, keep func(string) bool) []string {
	var kept []string
	for _, v := range list {
		if keep(v) {
			kept = append(kept, v)
		}
	}
	return kept
}

// movements lists what happened to a SKU.
func (s *Service) movements(ctx context.Context, in *productapi.MovementsInput) (*contract.List[productapi.Movement], error) {
	list, total, err := s.store.Movements(ctx, in.SKU, in.Offset(), in.Size())
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		if err := s.knowSKUs(ctx, []string{in.SKU}); err != nil {
			return nil, err
		}
	}
	items := make([]productapi.Movement, len(list))
	for i, m := range list {
		items[i] = m.Movement
	}
	return contract.Listed(items, total, in.Paging), nil
}

// move records a delivery, a loss or a count, once a key.
func (s *Service) move(ctx context.Context, in *productapi.MoveInput) (*productapi.Movement, error) {
	if err := moveFault(in); err != nil {
		return nil, err
	}
	m := Movement{Key: keyOf(ctx, in.Key), Hash: hashOf(in.Body), Movement: productapi.Movement{
		SKU: in.SKU, Quantity: in.Body.Quantity, Reason: in.Body.Reason, Note: in.Body.Note,
		By: contract.Who(ctx).UserID,
	}}
	for {
		var after Stock
		var made *Movement
		var refusal error
		err := s.store.Atomically(ctx, func(ctx context.Context, docs Documents) (err error) {
			after, made, refusal, err = s.moveOnce(ctx, docs, m)
			return err
		})
		switch {
		case errors.Is(err, ErrStale), errors.Is(err, ErrTaken): // another call was first: look again
			continue
		case err != nil:
			return nil, err
		case refusal != nil:
			return nil, refusal
		}
		if after.Rev > 0 {
			s.catalogue.newLevels([]Stock{after})
		}
		return &made.Movement, nil
	}
}

// moveOnce answers a known key as before, else writes the movement with the count.
func (s *Service) moveOnce(ctx context.Context, docs Documents, m Movement) (after Stock, made *Movement, refusal, err error) {
	known, err := docs.Movement(ctx, m.SKU, m.Key)
	switch {
	case err != nil:
		return after, nil, nil, err
	case known != nil && known.Hash != m.Hash:
		return after, nil, problem.Unprocessable("key_reused"), nil
	case known != nil:
		return after, known, nil, nil
	}
	shares, err := docs.Shares(ctx, "", []string{m.SKU})
	if err != nil {
		return after, nil, nil, err
	}
	if len(shares) == 0 {
		return after, nil, problem.NotFound("sku_not_found"), nil
	}
	before := shares[0]
	if m.Reason == "count" {
		m.Quantity -= before.OnHand // what was counted becomes what was added
	}
	if left := before.OnHand + m.Quantity; !before.Unlimited && left < before.Held {
		return after, nil, problem.Conflict("stock_below_zero").With(
			productapi.Shortage{SKU: m.SKU, Wanted: -m.Quantity, Available: before.Available()}), nil
	}
	m.ID, m.At = id.New(), s.clock.Now().UTC()
	next := before.moved(&m)
	next = next.settled(before, m.At)
	if err := docs.SaveShare(ctx, before, next, &m, s.alerts(before.Stock, next.Stock)...); err != nil {
		return after, nil, nil, err
	}
	next.Rev = before.Rev + 1
	return next.Stock, &m, nil, nil
}

// moved adds a movement to the counts and the count to the movement.
func (s Share) moved(m *Movement) Share {
	s.OnHand += m.Quantity
	s.Moved += m.Quantity
	m.After = s.OnHand
	return s
}

func moveFault(in *productapi.MoveInput) error {
	wrong := false
	switch q := in.Body.Quantity; in.Body.Reason {
	case "count", "received":
		wrong = q < 0
	case "spoiled":
		wrong = q > 0
	}
	if wrong {
		return problem.Invalid(problem.At("/quantity", "wrong_sign"))
	}
	return nil
}
