package web

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
)

// sessionCipher is AES-256-GCM under a key made of the browser's token, which has 256
// random bits. The store's name of the session is another hash of the same token.
func sessionCipher(token string) cipher.AEAD {
	key := sha256.Sum256([]byte("session-value\x00" + token))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic("a key of 32 bytes: " + err.Error())
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic("AES has blocks of 16 bytes: " + err.Error())
	}
	return aead
}

func sealSession(token string, b []byte) []byte { return sessionCipher(token).Seal(nil, nil, b, nil) }

func openSession(token string, sealed []byte) ([]byte, bool) {
	b, err := sessionCipher(token).Open(nil, nil, sealed, nil)
	return b, err == nil
}
