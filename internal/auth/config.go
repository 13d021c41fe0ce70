package auth

import (
	"crypto/ed25519"
	"errors"
	"time"

	"github.com/alexedwards/argon2id"

	"floresvictoria.cl/flores/internal/platform/seal"
	"floresvictoria.cl/flores/internal/platform/tokens"
)

// Config is how strict the service is. Each zero field takes the shop's value.
type Config struct {
	// VerifyAtOnce spares the verification mail: for a demo that sends none.
	VerifyAtOnce bool

	AccessLife   time.Duration // of an access token: 5 minutes, and never more
	RefreshLife  time.Duration // a session that is not used that long ends: 30 days
	SessionLife  time.Duration // a session ends at last: 180 days
	RefreshGrace time.Duration // within it a used refresh token gives its successor again: 30 s

	VerifyLife time.Duration // of a verification link: 48 h
	ResetLife  time.Duration // of a reset link: 1 h
	MailEvery  time.Duration // the least time between two link mails to one address: 1 min

	LoginTries int64         // wrong passwords before an account locks: 10
	LoginLock  time.Duration // for so long after the last: 15 min

	Hashing    argon2id.Params // 19 MiB, 2 passes, 1 lane: OWASP's minimum, about 30 ms
	HashAtOnce int             // passwords hashed at one time: 2
	HashWait   time.Duration   // in the queue before 503: 3 s
}

func (c Config) withDefaults() Config {
	or := func(d *time.Duration, shop time.Duration) {
		if *d <= 0 {
			*d = shop
		}
	}
	or(&c.AccessLife, tokens.MaxUserLife)
	or(&c.RefreshLife, 30*24*time.Hour)
	or(&c.SessionLife, 180*24*time.Hour)
	or(&c.RefreshGrace, 30*time.Second)
	or(&c.VerifyLife, 48*time.Hour)
	or(&c.ResetLife, time.Hour)
	or(&c.MailEvery, time.Minute)
	or(&c.LoginLock, 15*time.Minute)
	or(&c.HashWait, 3*time.Second)
	if c.LoginTries <= 0 {
		c.LoginTries = 10
	}
	if c.HashAtOnce <= 0 {
		c.HashAtOnce = 2
	}
	if c.Hashing == (argon2id.Params{}) {
		c.Hashing = argon2id.Params{Memory: 19 << 10, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	}
	return c
}

// Secrets is what the service must be given, from the data directory or the
// cluster's secrets; none of it is in its database.
type Secrets struct {
	SigningKey ed25519.PrivateKey
	// RefreshKey makes the successors of refresh tokens; 32 bytes or more.
	// Another key only costs tabs that refresh at this moment a log-in.
	RefreshKey []byte
	// Mail seals links for notification-service.
	Mail seal.PublicKey
	// Services holds, for each service that exists, the SHA-256 (id.Hash) of the
	// credentials it may present: two while one replaces the other.
	Services map[string][]string
}

func (s Secrets) check() error {
	switch {
	case len(s.SigningKey) != ed25519.PrivateKeySize:
		return errors.New("auth-service needs an Ed25519 signing key")
	case len(s.RefreshKey) < 32:
		return errors.New("auth-service needs a refresh key of 32 bytes or more")
	case s.Mail == seal.PublicKey{}:
		return errors.New("auth-service needs notification-service's public key")
	case len(s.Services) == 0:
		return errors.New("auth-service needs the services' credentials")
	}
	return nil
}
