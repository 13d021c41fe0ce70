package tokens

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// VerifierOptions say whose tokens a Verifier believes. All but Log and Every are needed.
type VerifierOptions struct {
	Issuer      string
	Audience    string // the service's own name: service tokens for another one are refused
	Keys        KeySource
	Revocations RevocationSource
	Clock       clock.Clock
	Log         *slog.Logger  // nil means slog.Default
	Every       time.Duration // between two questions for revocations; 0 means a second
}

// Verifier reads and verifies the tokens of requests; it is a contract.Guard,
// safe for concurrent use. It works from the first request on; Run keeps it current.
type Verifier struct {
	opt     VerifierOptions
	keys    *keyring
	feed    *follower
	users   *reader[*Claims]
	callers *reader[*serviceClaims]
}

var _ contract.Guard = (*Verifier)(nil)

// NewVerifier returns a verifier that has asked nothing yet.
func NewVerifier(opt VerifierOptions) (*Verifier, error) {
	switch {
	case opt.Issuer == "" || opt.Audience == "":
		return nil, errors.New("a verifier needs the issuer's name and its service's own")
	case opt.Keys == nil || opt.Revocations == nil || opt.Clock == nil:
		return nil, errors.New("a verifier needs sources of keys and revocations, and a clock")
	}
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	if opt.Every <= 0 {
		opt.Every = time.Second
	}
	v := &Verifier{opt: opt, keys: newKeyring(opt.Keys, opt.Clock), feed: newFollower(opt.Revocations, opt.Clock)}
	v.users = newReader(v.keys, opt, userType, "", func() *Claims { return &Claims{} })
	v.callers = newReader(v.keys, opt, serviceType, opt.Audience, func() *serviceClaims { return &serviceClaims{} })
	return v, nil
}

// Identify tells who asks. No token is nobody, and no error; a token that does
// not count is 401 with token_invalid, token_expired, session_revoked or
// service_token_invalid; no key to verify with is 503.
func (v *Verifier) Identify(r *http.Request) (contract.Identity, error) {
	var id contract.Identity
	if values := r.Header.Values(ServiceHeader); len(values) > 0 {
		c, err := v.callers.read(r.Context(), r.Header, ServiceHeader)
		if err != nil {
			if p, ok := problem.From(err); ok && p.Status == http.StatusUnauthorized {
				err = problem.Unauthorized("service_token_invalid")
			}
			return id, err
		}
		id.Caller = c.Subject
	}
	if values := r.Header.Values(UserHeader); len(values) > 0 {
		c, err := v.users.read(r.Context(), r.Header, UserHeader)
		if err != nil {
			return contract.Identity{}, err
		}
		if v.feed.stale() && len(c.Permissions) > 0 {
			v.feed.catchUp(r.Context())
		}
		if v.feed.revoked(c) {
			return contract.Identity{}, problem.Unauthorized("session_revoked")
		}
		id.UserID, id.SessionID, id.Role, id.Permissions = c.Subject, c.SessionID, c.Role, c.Permissions
		id.EmailVerified, id.MustChangePassword = c.EmailVerified, c.MustChangePassword
		id.Stale = v.feed.stale()
	}
	return id, nil
}

// KeysLoaded tells whether tokens can be verified: a part of readiness.
func (v *Verifier) KeysLoaded() bool { return v.keys.current.Load() != nil }

// Poll asks once for what was revoked and, where it is time, for the keys.
func (v *Verifier) Poll(ctx context.Context) error {
	return errors.Join(v.keys.keep(ctx), v.feed.poll(ctx, nil))
}

// Run polls until ctx ends, and then returns nil. While the issuer is away it
// says so once, and goes on asking.
func (v *Verifier) Run(ctx context.Context) error {
	tick := time.NewTicker(v.opt.Every)
	defer tick.Stop()
	away := false
	for {
		err := v.Poll(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if failed := err != nil; failed != away {
			away = failed
			if failed {
				v.opt.Log.WarnContext(ctx, "tokens are verified without news of revocations", "err", err)
			} else {
				v.opt.Log.InfoContext(ctx, "news of revocations arrive again")
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
