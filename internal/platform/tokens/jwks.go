package tokens

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
)

// JWK is one Ed25519 public key (RFC 8037).
type JWK struct {
	KeyType   string `json:"kty" enum:"OKP"`
	Curve     string `json:"crv" enum:"Ed25519"`
	ID        string `json:"kid"`
	Use       string `json:"use" enum:"sig"`
	Algorithm string `json:"alg" enum:"EdDSA"`
	X         string `json:"x" doc:"the key, base64url"`
}

// JWKS is a set of public keys (RFC 7517).
type JWKS struct {
	Keys []JWK `json:"keys"`
}

// NewJWK describes a public key. Its identifier is the key's thumbprint (RFC 7638).
func NewJWK(key ed25519.PublicKey) JWK {
	x := base64.RawURLEncoding.EncodeToString(key)
	sum := sha256.Sum256([]byte(`{"crv":"Ed25519","kty":"OKP","x":"` + x + `"}`))
	return JWK{
		KeyType: "OKP", Curve: "Ed25519", Use: "sig", Algorithm: "EdDSA",
		ID: base64.RawURLEncoding.EncodeToString(sum[:]), X: x,
	}
}

// PublicKey reads the key.
func (k JWK) PublicKey() (ed25519.PublicKey, error) {
	if k.KeyType != "OKP" || k.Curve != "Ed25519" {
		return nil, fmt.Errorf("key %q is %s %s, not OKP Ed25519", k.ID, k.KeyType, k.Curve)
	}
	x, err := base64.RawURLEncoding.DecodeString(k.X)
	if err != nil || len(x) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("key %q does not hold %d bytes in base64url", k.ID, ed25519.PublicKeySize)
	}
	return ed25519.PublicKey(x), nil
}
