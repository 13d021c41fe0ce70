package product

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// placeHold takes stock for an order.
func (s *Service) placeHold(ctx context.Context, in *productapi.HoldInput) (*productapi.Hold, error) {
	skus := make([]string, len(in.Body.Lines))
	for i, l := range in.Body.Lines {
		skus[i] = l.SKU
	}
	if err := s.knowSKUs(ctx, skus); err != nil {
		return nil, err
	}
	return s.held(ctx, command{verb: toHold, orderID: in.OrderID, version: in.Body.Version, lines: in.Body.Lines, until: in.Body.Until})
}

// keep extends an order's hold, or takes it again.
func (s *Service) keep(ctx context.Context, in *productapi.KeepInput) (*productapi.Hold, error) {
	return s.held(ctx, command{verb: toKeep, orderID: in.OrderID, version: in.Body.Version, until: in.Body.Until})
}

// releaseHold gives an order's stock back.
func (s *Service) releaseHold(ctx context.Context, in *productapi.ReleaseInput) (*productapi.Hold, error) {
	return s.held(ctx, command{verb: toRelease, orderID: in.OrderID, version: in.Body.Version})
}

func (s *Service) held(ctx context.Context, c command) (*productapi.Hold, error) {
	out, err := s.command(ctx, c)
	if err != nil {
		return nil, err
	}
	if out.refusal != nil {
		return nil, out.refusal
	}
	return out.reservation.hold(), nil
}

// command runs a call with as few commits as the store can.
func (s *Service) command(ctx context.Context, c command) (outcome, error) {
	var h *holder
	err := s.store.Atomically(ctx, func(ctx context.Context, docs Documents) error {
		h = &holder{docs: docs, now: s.clock.Now().UTC(), alert: s.alerts}
		return h.run(ctx, c)
	})
	if err != nil {
		return outcome{}, err
	}
	s.catalogue.newLevels(h.out.changed)
	return h.out, nil
}

// knowSKUs refuses SKUs that were never sold. The snapshot knows nearly all of
// them; the store is asked for the others.
func (s *Service) knowSKUs(ctx context.Context, skus []string) error {
	if s.catalogue.knows(skus) {
		return nil
	}
	shares, err := s.store.Shares(ctx, "", skus)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, share := range shares {
		known[share.SKU] = true
	}
	for _, sku := range skus {
		if !known[sku] {
			return problem.NotFound("sku_not_found")
		}
	}
	return nil
}

// alerts tell the staff of a SKU that became low or ran out: once a crossing.
func (s *Service) alerts(before, after Stock) []events.Event {
	if after.Alert <= before.Alert {
		return nil
	}
	level := s.catalogue.describe(after)
	kind := productapi.StockLow
	if after.Alert == AlertOut {
		kind = productapi.StockOut
	}
	return []events.Event{kind.New(after.SKU, before.Rev+1, level)}
}
