package tokens

import (
	"fmt"

	"github.com/golang-jwt/jwt/v5"
)

// Claims is what an access token says of its user.
type Claims struct {
	jwt.RegisteredClaims // sub is the user; iss, iat and exp are the signer's

	SessionID   string `json:"sid"`
	Role        string `json:"role"`
	RoleVersion int64  `json:"rv"` // rises with each change of role: older tokens end
	// Permissions travel in the token, so that a service decides without asking.
	Permissions        []string `json:"perms,omitempty"`
	EmailVerified      bool     `json:"ev"`
	MustChangePassword bool     `json:"mcp,omitempty"`
}

// Validate is called by the parser after the registered claims were checked.
func (c *Claims) Validate() error {
	if c.Subject == "" || c.SessionID == "" || c.IssuedAt == nil || c.ExpiresAt == nil {
		return fmt.Errorf("%w: sub, sid, iat or exp", jwt.ErrTokenRequiredClaimMissing)
	}
	if c.ExpiresAt.Sub(c.IssuedAt.Time) > MaxUserLife {
		return fmt.Errorf("%w: it lives longer than revocations are remembered", jwt.ErrTokenInvalidClaims)
	}
	return nil
}

// serviceClaims is what a service token says: sub calls, aud answers.
type serviceClaims struct{ jwt.RegisteredClaims }

// Validate is called by the parser after the registered claims were checked.
func (c *serviceClaims) Validate() error {
	if c.Subject == "" || c.IssuedAt == nil || c.ExpiresAt == nil {
		return fmt.Errorf("%w: sub, iat or exp", jwt.ErrTokenRequiredClaimMissing)
	}
	if c.ExpiresAt.Sub(c.IssuedAt.Time) > MaxServiceLife {
		return fmt.Errorf("%w: it lives too long", jwt.ErrTokenInvalidClaims)
	}
	return nil
}

// The typ header keeps the two kinds apart, so that one is never taken for the
// other (RFC 8725, 3.11).
const (
	userType    = "at+jwt"
	serviceType = "svc+jwt"
)
