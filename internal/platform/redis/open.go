package redis

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	redigo "github.com/gomodule/redigo/redis"
)

// Options of a Pool.
type Options struct {
	// URL is redis://[user:password@]host[:6379][/database], or rediss:// for TLS
	// with a verified certificate.
	URL string
	// RootCAs verify the server's certificate; nil means the system's.
	RootCAs *x509.CertPool
	// MaxConns bounds the connections; 0 means 16.
	MaxConns int
	// Observe, when given, hears of each exchange with the server: the command's
	// or the script's name, the time with the wait for a connection, its error.
	Observe func(command string, took time.Duration, err error)
	Log     *slog.Logger // nil means none
}

const (
	connectTime = 2 * time.Second // to connect, and for the TLS handshake
	answerTime  = 3 * time.Second // to write a command, and to read its answer
	callTime    = 5 * time.Second // of a whole exchange, whatever the caller allows
	idleTime    = 4 * time.Minute // below what networks forget a silent connection after
)

// Open reads the options. It connects to nothing; Ping tells whether that works.
func Open(o Options) (*Pool, error) {
	address, dial, err := dialing(o)
	if err != nil {
		return nil, fmt.Errorf("redis address: %w", err)
	}
	if o.MaxConns <= 0 {
		o.MaxConns = 16
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Observe == nil {
		o.Observe = func(string, time.Duration, error) {}
	}
	p := &Pool{address: address, dialOptions: dial, max: o.MaxConns, observe: o.Observe, log: o.Log}
	p.pool = &redigo.Pool{
		DialContext: p.dial, TestOnBorrowContext: p.fit,
		MaxActive: o.MaxConns, MaxIdle: o.MaxConns, Wait: true, IdleTimeout: idleTime,
	}
	return p, nil
}

// dialing reads the address. Its errors do not repeat it: a password is in it.
func dialing(o Options) (address string, options []redigo.DialOption, err error) {
	u, err := url.Parse(o.URL)
	if err != nil {
		return "", nil, errors.New("it is no URL")
	}
	if u.Scheme != "redis" && u.Scheme != "rediss" {
		return "", nil, errors.New("it begins with neither redis:// nor rediss://")
	}
	if u.Hostname() == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", nil, errors.New("it is redis[s]://[user:password@]host[:port][/database]")
	}
	port := u.Port()
	if port == "" {
		port = "6379"
	}
	database := 0
	if path := strings.Trim(u.Path, "/"); path != "" {
		if database, err = strconv.Atoi(path); err != nil || database < 0 {
			return "", nil, errors.New("the database is a number")
		}
	}
	options = []redigo.DialOption{
		redigo.DialConnectTimeout(connectTime), redigo.DialReadTimeout(answerTime), redigo.DialWriteTimeout(answerTime),
		redigo.DialDatabase(database),
	}
	if password, ok := u.User.Password(); ok {
		options = append(options, redigo.DialUsername(u.User.Username()), redigo.DialPassword(password))
	} else if name := u.User.Username(); name != "" {
		options = append(options, redigo.DialPassword(name)) // as redis-cli reads redis://password@host
	}
	if u.Scheme == "rediss" {
		options = append(options, redigo.DialUseTLS(true), redigo.DialTLSHandshakeTimeout(connectTime),
			redigo.DialTLSConfig(&tls.Config{ServerName: u.Hostname(), RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12}))
	}
	return net.JoinHostPort(u.Hostname(), port), options, nil
}
