package servers

import (
	"cmp"
	"context"
	"crypto/rand"
	"os"
	"strings"
	"testing"
	"time"
)

// patience is how long making or removing something fresh may take on a machine
// that is busy with other tests.
const patience = time.Minute

// Postgres is the URL of a fresh database, whose role owns it and is superuser
// where the server is ours. It is dropped after the test.
func Postgres(t testing.TB) string {
	t.Helper()
	base := os.Getenv("FLORES_TEST_POSTGRES")
	if base == "" {
		base = own(t, postgresOnce).URL
	}
	return fresh(t, base, freshPostgres)
}

// Redis is the URL of an empty logical database, emptied after the test.
func Redis(t testing.TB) string {
	t.Helper()
	base := os.Getenv("FLORES_TEST_REDIS")
	if base == "" {
		base = own(t, redisOnce).URL
	}
	return fresh(t, base, freshRedis)
}

// RabbitMQ is the URL of a fresh virtual host, deleted after the test. It is the
// given server's own virtual host where that one's HTTP API cannot be reached.
func RabbitMQ(t testing.TB) string {
	t.Helper()
	base, admin := os.Getenv("FLORES_TEST_RABBITMQ"), os.Getenv("FLORES_TEST_RABBITMQ_API")
	if base == "" {
		s := own(t, rabbitOnce)
		base, admin = s.URL, s.Admin
	}
	return fresh(t, base, func(ctx context.Context, base string) (string, remove, error) {
		return freshVirtualHost(ctx, base, admin)
	})
}

// Mongo is the URI of a fresh database, which it names. It is dropped after the
// test.
func Mongo(t testing.TB) string {
	t.Helper()
	base := cmp.Or(os.Getenv("FLORES_TEST_MONGO"), os.Getenv("MONGODB_URI"))
	if base == "" {
		base = own(t, mongoOnce).URL
	}
	return fresh(t, base, freshMongo)
}

// remove takes away what was made.
type remove func(context.Context) error

// fresh makes something on the server at base for as long as the test runs.
func fresh(t testing.TB, base string, make func(ctx context.Context, base string) (string, remove, error)) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	url, remove, err := make(ctx, base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := remove(ctx); err != nil {
			t.Errorf("clean up: %v", err)
		}
	})
	return url
}

// randomName names something that is no other test's.
func randomName() string { return "flores_test_" + strings.ToLower(rand.Text()[:12]) }
