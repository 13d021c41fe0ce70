package ordertest

import (
	"context"
	"sync"

	"floresvictoria.cl/flores/internal/order/payment"
)

// Provider is the sandbox on a bad line: calls go through the fuse, and a test
// may have the answer of a call lost, or the call itself.
type Provider struct {
	payment.Provider
	fuse *Fuse

	mu    sync.Mutex
	lose  map[string]error // by call: the answer is lost after it took effect
	fail  map[string]error // by call: it takes no effect
	asked map[string]int
	off   int64 // added to what is charged
}

// Miscount has the provider say that it charged so much more than asked.
func (p *Provider) Miscount(clp int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.off = clp
}

// Lose has every later call of that name take effect without an answer; nil ends it.
func (p *Provider) Lose(call string, err error) { p.set(&p.lose, call, err) }

// Fail has every later call of that name fail without effect; nil ends it.
func (p *Provider) Fail(call string, err error) { p.set(&p.fail, call, err) }

// Asked counts the calls of a name that took effect.
func (p *Provider) Asked(call string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[call]
}

func (p *Provider) set(m *map[string]error, call string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if *m == nil {
		*m = map[string]error{}
	}
	(*m)[call] = err
}

func through[T any](p *Provider, call string, fn func() (T, error)) (T, error) {
	return around(p.fuse, func() (T, error) {
		var zero T
		p.mu.Lock()
		fail, lose := p.fail[call], p.lose[call]
		if fail == nil {
			if p.asked == nil {
				p.asked = map[string]int{}
			}
			p.asked[call]++
		}
		p.mu.Unlock()
		if fail != nil {
			return zero, fail
		}
		out, err := fn()
		if lose != nil {
			return zero, lose
		}
		return out, err
	})
}

// Start opens an attempt.
func (p *Provider) Start(ctx context.Context, s payment.Start) (payment.Started, error) {
	return through(p, "start", func() (payment.Started, error) { return p.Provider.Start(ctx, s) })
}

// Commit charges an attempt.
func (p *Provider) Commit(ctx context.Context, token string) (payment.Result, error) {
	return through(p, "commit", func() (payment.Result, error) {
		r, err := p.Provider.Commit(ctx, token)
		p.mu.Lock()
		defer p.mu.Unlock()
		if r.Outcome == payment.Accepted {
			r.AmountCLP += p.off
		}
		return r, err
	})
}

// Status asks for an attempt.
func (p *Provider) Status(ctx context.Context, token string) (payment.Result, error) {
	return through(p, "status", func() (payment.Result, error) { return p.Provider.Status(ctx, token) })
}

// Refund gives a charge back.
func (p *Provider) Refund(ctx context.Context, token string, amountCLP int64) error {
	_, err := through(p, "refund", func() (struct{}, error) { return struct{}{}, p.Provider.Refund(ctx, token, amountCLP) })
	return err
}
