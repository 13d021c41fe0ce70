// Package storetest is what notification-service must keep whatever database it
// stands on: the one suite that the twins pass.
package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/notification"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/mail"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/seal"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// crowd is how many do the same at one time.
const crowd = 32

// Database is an empty database with notification.Migrations.
type Database interface {
	DB() relational.DB
	Restart(t testing.TB) // closes it and opens it again
}

// Run runs the suite. open gives an empty database and closes it after the test.
func Run(t *testing.T, open func(t *testing.T) Database) {
	for name, test := range map[string]func(*testing.T, *rig){
		"an event that many hear at once is mailed once":      hearTogether,
		"a mail that many replicas could send is sent by one": sendTogether,
		"what went out while the database left is sent once":  noteLate,
		"what is queued is there after a restart":             restart,
		"an event whose mail is not stored is heard again":    rollback,
	} {
		t.Run(name, func(t *testing.T) {
			test(t, &rig{Database: open(t), clk: clock.NewFake(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)), key: seal.NewKey(), box: &postbox{}})
		})
	}
}

// rig makes replicas of one service, which share a database and a mail server.
type rig struct {
	Database
	clk *clock.Fake
	key seal.PrivateKey
	box *postbox
}

func (r *rig) replica(t *testing.T) *notification.Service {
	t.Helper()
	return r.on(t, r.DB(), r.box)
}

// on makes a replica with a way of its own to the database and the mail server.
func (r *rig) on(t *testing.T, db relational.DB, sender notification.Sender) *notification.Service {
	t.Helper()
	svc, err := notification.New(notification.Deps{
		DB: db, Clock: r.clk, Key: r.key, PublicURL: func() string { return "https://flores.example" },
		StaffMail: "taller@flores.example", Sender: sender,
	})
	if err != nil {
		t.Fatal(err)
	}
	return svc
}

// postbox counts how often each mail was handed over.
type postbox struct {
	mu    sync.Mutex
	times map[string]int
}

func (b *postbox) Send(_ context.Context, m mail.Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.times == nil {
		b.times = map[string]int{}
	}
	b.times[m.ID]++
	return nil
}

// holds checks that so many mails were handed over, each once.
func (b *postbox) holds(t *testing.T, want int) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.times) != want {
		t.Errorf("%d mails, not %d", len(b.times), want)
	}
	for id, n := range b.times {
		if n != 1 {
			t.Errorf("%s was handed over %d times", id, n)
		}
	}
}

func soldOut(n int) events.Event {
	sku := fmt.Sprintf("GIR-%d", n)
	return productapi.StockOut.New(sku, 1, productapi.StockLevel{SKU: sku, Name: productapi.Text{ES: "Girasoles"}})
}

func hear(ctx context.Context, svc *notification.Service, ev events.Event) error {
	for _, h := range svc.Handlers() {
		if h.Type == ev.Type {
			return h.Handle(ctx, ev)
		}
	}
	return fmt.Errorf("nobody hears %s", ev.Type)
}

// together runs fn for a crowd at once.
func together(t *testing.T, fn func(n int) error) {
	t.Helper()
	var all sync.WaitGroup
	start := make(chan struct{})
	for n := range crowd {
		all.Go(func() {
			<-start
			if err := fn(n); err != nil {
				t.Error(err)
			}
		})
	}
	close(start)
	all.Wait()
}
