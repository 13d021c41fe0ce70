package cart

import (
	"context"
	"fmt"
	"strings"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/kv"
)

const (
	// abandonedAfter is how long a cart lies before its owner is told.
	abandonedAfter = 24 * time.Hour
	// A turn looks at most at tendPages × tendPage carts; the next goes on where it ended.
	tendPage  = 500
	tendPages = 4
)

// Run looks after the carts, turn by turn, until ctx ends. Several replicas may run it.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(s.every)
	defer tick.Stop()
	next := ""
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		after, err := s.Tend(ctx, next)
		if err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "not all carts were looked after", "err", err)
		}
		next = after
	}
}

// Tend is one turn, from the cart behind after on: it tells of abandoned carts
// and ends merges that a crash left half-done. next is where to go on, or "" to
// begin anew. What fails is passed over until the next round.
func (s *Service) Tend(ctx context.Context, after string) (next string, err error) {
	for range tendPages {
		page, scanErr := s.store.Scan(ctx, "", after, tendPage)
		if scanErr != nil {
			return after, fmt.Errorf("walk the carts: %w", scanErr)
		}
		for _, entry := range page.Entries {
			if one := s.tendOne(ctx, entry); one != nil {
				err = one
			}
		}
		if after = page.Next; after == "" {
			break
		}
	}
	return after, err
}

func (s *Service) tendOne(ctx context.Context, entry kv.Entry) error {
	v, err := decode(entry, true, s.clock.Now())
	if err != nil {
		return err
	}
	if strings.HasPrefix(entry.Key, guestPrefix) {
		if v.MovedTo != "" && len(v.Lines) > 0 {
			_, err = s.finish(ctx, entry.Key)
		}
		return err
	}
	if !v.abandoned() {
		return nil
	}
	return s.tell(ctx, entry.Key)
}

// abandoned tells whether the owner should hear of it now.
func (v *value) abandoned() bool {
	return len(v.Lines) > 0 && !v.Told && v.now.Sub(clock.FromMicros(v.Touched)) >= abandonedAfter
}

// tell publishes cart.abandoned once, unless the cart was changed meanwhile.
func (s *Service) tell(ctx context.Context, key string) error {
	owner := strings.TrimPrefix(key, userPrefix)
	_, err := s.write(ctx, key, func(v *value) (state, error) {
		if v.abandoned() {
			v.Told, v.dirty = true, true
			v.events = append(v.events, cartapi.Abandoned.New(owner, v.Version, cartapi.AbandonedCart{UserID: owner, Lines: v.demand()}))
		}
		return state{}, nil
	})
	return err
}
