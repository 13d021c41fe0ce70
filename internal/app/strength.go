package app

import (
	"encoding/base64"
	"errors"
	"net"
	"net/url"
	"slices"
	"strings"
)

// keyBytes is the length of every key.
const keyBytes = 32

// placeholders are what examples and hurried people write where a secret belongs.
var placeholders = []string{"changeme", "change-me", "change_me", "placeholder", "example", "password", "secret", "default", "your-", "your_", "todo", "xxxx", "12345", "admin", "guest", "postgres"}

// wordsByChance is from where on a secret may hold such a word though nobody wrote
// it: one in some thousand sets of random credentials has "todo" or "xxxx" in it.
const wordsByChance = 40

var (
	errPlaceholder = errors.New("is a placeholder: flores secrets makes strong ones")
	errWeak        = errors.New("is too weak: flores secrets makes strong ones")
)

// strong refuses what somebody could guess: short, monotonous, or a placeholder.
func strong(secret string, length, distinct int) error {
	if len(secret) < wordsByChance && placeholder(secret) {
		return errPlaceholder
	}
	seen := map[rune]bool{}
	for _, r := range secret {
		seen[r] = true
	}
	if len(secret) < length || len(seen) < distinct {
		return errWeak
	}
	return nil
}

func placeholder(secret string) bool {
	low := strings.ToLower(secret)
	return slices.ContainsFunc(placeholders, func(p string) bool { return strings.Contains(low, p) })
}

// decodeKey reads a key of 32 random bytes in base64, of either alphabet.
func decodeKey(s string) ([]byte, error) {
	s = strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(s, "="))
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) != keyBytes {
		if placeholder(s) {
			return nil, errPlaceholder
		}
		return nil, errors.New("is not 32 bytes in base64")
	}
	seen := map[byte]bool{}
	for _, c := range b {
		seen[c] = true
	}
	if len(seen) < 16 { // of 32 random bytes fewer than 16 differ once in 10^20 keys
		return nil, errWeak
	}
	return b, nil
}

func checkKey(s string) error { _, err := decodeKey(s); return err }

// checkCredential: what a service shows to auth-service.
func checkCredential(s string) error { return strong(s, 32, 12) }

// checkServer makes the check of a server's address: one of the schemes, a host, a
// strong password where the server is on another machine, and TLS where it is
// outside of the cluster. insecure are the schemes, or the query, that say no TLS.
func checkServer(secure func(*url.URL) bool, schemes ...string) func(string) error {
	return func(s string) error {
		u, err := url.Parse(s)
		switch {
		case err != nil:
			return errors.New("is not an address") // the error would show the password
		case !slices.Contains(schemes, u.Scheme):
			return errors.New("is not an address of the kind " + schemes[0] + "://…")
		case u.Host == "":
			return errors.New("names no host")
		case loopback(u.Hostname()):
			return nil
		case outside(u.Hostname()) && !secure(u):
			return errors.New("leaves the cluster without verified TLS")
		}
		password, _ := u.User.Password()
		if password == "" {
			return errors.New("has no password")
		}
		return strong(password, 12, 6)
	}
}

// outside tells whether a host is reached over a network that is not the cluster's own.
func outside(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return !ip.IsPrivate() && !ip.IsLoopback()
	}
	return strings.Contains(host, ".") && !strings.HasSuffix(host, ".svc") && !strings.HasSuffix(host, ".svc.cluster.local")
}

func scheme(want string) func(*url.URL) bool {
	return func(u *url.URL) bool { return u.Scheme == want }
}

var (
	checkPostgres = checkServer(func(u *url.URL) bool { return u.Query().Get("sslmode") == "verify-full" }, "postgres", "postgresql")
	checkMongo    = checkServer(func(u *url.URL) bool {
		q := u.Query()
		return (q.Get("tls") == "true" || u.Scheme == "mongodb+srv" && q.Get("tls") != "false") && q.Get("tlsInsecure") != "true" && q.Get("tlsAllowInvalidCertificates") != "true"
	}, "mongodb", "mongodb+srv")
	checkRedis = checkServer(scheme("rediss"), "redis", "rediss")
	checkAMQP  = checkServer(scheme("amqps"), "amqp", "amqps")
)

// checkNeighbour is the check of a service's address.
func checkNeighbour(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
		return errors.New("is not an http(s) address")
	}
	return nil
}
