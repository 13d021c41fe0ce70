package relational

import "context"

type hooksKey struct{}

type hooks struct{ fns []func() }

// AfterCommit has fn called once the transaction of ctx is committed; a
// rollback or a retry forgets it. ctx is the one that Write gave to its
// function. It is for cheap signals (wake the relay), not for work: nothing
// runs fn after a crash. It returns false, and keeps nothing, outside a Write.
func AfterCommit(ctx context.Context, fn func()) bool {
	h, ok := ctx.Value(hooksKey{}).(*hooks)
	if ok {
		h.fns = append(h.fns, fn)
	}
	return ok
}

// CollectHooks is for implementations of DB: the context to give to one run of
// a Write's function, and what to call after that run's commit.
func CollectHooks(ctx context.Context) (context.Context, func()) {
	h := &hooks{}
	return context.WithValue(ctx, hooksKey{}, h), func() {
		for _, fn := range h.fns {
			fn()
		}
	}
}
