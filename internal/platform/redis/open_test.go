package redis_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/redis"
	"floresvictoria.cl/flores/internal/platform/redis/redistest"
)

func TestAnAddressIsReadOrRefusedWithoutItsPassword(t *testing.T) {
	for url, ok := range map[string]bool{
		"redis://redis":                         true,
		"redis://:geheim@redis:6380/3":          true,
		"rediss://cart:geheim@cache.example/0":  true,
		"redis://geheim@[::1]:6379":             true,
		"":                                      false,
		"redis:6379":                            false,
		"http://:geheim@redis":                  false,
		"redis://:geheim@redis/cart":            false,
		"redis://:geheim@redis/-1":              false,
		"redis://:geheim@redis:x":               false,
		"redis://:geheim@/0":                    false,
		"redis://:geheim@redis?sslmode=disable": false,
		"redis://:geheim\x7f@redis":             false,
	} {
		pool, err := redis.Open(redis.Options{URL: url})
		if (err == nil) != ok || (err != nil && strings.Contains(err.Error(), "geheim")) {
			t.Errorf("%q: %v", url, err)
		}
		if pool != nil {
			_ = pool.Close()
		}
	}
}

func TestUserPasswordAndDatabaseAreTheAddresss(t *testing.T) {
	server := redistest.Start(t)
	admin := redistest.At(t, server.URL)
	redistest.Do(t, admin, "ACL", "SETUSER", "cart", "on", ">geheim", "~*", "+@all")
	redistest.Do(t, admin, "CONFIG", "SET", "requirepass", "other")
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		user *url.Userinfo
		ok   bool
	}{
		"a user's":                {url.UserPassword("cart", "geheim"), true},
		"the server's":            {url.UserPassword("", "other"), true},
		"the server's, as a name": {url.User("other"), true},
		"a wrong one":             {url.UserPassword("cart", "other"), false},
		"none":                    {nil, false},
	} {
		u.User, u.Path = c.user, "/7"
		pool := redistest.At(t, u.String())
		if err := pool.Ping(t.Context()); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		if c.ok {
			if info, _ := redistest.Do(t, pool, "CLIENT", "INFO").([]byte); !strings.Contains(string(info), " db=7 ") {
				t.Errorf("%s: %s", name, info)
			}
		}
	}
}

// certificate is for 127.0.0.1, signed by itself.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

// overTLS is a way to the server at an address for clients that speak TLS.
func overTLS(t *testing.T, cert tls.Certificate, to string) (address string) {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				_ = in.Close()
				continue
			}
			go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
			go func() { _, _ = io.Copy(in, out); _ = in.Close() }()
		}
	}()
	return l.Addr().String()
}

func TestTheCertificateIsVerified(t *testing.T) {
	server := redistest.Start(t)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	cert, roots := certificate(t)
	address := overTLS(t, cert, u.Host)
	_, port, _ := net.SplitHostPort(address)
	for name, c := range map[string]struct {
		url   string
		roots *x509.CertPool
		ok    bool
	}{
		"signed by whom we trust": {"rediss://" + address, roots, true},
		"signed by somebody":      {"rediss://" + address, nil, false},
		"for another name":        {"rediss://localhost:" + port, roots, false},
		"without TLS":             {"redis://" + address, roots, false},
	} {
		pool, err := redis.Open(redis.Options{URL: c.url, RootCAs: c.roots})
		if err != nil {
			t.Fatal(err)
		}
		if err := pool.Ping(t.Context()); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		_ = pool.Close()
	}
}

func TestAPoolIsBoundedAndTellsWhatItDoes(t *testing.T) {
	server := redistest.Start(t)
	var mu sync.Mutex
	seen := map[string]int{}
	pool, err := redis.Open(redis.Options{URL: server.URL, MaxConns: 3, Observe: func(command string, took time.Duration, err error) {
		mu.Lock()
		defer mu.Unlock()
		if seen[command]++; took <= 0 || (err != nil) != (command == "NOSUCH") {
			t.Errorf("%s took %v, %v", command, took, err)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	s := redis.NewStore(pool, "cart", clock.System{}, "cart-service")
	var all sync.WaitGroup
	for range 30 {
		all.Go(func() {
			if _, err := s.Update(context.Background(), "k", count); err != nil {
				t.Error(err)
			}
		})
	}
	for range 10 {
		all.Go(func() { redistest.Do(t, pool, "BLPOP", "none", "0.01") })
	}
	all.Wait()
	_, err = pool.Do(t.Context(), "NOSUCH")
	stats := pool.Stats()
	if err == nil || stats.Open > 3 || stats.Open < 1 || stats.Idle != stats.Open || stats.Max != 3 || stats.Waits == 0 || stats.Waited == 0 {
		t.Errorf("%+v, %v", stats, err)
	}
	if seen["swap"] != 30 || seen["GET"] != 30 || seen["NOSUCH"] != 1 || seen["BLPOP"] != 10 {
		t.Errorf("observed %v", seen)
	}
}
