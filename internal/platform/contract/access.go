package contract

import (
	"fmt"
	"net/http"
	"slices"

	"floresvictoria.cl/flores/internal/platform/problem"
)

type accessKind uint8

const (
	accessUnset accessKind = iota
	accessPublic
	accessOwner
	accessSignedIn
	accessNeeds
	accessInternal
	accessCredential
)

// Access says who may call an operation. Its zero value is refused: nothing is
// open by having been forgotten.
type Access struct {
	kind       accessKind
	permission string
	callers    []string
}

var (
	// Public operations show the same to everybody.
	Public = Access{kind: accessPublic}
	// Owner operations are for whoever owns the thing, signed in or by a secret
	// (a guest's cart token, an order link); the handler decides, and answers
	// 404 to everybody else.
	Owner = Access{kind: accessOwner}
	// SignedIn operations are about the caller's own account.
	SignedIn = Access{kind: accessSignedIn}
	// Credential operations are internal ones for a service that has no token
	// yet: the handler checks the credential that the body holds.
	Credential = Access{kind: accessCredential}
)

// Needs asks for a permission, "resource:action".
func Needs(permission string) Access { return Access{kind: accessNeeds, permission: permission} }

// Internal operations are for the named services alone: routed by no door,
// shown in no public document.
func Internal(callers ...string) Access { return Access{kind: accessInternal, callers: callers} }

// Permission is what the operation needs, or "".
func (a Access) Permission() string { return a.permission }

// Callers are the services that may call an internal operation.
func (a Access) Callers() []string { return slices.Clone(a.callers) }

// String is the access in words, for tables and documents.
func (a Access) String() string {
	switch a.kind {
	case accessPublic:
		return "public"
	case accessOwner:
		return "owner"
	case accessSignedIn:
		return "signed in"
	case accessNeeds:
		return a.permission
	case accessInternal:
		return "internal"
	case accessCredential:
		return "credential"
	}
	return "unset"
}

// admit decides by the operation's line whether the caller may have it.
func (o *Op) admit(id Identity) error {
	switch o.Access.kind {
	case accessPublic, accessCredential:
		return nil
	case accessOwner, accessSignedIn:
		switch {
		case o.Access.kind == accessSignedIn && !id.SignedIn():
			return problem.Unauthorized("sign_in_required")
		case id.MustChangePassword && !o.BeforePassword:
			return problem.New(http.StatusForbidden, "password_change_required")
		}
		return nil
	case accessNeeds:
		switch {
		case !id.SignedIn():
			return problem.Unauthorized("sign_in_required")
		case id.MustChangePassword:
			return problem.New(http.StatusForbidden, "password_change_required")
		case !slices.Contains(id.Permissions, o.Access.permission):
			return problem.Forbidden()
		case id.Stale:
			return problem.Unavailable("revocations_unknown")
		}
		return nil
	case accessInternal:
		if id.Caller == "" || !slices.Contains(o.Access.callers, id.Caller) {
			return problem.Forbidden()
		}
		return nil
	}
	return fmt.Errorf("%s: access is not stated", o)
}
