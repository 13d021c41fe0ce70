package tokens

import (
	"context"
	"fmt"
	"sync"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// Revocation ends tokens before their time: those of a session, or those of a
// user from before a change of role.
type Revocation struct {
	SessionID   string `json:"session_id,omitzero"`
	UserID      string `json:"user_id,omitzero"`
	RoleVersion int64  `json:"role_version,omitzero" doc:"tokens of the user with a lower one end"`
}

// Feed is what was revoked since the last answer. It may tell of a revocation again.
type Feed struct {
	Items []Revocation `json:"items"`
	Next  int64        `json:"next" doc:"since of the next question"`
}

// RevocationSource asks the issuer what was revoked since an earlier answer's
// Next; 0 asks for all of the last RevocationKeep.
type RevocationSource func(ctx context.Context, since int64) (Feed, error)

// follower keeps up with the feed.
type follower struct {
	source RevocationSource
	clk    clock.Clock
	turn   chan struct{} // one question at a time; guards next and tried
	next   int64
	tried  time.Time

	mu       sync.RWMutex
	sessions map[string]time.Time // session → when to forget it
	users    map[string]userRevocation
	answered time.Time // when the last answered question began
}

type userRevocation struct {
	version int64
	forget  time.Time
}

func newFollower(source RevocationSource, clk clock.Clock) *follower {
	return &follower{
		source: source, clk: clk, turn: make(chan struct{}, 1),
		sessions: map[string]time.Time{}, users: map[string]userRevocation{},
	}
}

func (f *follower) revoked(c *Claims) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if _, ended := f.sessions[c.SessionID]; ended {
		return true
	}
	u, ok := f.users[c.Subject]
	return ok && c.RoleVersion < u.version
}

func (f *follower) stale() bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.answered.IsZero() || f.clk.Now().Sub(f.answered) > StaleAfter
}

// catchUp asks on behalf of a request that would be refused for staleness, so
// that a machine that slept serves staff at once; while the issuer is away it
// lets one request a second try.
func (f *follower) catchUp(ctx context.Context) {
	_ = f.poll(ctx, func() bool { return !f.stale() || f.clk.Now().Sub(f.tried) < time.Second })
}

// poll asks once, unless enough says, when it is this caller's turn, that it needs not.
func (f *follower) poll(ctx context.Context, enough func() bool) error {
	select {
	case f.turn <- struct{}{}:
		defer func() { <-f.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if enough != nil && enough() {
		return nil
	}
	asked := f.clk.Now()
	f.tried = asked
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	feed, err := f.source(ctx, f.next)
	if err != nil {
		return fmt.Errorf("ask what was revoked: %w", err)
	}
	f.take(feed.Items, asked)
	f.next = feed.Next
	return nil
}

func (f *follower) take(items []Revocation, asked time.Time) {
	forget := f.clk.Now().Add(RevocationKeep)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answered = asked
	for _, r := range items {
		if r.SessionID != "" {
			f.sessions[r.SessionID] = forget
		}
		if r.UserID != "" && r.RoleVersion > 0 {
			f.users[r.UserID] = userRevocation{max(r.RoleVersion, f.users[r.UserID].version), forget}
		}
	}
	for id, at := range f.sessions {
		if asked.After(at) {
			delete(f.sessions, id)
		}
	}
	for id, u := range f.users {
		if asked.After(u.forget) {
			delete(f.users, id)
		}
	}
}
