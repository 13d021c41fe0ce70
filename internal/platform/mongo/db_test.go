package mongo_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/test/servers"
)

func TestWithoutAServerItOpensAndEveryCallSaysSo(t *testing.T) {
	d := open(t, mongo.Options{URI: "mongodb://127.0.0.1:1/shop"})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := d.Ping(ctx); err == nil {
		t.Error("it answers")
	}
	if err := d.Update(ctx, things, bson.D{}, bson.D{{Key: "$set", Value: bson.D{{Key: "a", Value: 1}}}}); err == nil || errors.Is(err, mongo.ErrConflict) {
		t.Errorf("it writes: %v", err)
	}
	must(t, d.Run(ctx)) // gives up with its context
}

// door forwards connections to a server while it is open.
type door struct {
	addr, to string
	mu       sync.Mutex
	listener net.Listener
	conns    []net.Conn
}

func (o *door) open(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", o.addr)
	must(t, err)
	o.mu.Lock()
	o.listener, o.addr = l, l.Addr().String()
	o.mu.Unlock()
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", o.to)
			if err != nil {
				in.Close()
				continue
			}
			o.mu.Lock()
			o.conns = append(o.conns, in, out)
			o.mu.Unlock()
			go func() { _, _ = io.Copy(out, in); out.Close() }()
			go func() { _, _ = io.Copy(in, out); in.Close() }()
		}
	}()
}

func (o *door) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.listener.Close()
	for _, c := range o.conns {
		c.Close()
	}
	o.conns = nil
}

// eventually waits for a state of the world that others bring about.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(end) {
			t.Fatalf("%s: not within 20 s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestAServerThatComesLateOrComesBackIsFound(t *testing.T) {
	u, err := url.Parse(servers.Mongo(t))
	must(t, err)
	way := &door{addr: "127.0.0.1:0", to: u.Host}
	way.open(t)
	way.close() // the port is known, and nobody answers there
	u.Host = way.addr
	d := open(t, mongo.Options{URI: u.String()})
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() { ended <- d.Run(ctx) }()
	answers := func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		return d.Ping(ctx) == nil
	}
	if answers() {
		t.Fatal("it answers before the server does")
	}
	way.open(t)
	t.Cleanup(way.close)
	must(t, <-ended)
	eventually(t, "the late server", answers)
	must(t, put(t.Context(), d, 0, thing{ID: "a", Name: "a"}))

	way.close()
	if answers() {
		t.Error("it answers without the server")
	}
	way.open(t)
	eventually(t, "the server that came back", answers)
	if v := read(t, d, "a"); v == nil {
		t.Error("what was stored is gone")
	}
}

func TestItIsReadyOnceTheIndexesAreMade(t *testing.T) {
	d := open(t, mongo.Options{})
	if err := d.Ping(t.Context()); err == nil || !strings.Contains(err.Error(), "indexes") {
		t.Errorf("before: %v", err)
	}
	if err := put(t.Context(), d, 0, thing{ID: "a"}); err == nil {
		t.Error("what must be unique was stored before it could be")
	}
	together(func(int) { // every replica makes them
		if err := d.MakeIndexes(t.Context()); err != nil {
			t.Error(err)
		}
	})
	must(t, d.Ping(t.Context()))
}

func TestItDoesNotOpenWithoutWhatItNeedsAndTellsNoSecret(t *testing.T) {
	for name, uri := range map[string]string{
		"nothing":     "",
		"no database": "mongodb://shop:s3cret@127.0.0.1:27017",
		"no scheme":   "shop:s3cret@127.0.0.1/shop",
		"bad escape":  "mongodb://shop:s3cret%zz@127.0.0.1/shop",
		"bad option":  "mongodb://shop:s3cret@127.0.0.1/shop?connectTimeoutMS=s3cret",
	} {
		if _, err := mongo.Open(mongo.Options{URI: uri}); err == nil || strings.Contains(err.Error(), "s3cret@") || strings.Contains(err.Error(), "s3cret%") {
			t.Errorf("%s: %v", name, err)
		}
	}
	d, err := mongo.Open(mongo.Options{URI: "mongodb://u:p%2F@a:1,b:2/shop?replicaSet=rs&w=0"})
	must(t, err)
	defer d.Close()
	if name := d.C("x").Database().Name(); name != "shop" {
		t.Errorf("database %q", name)
	}
}

func TestConnectionsAreBoundedAndCommandsAreSeen(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]int{}
	d := open(t, mongo.Options{MaxPool: 3, Observe: func(_ context.Context, command string, took time.Duration, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			command += " failed"
		}
		if took > 0 {
			seen[command]++
		}
	}})
	together(func(int) {
		if _, err := d.Count(t.Context(), things, bson.D{}); err != nil {
			t.Error(err)
		}
		if p := d.Pool(); p.Open > 3 || p.InUse > 3 || p.Max != 3 {
			t.Errorf("%+v", p)
		}
	})
	if p := d.Pool(); p.InUse != 0 || p.Open == 0 {
		t.Errorf("afterwards %+v", p)
	}
	_ = d.C(things).Database().RunCommand(t.Context(), bson.D{{Key: "noSuchCommand", Value: 1}})
	mu.Lock()
	defer mu.Unlock()
	if seen["aggregate"] != crowd || seen["noSuchCommand failed"] != 1 {
		t.Errorf("%v", seen)
	}
}
