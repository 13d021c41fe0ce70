package order

import (
	"context"
	"errors"
	"net/http"
	"time"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/store"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// hold is step 2: stock for the order, under the lease's version. The hold's own
// expiry is a net for orphans, later than the order's.
func (t *try) hold(ctx context.Context, b *basket) error {
	t.held = true
	in := productapi.HoldInput{OrderID: t.it.OrderID}
	in.Body.Version = t.it.Version
	in.Body.Lines = b.demand
	in.Body.Until = t.s.now().Add(t.s.windows.PayWithin + t.s.windows.HoldNet)
	_, err := productapi.PlaceHold.Call(ctx, t.s.product, &in)
	switch problem.Code(err) {
	case "sold_out":
		shortages, _ := problem.Info[productapi.Shortages](err)
		return problem.Conflict("sold_out").With(shortages)
	case "sku_not_found":
		gone := orderapi.CartProblems{}
		for _, l := range b.demand {
			gone.Items = append(gone.Items, orderapi.CartProblem{SKU: l.SKU, Code: cartapi.Gone})
		}
		return problem.Conflict("cart_problems").With(gone)
	case "hold_superseded", "hold_final": // another lease of this intent decided
		return inProgress(0)
	}
	if err != nil {
		return neighbour("hold the stock", err)
	}
	return nil
}

// settleTime bounds what is done for a try whose caller may be gone.
const settleTime = 5 * time.Second

// end ends the try's intent with its refusal, which is stored and repeated, and
// releases what was held. A failure gives the lease up instead, so that the same
// key can go on at once. It returns what to answer.
func (t *try) end(ctx context.Context, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	p, ok := problem.From(cause)
	refused := ok && p.Status >= http.StatusBadRequest && p.Status < http.StatusInternalServerError
	switch {
	case ok && p.Code == "in_progress": // not this lease's to end
		return cause
	case !refused:
		if err := t.s.store.YieldIntent(ctx, t.it, t.s.now()); err != nil && !errors.Is(err, store.ErrLost) {
			t.s.log.WarnContext(ctx, "an intent keeps its lease", "order", t.it.OrderID, "err", err)
		}
		return cause
	}
	t.it.State, t.it.Status, t.it.Answer = store.IntentRefused, p.Status, problemJSON(p)
	var release time.Time
	if t.held {
		release = t.s.now().Add(settleTime) // Sweep's turn, should this one fail
	}
	ended, err := t.s.store.EndIntent(ctx, t.it, release)
	switch {
	case errors.Is(err, store.ErrLost):
		return inProgress(0)
	case err != nil:
		return err
	}
	if t.held {
		t.s.release(ctx, ended)
	}
	return cause
}

// release tells product-service that the hold of an ended intent is over. When
// that fails it stays owed, and Sweep tries again.
func (s *Service) release(ctx context.Context, it store.Intent) {
	in := productapi.ReleaseInput{OrderID: it.OrderID}
	in.Body.Version = it.Version
	_, err := productapi.ReleaseHold.Call(ctx, s.product, &in)
	if code := problem.Code(err); err == nil || code == "hold_superseded" || code == "hold_final" {
		err = s.store.Released(ctx, it, time.Time{})
	}
	if err != nil && !errors.Is(err, store.ErrLost) {
		s.log.WarnContext(ctx, "a hold is not released yet", "order", it.OrderID, "err", err)
	}
}
