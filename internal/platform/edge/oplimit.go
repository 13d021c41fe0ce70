package edge

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// AllowOp counts one call of an operation against its line's own limit, if it has
// one, for the client's address and for who asks. Both doors ask it, with the same keys.
func AllowOp(ctx context.Context, l Limiter, op *contract.Op) *problem.Problem {
	if op.Limit.Times == 0 {
		return nil
	}
	if ok, wait := clientOf(ctx).allow(ctx, l, op.ID()+"/", Rate(op.Limit)); !ok {
		return problem.TooMany(wait)
	}
	return nil
}
