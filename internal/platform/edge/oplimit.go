package edge

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// AllowOp counts one call of an operation against its line's own limit, if it has
// one, for the client's address. Both doors ask it, with the same keys.
func AllowOp(ctx context.Context, l Limiter, op *contract.Op) *problem.Problem {
	if op.Limit.Times == 0 {
		return nil
	}
	if ok, wait := l.Allow(ctx, op.ID()+"/"+Address(ctx), Rate(op.Limit)); !ok {
		return problem.TooMany(wait)
	}
	return nil
}
