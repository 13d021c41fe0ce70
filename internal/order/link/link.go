// Package link makes and reads the signed links by which guests open their
// orders: an HMAC over the order's identifier and an epoch. The link of an order
// is the same in every mail; raising the order's epoch revokes it.
package link

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
)

// minKey is the least length of a key, in bytes: HMAC-SHA-256's own.
const minKey = 32

// Signer makes and checks links under one key.
type Signer struct{ key []byte }

// NewSigner takes a key of 32 bytes or more.
func NewSigner(key []byte) (*Signer, error) {
	if len(key) < minKey {
		return nil, errors.New("the key of the order links has less than 32 bytes")
	}
	return &Signer{key: append([]byte(nil), key...)}, nil
}

// Make gives the link "id.epoch.mac", which needs no escaping in a URL.
func (s *Signer) Make(orderID string, epoch int64) string {
	signed := orderID + "." + strconv.FormatInt(epoch, 10)
	return signed + "." + base64.RawURLEncoding.EncodeToString(s.mac(signed))
}

// Read tells which order a link opens, and the epoch it was made in, which the
// caller compares with the order's.
func (s *Signer) Read(text string) (orderID string, epoch int64, ok bool) {
	at := strings.LastIndexByte(text, '.')
	if at < 0 {
		return "", 0, false
	}
	signed := text[:at]
	mac, err := base64.RawURLEncoding.Strict().DecodeString(text[at+1:])
	if err != nil || !hmac.Equal(mac, s.mac(signed)) {
		return "", 0, false
	}
	orderID, number, _ := strings.Cut(signed, ".")
	epoch, err = strconv.ParseInt(number, 10, 64)
	return orderID, epoch, err == nil
}

func (s *Signer) mac(signed string) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte("order-link\x00" + signed)) // the key signs nothing else, and says so
	return h.Sum(nil)
}
