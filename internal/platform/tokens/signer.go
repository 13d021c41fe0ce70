package tokens

import (
	"crypto/ed25519"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// Signer makes tokens. Only the issuer holds one.
type Signer struct {
	key    ed25519.PrivateKey
	jwk    JWK
	issuer string
	clk    clock.Clock
}

// NewSigner returns the signer of an issuer.
func NewSigner(key ed25519.PrivateKey, issuer string, clk clock.Clock) (*Signer, error) {
	if len(key) != ed25519.PrivateKeySize {
		return nil, fmt.Errorf("the signing key has %d bytes, not %d", len(key), ed25519.PrivateKeySize)
	}
	pub, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return nil, fmt.Errorf("the signing key is not Ed25519")
	}
	return &Signer{key: key, jwk: NewJWK(pub), issuer: issuer, clk: clk}, nil
}

// Key is the public key that verifies what the signer makes.
func (s *Signer) Key() JWK { return s.jwk }

// User makes an access token of at most MaxUserLife. Issuer and times in c are
// the signer's to set.
func (s *Signer) User(c Claims, life time.Duration) (token string, expires time.Time, err error) {
	c.RegisteredClaims = s.registered(c.Subject, min(life, MaxUserLife))
	token, err = s.sign(&c, userType)
	return token, c.ExpiresAt.Time, err
}

// Service makes a token with which caller may call provider.
func (s *Signer) Service(caller, provider string) (token string, expires time.Time, err error) {
	c := serviceClaims{s.registered(caller, MaxServiceLife)}
	c.Audience = jwt.ClaimStrings{provider}
	token, err = s.sign(&c, serviceType)
	return token, c.ExpiresAt.Time, err
}

// registered rounds down to the second, as JWTs do, so that the expiry which is
// told is the one inside.
func (s *Signer) registered(subject string, life time.Duration) jwt.RegisteredClaims {
	now := s.clk.Now().UTC().Truncate(time.Second)
	return jwt.RegisteredClaims{
		Issuer: s.issuer, Subject: subject,
		IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(life.Truncate(time.Second))),
	}
}

func (s *Signer) sign(c jwt.Claims, typ string) (string, error) {
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
	t.Header["kid"], t.Header["typ"] = s.jwk.ID, typ
	signed, err := t.SignedString(s.key)
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return signed, nil
}
