package embedded

import (
	"context"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/platform/relational"
)

// gather is how long messages that were dealt with are gathered before one
// transaction takes them out of their queues. Nobody waits for it; a crash within
// it delivers them again, which consumers are used to.
const gather = 5 * time.Millisecond

// dealt are the messages, of all queues, that were dealt with and are still stored.
type dealt struct {
	mu   sync.Mutex
	seqs []int64
	some chan struct{} // holds a signal when there are some
}

func newDealt() *dealt { return &dealt{some: make(chan struct{}, 1)} }

func (d *dealt) add(seqs ...int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seqs = append(d.seqs, seqs...)
	select {
	case d.some <- struct{}{}:
	default:
	}
}

func (d *dealt) take() []int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	seqs := d.seqs
	d.seqs = nil
	return seqs
}

// clear takes dealt messages out of the queues until ctx ends. Every subscription
// that runs does so for all of them.
func (b *Bus) clear(ctx context.Context) {
	failures, wait := 0, gather
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.dealt.some:
		}
		pause(ctx, wait)
		if b.clearNow(ctx) {
			failures, wait = 0, gather
			continue
		}
		failures++
		wait = b.opt.Backoff.After(failures)
	}
}

// clearNow tells whether it could; what it could not stays to be cleared.
func (b *Bus) clearNow(ctx context.Context) bool {
	seqs := b.dealt.take()
	if len(seqs) == 0 {
		return true
	}
	err := b.db.Write(context.WithoutCancel(ctx), func(ctx context.Context, tx relational.DBTX) error {
		for _, seq := range seqs {
			if _, err := tx.ExecContext(ctx, `DELETE FROM message WHERE seq = $1`, seq); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.dealt.add(seqs...)
		b.opt.Log.WarnContext(ctx, "messages that were dealt with stay in their queues for now", "messages", len(seqs), "error", err)
	}
	return err == nil
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
