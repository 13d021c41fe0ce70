// Package id makes identifiers and secrets. They are different things: an
// identifier may be seen and sorts by time, a secret is 256 random bits and is
// stored only as its hash.
package id

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"github.com/google/uuid"
)

// New returns a UUIDv7: unique, ordered by time, and never a secret.
func New() string {
	v, err := uuid.NewV7()
	if err != nil {
		panic("no randomness: " + err.Error())
	}
	return v.String()
}

// Secret returns 256 random bits in URL-safe text, for cart, session and one-time tokens.
func Secret() string {
	var b [32]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Hash is what a store keeps of a secret: SHA-256 in hex. The secret has full
// entropy, so a slow hash would add nothing.
func Hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
