package contact_test

import (
	"fmt"
	"slices"
	"testing"

	"floresvictoria.cl/flores/internal/contact"
	"floresvictoria.cl/flores/internal/contact/storetest"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/test/servers"
)

// served is the MongoDB twin in a database of its own.
type served struct {
	uri    string
	db     *mongo.DB
	outbox *mongo.Outbox
	store  contact.Store
}

func openMongo(t *testing.T, uri string) *served {
	t.Helper()
	s := &served{uri: uri}
	s.open(t)
	t.Cleanup(func() { _ = s.db.Close() })
	return s
}

func (s *served) open(t *testing.T) {
	t.Helper()
	var err error
	s.db, err = mongo.Open(mongo.Options{URI: s.uri})
	must(t, err)
	s.outbox = mongo.NewOutbox(s.db, clock.System{}, contact.Name, contact.MongoCollections()...)
	s.store = contact.NewMongo(s.db, s.outbox)
	must(t, s.db.Run(t.Context()))
}

func (s *served) Store() contact.Store { return s.store }

func (s *served) Restart(t *testing.T) {
	t.Helper()
	must(t, s.db.Close())
	s.open(t)
}

func (s *served) Pending(t *testing.T) (subjects []string) {
	t.Helper()
	evs, err := s.outbox.Pending(t.Context(), 1000)
	must(t, err)
	for _, ev := range evs {
		subjects = append(subjects, ev.Subject)
	}
	return subjects
}

func TestTheStoreOnMongoDB(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Harness { return openMongo(t, servers.Mongo(t)) })
}

// replica is another process of the service on the same database.
func replica(t *testing.T, uri string) (*shop, *served) {
	t.Helper()
	m := openMongo(t, uri)
	s := &shop{t: t, clk: clock.NewFake(opening)}
	s.serveOn(m.store)
	return s, m
}

func TestTwoReplicasOnMongoDBAreOneService(t *testing.T) {
	uri := servers.Mongo(t)
	one, m := replica(t, uri)
	two, _ := replica(t, uri)
	both := []*shop{one, two}
	numbers := make([]string, crowd)
	together(func(n int) {
		var err error
		if numbers[n], err = both[n%2].send(letter("the same")); err != nil {
			t.Error(err)
		}
	})
	if n := len(slices.Compact(numbers)); n != 1 || len(m.Pending(t)) != 1 {
		t.Fatalf("%d numbers, %d events", n, len(m.Pending(t)))
	}
	id := one.inbox("")[0].ID
	together(func(n int) {
		if _, err := both[n%2].reply("sofia", id, fmt.Sprint("r", n%8), "Hola", n%8 == 7); err != nil {
			t.Error(err)
		}
	})
	for _, s := range both {
		if m := s.inbox("")[0]; len(m.Replies) != 8 || m.Version != 9 {
			t.Errorf("%d replies, version %d", len(m.Replies), m.Version)
		}
	}
	if n := len(m.Pending(t)); n != 1+8 {
		t.Errorf("%d events", n)
	}
}
