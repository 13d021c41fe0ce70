package servers

import (
	"strings"
	"testing"

	"github.com/gomodule/redigo/redis"
)

// Given a test that writes, when another asks for the same kind of server, then
// the other's is empty, and what the first used is gone when it ends.
func TestEachTestGetsSomethingFreshAndLeavesNothing(t *testing.T) {
	for name, give := range map[string]func(testing.TB) string{
		"PostgreSQL": Postgres, "Redis": Redis, "RabbitMQ": RabbitMQ, "MongoDB": Mongo,
	} {
		k := keepers()[name]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var first string
			t.Run("inner", func(t *testing.T) {
				first = give(t)
				if err := k.write(t.Context(), first); err != nil {
					t.Fatal(err)
				}
				second := give(t)
				if first == second {
					t.Fatalf("%s twice", first)
				}
				if got, err := k.read(t.Context(), second); err == nil {
					t.Errorf("%q was there before", got)
				}
			})
			if first == "" {
				t.Skip("not installed")
			}
			if got, err := k.read(t.Context(), first); err == nil {
				t.Errorf("%q is still there", got)
			}
		})
	}
}

// Given a Redis that somebody uses, when tests ask for an empty database, then
// none of them gets, or empties, one with that data.
func TestDataThatIsNoTestsIsLeftAlone(t *testing.T) {
	s := begin(t, StartRedis)
	theirs := strings.TrimSuffix(s.URL, "/0") + "/1"
	if err := writeRedis(t.Context(), theirs); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FLORES_TEST_REDIS", s.URL)
	for range 3 {
		t.Run("a test", func(t *testing.T) {
			if got := Redis(t); got != strings.TrimSuffix(s.URL, "/0")+"/2" {
				t.Errorf("got %s; want the first that is free, given back by the test before", got)
			}
		})
	}
	if got, err := readRedis(t.Context(), theirs); err != nil || got != kept {
		t.Errorf("read %q, %v", got, err)
	}
}

// Given a test that was killed, when its claim has run out, then what it left is
// taken away for the next.
func TestWhatAKilledTestLeftIsEmptied(t *testing.T) {
	s := begin(t, StartRedis)
	t.Setenv("FLORES_TEST_REDIS", s.URL)
	left, _, err := freshRedis(t.Context(), s.URL) // never removed
	if err != nil {
		t.Fatal(err)
	}
	if err := writeRedis(t.Context(), left); err != nil {
		t.Fatal(err)
	}
	err = withRedis(t.Context(), s.URL, func(c redis.Conn) error {
		ttl, err := redis.Int(c.Do("TTL", claim(1)))
		if err == nil && (ttl < 1 || ttl > claimSeconds) {
			t.Errorf("the claim ends in %d s", ttl)
		}
		_, err = c.Do("DEL", claim(1))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if next := Redis(t); next != left {
		t.Errorf("got %s, want %s", next, left)
	}
	if got, err := readRedis(t.Context(), left); err == nil {
		t.Errorf("%q is still there", got)
	}
}

func TestAMongoAddressKeepsItsHostsOptionsAndUser(t *testing.T) {
	for base, want := range map[string]string{
		"mongodb://a:1":                       "mongodb://a:1/NAME",
		"mongodb://a:1,b:2/?replicaSet=r":     "mongodb://a:1,b:2/NAME?replicaSet=r",
		"mongodb+srv://u:p@a/own?tls=true":    "mongodb+srv://u:p@a/NAME?tls=true&authSource=own",
		"mongodb://u:p@a":                     "mongodb://u:p@a/NAME?authSource=admin",
		"mongodb://u:p@a/own?authSource=auth": "mongodb://u:p@a/NAME?authSource=auth",
	} {
		got, _, err := freshMongo(t.Context(), base)
		if err != nil {
			t.Fatal(err)
		}
		before, _, _ := strings.Cut(want, "NAME")
		rest := strings.TrimPrefix(got, before)
		name, _, _ := strings.Cut(rest, "?")
		if got != strings.Replace(want, "NAME", name, 1) || !strings.HasPrefix(name, "flores_test_") {
			t.Errorf("%s became %s", base, got)
		}
	}
	if _, _, err := freshMongo(t.Context(), "localhost"); err == nil {
		t.Error("an address without a scheme was taken")
	}
}

// Given a broker whose HTTP API cannot be reached, then its own virtual host is
// what a test gets.
func TestWithoutAnAPITheGivenVirtualHostIsUsed(t *testing.T) {
	const given = "amqp://guest:guest@127.0.0.254:1/theirs"
	t.Setenv("FLORES_TEST_RABBITMQ", given)
	t.Setenv("FLORES_TEST_RABBITMQ_API", "")
	if got := RabbitMQ(t); got != given {
		t.Errorf("got %s", got)
	}
}
