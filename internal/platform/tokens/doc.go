// Package tokens is how services know who asks. An access token names a user, a
// service token the calling service; both are EdDSA (Ed25519) JWTs of one
// issuer, who alone holds a Signer. Every other process holds a Verifier, which
// keeps the issuer's public keys, the signatures it has verified, and what was
// revoked in the last minutes.
package tokens

import "time"

const (
	// MaxUserLife is the longest life of an access token: what a revocation
	// has to be remembered for.
	MaxUserLife = 5 * time.Minute
	// MaxServiceLife is the longest life of a service token.
	MaxServiceLife = 10 * time.Minute
	// StaleAfter is how old the last answer about revocations may be before an
	// Identity says that it is stale.
	StaleAfter = 10 * time.Second
	// RevocationKeep is how long the feed goes on telling of a revocation: no
	// token from before it lives longer, whatever the clocks of two machines say.
	RevocationKeep = 3 * MaxUserLife
)

// The headers that tokens travel in, as "Bearer …".
const (
	UserHeader    = "Authorization"
	ServiceHeader = "Service-Authorization"
)
