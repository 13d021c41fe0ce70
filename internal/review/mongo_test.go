package review_test

import (
	"fmt"
	"slices"
	"testing"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/mongo"
	"floresvictoria.cl/flores/internal/review"
	"floresvictoria.cl/flores/internal/review/reviewapi"
	"floresvictoria.cl/flores/internal/review/storetest"
	"floresvictoria.cl/flores/test/servers"
)

// served is the MongoDB twin in a database of its own.
type served struct {
	uri    string
	db     *mongo.DB
	outbox *mongo.Outbox
	store  review.Store
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
	s.outbox = mongo.NewOutbox(s.db, clock.System{}, review.Name, review.MongoCollections()...)
	s.store = review.NewMongo(s.db, s.outbox)
	must(t, s.db.Run(t.Context()))
}

func (s *served) Store() review.Store { return s.store }

func (s *served) Restart(t *testing.T) {
	t.Helper()
	must(t, s.db.Close())
	s.open(t)
}

func (s *served) Pending(t *testing.T) (versions []int64) {
	t.Helper()
	evs, err := s.outbox.Pending(t.Context(), 1000)
	must(t, err)
	for _, ev := range evs {
		versions = append(versions, ev.Version)
	}
	return versions
}

func TestTheStoreOnMongoDB(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Harness { return openMongo(t, servers.Mongo(t)) })
}

// replica is another process of the service on the same database.
func replica(t *testing.T, uri string) (*shop, *served) {
	t.Helper()
	m := openMongo(t, uri)
	s := &shop{t: t, clk: clock.NewFake(opening), links: map[string]orderapi.Verified{}}
	s.deps = review.Deps{Clock: s.clk, Orders: s.orders()}
	s.serveOn(m.store)
	return s, m
}

func TestTwoReplicasOnMongoDBAreOneService(t *testing.T) {
	uri := servers.Mongo(t)
	one, m := replica(t, uri)
	two, _ := replica(t, uri)
	both := []*shop{one, two}
	const buyers = 8
	said := make([]*reviewapi.Review, crowd)
	for n := range buyers {
		user := fmt.Sprint("user", n)
		both[n%2].deliver(one.order(user, user, "Ana Rojas", user+"@example.cl", "rosas"))
	}
	together(func(n int) { // each writes again and again, through both
		said[n] = both[n%2].wrote(caller{user: fmt.Sprint("user", n%buyers)}, "rosas", 1+n%5, "")
	})
	if queue := one.queue(""); len(queue) != buyers {
		t.Fatalf("%d reviews wait", len(queue))
	}
	together(func(n int) {
		if _, err := both[n%2].decide("sofia", fmt.Sprint("k", n%buyers), said[n%buyers].ID, reviewapi.Published, 0); err != nil {
			t.Error(err)
		}
	})
	count, sum := int64(0), int64(0)
	for _, r := range two.public("rosas") {
		count++
		sum += int64(r.Rating)
	}
	tally, err := m.store.Tally(t.Context(), "rosas")
	must(t, err)
	if count != buyers || tally.Count != count || tally.Sum != sum {
		t.Errorf("%d shown, sum %d; counted %+v", count, sum, tally)
	}
	versions := m.Pending(t)
	slices.Sort(versions)
	if len(versions) != buyers || len(slices.Compact(versions)) != buyers {
		t.Errorf("events of versions %v", versions)
	}
}
