// Package seal hides a secret from everybody but one reader: what a publisher
// seals to a reader's public key crosses outboxes, queues and dead letters
// without being readable there. It is an anonymous NaCl box (X25519,
// XSalsa20-Poly1305): nobody can open it with what the publisher holds.
package seal

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/crypto/curve25519"
	"golang.org/x/crypto/nacl/box"
)

// PublicKey seals.
type PublicKey [32]byte

// PrivateKey opens.
type PrivateKey [32]byte

// ErrCannotOpen says that a box was not sealed to this key, or was changed.
var ErrCannotOpen = errors.New("the sealed box does not open with this key")

// NewKey makes a key of 256 random bits.
func NewKey() PrivateKey {
	var k PrivateKey
	rand.Read(k[:]) // never fails: the runtime aborts without randomness
	return k
}

// Public is the key to hand out.
func (k PrivateKey) Public() (PublicKey, error) {
	pub, err := curve25519.X25519(k[:], curve25519.Basepoint)
	if err != nil {
		return PublicKey{}, fmt.Errorf("the public key of a sealing key: %w", err)
	}
	return PublicKey(pub), nil
}

// Seal makes a box that only the public key's owner opens. Sealing twice gives
// two different boxes.
func Seal(to PublicKey, plaintext []byte) ([]byte, error) {
	sealed, err := box.SealAnonymous(nil, plaintext, (*[32]byte)(&to), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return sealed, nil
}

// Open reads what was sealed to the key, or returns ErrCannotOpen.
func Open(key PrivateKey, sealed []byte) ([]byte, error) {
	pub, err := key.Public()
	if err != nil {
		return nil, err
	}
	plaintext, ok := box.OpenAnonymous(nil, sealed, (*[32]byte)(&pub), (*[32]byte)(&key))
	if !ok {
		return nil, ErrCannotOpen
	}
	return plaintext, nil
}

// String is the key's text form, for configuration.
func (k PublicKey) String() string { return base64.StdEncoding.EncodeToString(k[:]) }

// Text is the key's text form, for the file that keeps it. There is no String,
// so that no log writes it.
func (k PrivateKey) Text() string { return base64.StdEncoding.EncodeToString(k[:]) }

// Format writes no private key, whatever verb asks.
func (k PrivateKey) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte("[private key]")) }

// ParsePublic reads the text form.
func ParsePublic(text string) (PublicKey, error) {
	b, err := parse(text)
	return PublicKey(b), err
}

// ParsePrivate reads the text form.
func ParsePrivate(text string) (PrivateKey, error) {
	b, err := parse(text)
	return PrivateKey(b), err
}

func parse(text string) (key [32]byte, err error) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) != len(key) {
		return key, errors.New("a sealing key is 32 bytes in base64") // the text may be a secret: not told
	}
	return [32]byte(b), nil
}
