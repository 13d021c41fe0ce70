package servers

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gomodule/redigo/redis"
	"github.com/jackc/pgx/v5"
	amqp "github.com/rabbitmq/amqp091-go"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// keeper writes one value into a kind of server and reads it back.
type keeper struct {
	start func(context.Context, string) (*Server, error)
	write func(ctx context.Context, url string) error
	read  func(ctx context.Context, url string) (string, error)
}

const kept = "una rosa"

func keepers() map[string]keeper {
	return map[string]keeper{
		"PostgreSQL": {StartPostgres, writePostgres, readPostgres},
		"Redis":      {StartRedis, writeRedis, readRedis},
		"RabbitMQ":   {StartRabbitMQ, writeRabbit, readRabbit},
		"MongoDB":    {StartMongo, writeMongo, readMongo},
	}
}

// begin starts a server in a directory of the test, and stops it after it.
func begin(t *testing.T, start func(context.Context, string) (*Server, error)) *Server {
	t.Helper()
	dir, err := Scratch("keep")
	if err != nil {
		t.Fatal(err)
	}
	s, err := start(t.Context(), dir)
	SkipMissing(t, err)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.Kill(), s.Stop()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Given a value that the server has confirmed, when the server is killed or
// stopped and started again, then it answers at the same address and has it.
func TestAServerKeepsItsDataAndItsAddress(t *testing.T) {
	for name, k := range keepers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := begin(t, k.start)
			if s.Name != name {
				t.Errorf("it is called %s", s.Name)
			}
			if err := k.write(t.Context(), s.URL); err != nil {
				t.Fatal(err)
			}
			if name == "RabbitMQ" {
				until(t, "the queue is registered on disk", func() bool { return registered(t, s) })
			}
			for _, down := range []func() error{s.Kill, s.Stop} {
				if err := down(); err != nil {
					t.Fatal(err)
				}
				if _, err := k.read(t.Context(), s.URL); err == nil {
					t.Error("it answers while it is down")
				}
				if err := s.Start(); err != nil {
					t.Fatal(err)
				}
				if err := s.Wait(t.Context()); err != nil {
					t.Fatal(err)
				}
				got, err := k.read(t.Context(), s.URL)
				if err != nil || got != kept {
					t.Fatalf("read %q, %v; want %q", got, err, kept)
				}
			}
		})
	}
}

func writePostgres(ctx context.Context, url string) error {
	return withPostgres(ctx, url, func(c *pgx.Conn) error {
		_, err := c.Exec(ctx, "CREATE TABLE kept AS SELECT '"+kept+"' AS v")
		return err
	})
}

func readPostgres(ctx context.Context, url string) (v string, err error) {
	err = withPostgres(ctx, url, func(c *pgx.Conn) error { return c.QueryRow(ctx, "SELECT v FROM kept").Scan(&v) })
	return v, err
}

func writeRedis(ctx context.Context, url string) error {
	return withRedis(ctx, url, func(c redis.Conn) error { _, err := c.Do("SET", "kept", kept); return err })
}

func readRedis(ctx context.Context, url string) (v string, err error) {
	err = withRedis(ctx, url, func(c redis.Conn) error { v, err = redis.String(c.Do("GET", "kept")); return err })
	return v, err
}

// mongoDatabase is the one that the address names.
func mongoDatabase(uri string) string {
	if name := uri[strings.LastIndexByte(uri, '/')+1:]; name != "" {
		return name
	}
	return "kept"
}

func writeMongo(ctx context.Context, url string) error {
	return withMongo(ctx, url, func(c *mongo.Client) error {
		_, err := c.Database(mongoDatabase(url)).Collection("kept").InsertOne(ctx, bson.D{{Key: "_id", Value: kept}})
		return err
	})
}

func readMongo(ctx context.Context, url string) (string, error) {
	var d struct {
		ID string `bson:"_id"`
	}
	err := withMongo(ctx, url, func(c *mongo.Client) error {
		return c.Database(mongoDatabase(url)).Collection("kept").FindOne(ctx, bson.D{}).Decode(&d)
	})
	return d.ID, err
}

func writeRabbit(ctx context.Context, url string) error {
	return withChannel(url, func(c *amqp.Channel) error {
		if err := c.Confirm(false); err != nil {
			return err
		}
		if _, err := c.QueueDeclare("kept", true, false, false, false, amqp.Table{"x-queue-type": "quorum"}); err != nil {
			return err
		}
		confirmed, err := c.PublishWithDeferredConfirmWithContext(ctx, "", "kept", true, false,
			amqp.Publishing{DeliveryMode: amqp.Persistent, Body: []byte(kept)})
		if err != nil {
			return err
		}
		_, err = confirmed.WaitContext(ctx)
		return err
	})
}

// readRabbit waits for the message, which comes once the queue has a leader,
// and leaves it there.
func readRabbit(ctx context.Context, url string) (v string, err error) {
	err = withChannel(url, func(c *amqp.Channel) error {
		deliveries, err := c.ConsumeWithContext(ctx, "kept", "", false, false, false, false, nil)
		if err != nil {
			return err
		}
		select {
		case d := <-deliveries:
			v = string(d.Body)
		case <-ctx.Done():
		}
		return ctx.Err()
	})
	return v, err
}

// registered tells whether the broker's register of quorum queues, which it
// writes twice a second, has every one whose log is there.
func registered(t *testing.T, s *Server) bool {
	t.Helper()
	at := filepath.Join(s.dir, "data", "flores@localhost", "quorum", "flores@localhost")
	register, err := os.ReadFile(filepath.Join(at, "names.dets"))
	if err != nil {
		t.Fatal(err)
	}
	logs, err := filepath.Glob(filepath.Join(at, "*", "config"))
	if err != nil || len(logs) == 0 {
		t.Fatal("no quorum queue's log is there", err)
	}
	for _, log := range logs {
		if !bytes.Contains(register, []byte(filepath.Base(filepath.Dir(log)))) {
			return false
		}
	}
	return true
}

func withChannel(url string, do func(*amqp.Channel) error) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	defer conn.Close()
	c, err := conn.Channel()
	if err != nil {
		return err
	}
	return do(c)
}
