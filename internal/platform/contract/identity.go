package contract

import (
	"context"
	"net/http"
	"slices"

	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// Identity is who is asking. The zero value is nobody.
type Identity struct {
	UserID        string
	SessionID     string
	Role          string
	Permissions   []string
	EmailVerified bool
	// MustChangePassword: signed in with a printed password; may do nothing but change it.
	MustChangePassword bool
	// Stale: nobody knows whether the session was revoked in the last seconds; staff operations are refused.
	Stale bool
	// Caller is the service that asks, for internal operations.
	Caller string
}

// SignedIn tells whether a user is asking.
func (i Identity) SignedIn() bool { return i.UserID != "" }

// Can tells whether the user may use the permission now: whoever must first change
// a password, or whose session may have been revoked, may not.
func (i Identity) Can(permission string) bool {
	return !i.Stale && !i.MustChangePassword && slices.Contains(i.Permissions, permission)
}

// Staff tells whether the user has any permission at all; customers have none.
func (i Identity) Staff() bool { return len(i.Permissions) > 0 }

// Guard reads and verifies the credentials of a request. It answers 401 problems
// for credentials that are wrong; their absence is the zero Identity.
type Guard interface {
	Identify(r *http.Request) (Identity, error)
}

type ctxKey int

const (
	keyIdentity ctxKey = iota
	keyUserToken
)

// WithIdentity is for servers and tests.
func WithIdentity(ctx context.Context, id Identity) context.Context {
	return context.WithValue(ctx, keyIdentity, id)
}

// Who is asking.
func Who(ctx context.Context) Identity {
	id, _ := ctx.Value(keyIdentity).(Identity)
	return id
}

// WithUserToken makes the calls under ctx travel with the user's access token.
// A handler's context has it already: the user is the cause of what it calls.
func WithUserToken(ctx context.Context, token string) context.Context {
	return context.WithValue(ctx, keyUserToken, token)
}

// UserToken is the access token that ctx carries, or "".
func UserToken(ctx context.Context) string {
	t, _ := ctx.Value(keyUserToken).(string)
	return t
}

// WithTrace sets the W3C traceparent of the calls and events under ctx.
func WithTrace(ctx context.Context, tp string) context.Context {
	return traceparent.With(ctx, tp)
}

// Trace is the W3C traceparent that ctx carries, or "".
func Trace(ctx context.Context) string { return traceparent.From(ctx) }
