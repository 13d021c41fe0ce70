package postgres

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
)

// scramIterations is PostgreSQL's own.
const scramIterations = 4096

// scramVerifier is what the server keeps of a password (RFC 5803, RFC 5802):
// SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey. The password is printable
// ASCII, which needs no normal form.
func scramVerifier(password string) (string, error) {
	if password == "" {
		return "", errors.New("its URL has no password")
	}
	for _, b := range []byte(password) {
		if b < ' ' || b > '~' {
			return "", errors.New("its password is not printable ASCII")
		}
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	salted, err := pbkdf2.Key(sha256.New, password, salt, scramIterations, sha256.Size)
	if err != nil {
		return "", fmt.Errorf("derive the verifier of a password: %w", err)
	}
	stored := sha256.Sum256(mac(salted, "Client Key"))
	b64 := base64.StdEncoding.EncodeToString
	return fmt.Sprintf("SCRAM-SHA-256$%d:%s$%s:%s", scramIterations, b64(salt), b64(stored[:]), b64(mac(salted, "Server Key"))), nil
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
