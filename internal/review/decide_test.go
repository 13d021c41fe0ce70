package review_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"sort"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/review"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// figures are the type, count and sum of an event.
func (r rating) figures() string { return fmt.Sprintf("%s %d of %d", r.Type, r.Sum, r.Count) }

func TestWhatIsPublishedShowsAndCounts(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	s.deliver(s.order("2", "", "Eva Soto", "eva@example.cl", "rosas"))
	first := s.wrote(ana, "rosas", 4, "Bien")
	s.clk.Advance(time.Minute)
	second := s.wrote(caller{link: "link-2"}, "rosas", 5, "Muy bien")
	if queue := s.queue(""); len(queue) != 2 || queue[0].ID != first.ID {
		t.Errorf("the oldest first: %+v", queue)
	}
	s.decided(first.ID, reviewapi.Published)
	if got := s.last(); got.figures() != "review.published 4 of 1" || got.Slug != "rosas" || got.ProductID != "rosas" || got.Version != 1 {
		t.Errorf("%+v", got)
	}
	s.decided(second.ID, reviewapi.Published)
	if got := s.last(); got.figures() != "review.published 9 of 2" || got.Version <= 1 {
		t.Errorf("%+v", got)
	}
	public := s.public("rosas")
	if len(public) != 2 || public[0].Author != "Eva S." || public[1].Author != "Ana R." || public[0].State != reviewapi.Published {
		t.Errorf("the newest first: %+v", public)
	}
	if len(s.public("lirios")) > 0 || len(s.queue("")) > 0 || len(s.queue(reviewapi.Published)) != 2 {
		t.Error("it shows where it should not")
	}
}

func TestWhatIsRejectedIsForStaffAndItsReasonToo(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	r := s.wrote(ana, "rosas", 1, "…")
	in := reviewapi.DecideInput{ID: r.ID}
	in.Body.State, in.Body.Why = reviewapi.Rejected, " Insultos "
	out, err := reviewapi.Decide.Call(s.ctx("sofia"), s.conn, &in)
	must(t, err)
	if out.Why != "Insultos" || s.queue(reviewapi.Rejected)[0].Why != "Insultos" || len(s.public("rosas"))+len(s.ratings()) > 0 {
		t.Errorf("%+v", out)
	}
	mine, err := s.mine(ana)
	must(t, err)
	if mine[0].Review.State != reviewapi.Rejected || mine[0].Review.Why != "" {
		t.Errorf("its writer sees %+v", mine[0].Review)
	}
	s.decided(r.ID, reviewapi.Published) // on second thoughts
	if public := s.public("rosas"); len(public) != 1 || public[0].Why != "" || s.last().figures() != "review.published 1 of 1" {
		t.Errorf("%+v, %+v", public, s.last())
	}
}

func TestWhatIsTakenBackCountsNoLonger(t *testing.T) {
	for name, take := range map[string]func(s *shop, r *reviewapi.Review){
		"by staff":        func(s *shop, r *reviewapi.Review) { s.decided(r.ID, reviewapi.Rejected) },
		"by writing anew": func(s *shop, _ *reviewapi.Review) { s.wrote(ana, "rosas", 5, "Otra") },
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
			s.deliver(s.order("2", "eva", "Eva Soto", "eva@example.cl", "rosas"))
			r := s.wrote(ana, "rosas", 2, "Regular")
			s.decided(r.ID, reviewapi.Published)
			s.decided(s.wrote(caller{user: "eva"}, "rosas", 5, "").ID, reviewapi.Published)
			take(s, r)
			if got := s.last(); got.figures() != "review.removed 5 of 1" {
				t.Errorf("%+v", got)
			}
			if public := s.public("rosas"); len(public) != 1 || public[0].Author != "Eva S." {
				t.Errorf("%+v", public)
			}
			s.decided(r.ID, reviewapi.Published)
			if got := s.last(); got.Count != 2 || got.Type != "review.published" {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestDecisionsAtOnceAreAllCounted(t *testing.T) {
	s := open(t)
	reviews := make([]*reviewapi.Review, crowd)
	sum := int64(0)
	for n := range reviews {
		user := fmt.Sprint("user", n)
		s.deliver(s.order(user, user, "Ana Rojas", "ana@example.cl", "rosas"))
		reviews[n] = s.wrote(caller{user: user}, "rosas", 1+n%5, "")
		sum += int64(1 + n%5)
	}
	together(func(n int) { s.decided(reviews[n].ID, reviewapi.Published) })
	told := s.ratings()
	sort.Slice(told, func(i, j int) bool { return told[i].Version < told[j].Version })
	for i, r := range told {
		if r.Version != int64(i+1) || r.Count != int64(i+1) {
			t.Fatalf("event %d tells of %+v", i, r)
		}
	}
	if len(told) != crowd || s.last().Sum != sum || len(s.public("rosas")) != 24 {
		t.Errorf("%d events, the last %+v, sum %d", len(told), s.last(), sum)
	}
	together(func(n int) { // some taken back, some decided again, some written anew
		switch n % 3 {
		case 0:
			s.decided(reviews[n].ID, reviewapi.Rejected)
		case 1:
			s.decided(reviews[n].ID, reviewapi.Published)
		default:
			s.wrote(caller{user: fmt.Sprint("user", n)}, "rosas", 5, "otra")
		}
	})
	var count int64
	sum = 0
	for _, r := range s.queue(reviewapi.Published) {
		count++
		sum += int64(r.Rating)
	}
	if got := s.last(); got.Count != count || got.Sum != sum || count != 11 {
		t.Errorf("told %+v; %d are published, sum %d", got, count, sum)
	}
}

func TestOneReviewDecidedByManyAtOnceIsCountedAsItEnds(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	r := s.wrote(ana, "rosas", 3, "")
	together(func(n int) {
		s.decided(r.ID, []string{reviewapi.Published, reviewapi.Rejected}[n%2])
	})
	s.clk.Advance(time.Minute)
	must(t, s.svc.Sweep(t.Context()))
	want := int64(len(s.public("rosas")))
	if got := s.last(); got.Count != want || got.Sum != 3*want {
		t.Errorf("%d are published, told %+v", want, got)
	}
}

func TestTheSameDecisionCountsOnce(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas", "lirios"))
	r, other := s.wrote(ana, "rosas", 3, ""), s.wrote(ana, "lirios", 3, "")
	answers := make([]*reviewapi.Review, crowd)
	together(func(n int) {
		var err error
		if answers[n], err = s.decide("sofia", "k", r.ID, reviewapi.Published, 0); err != nil {
			t.Error(err)
		}
	})
	for _, a := range answers {
		if !reflect.DeepEqual(a, answers[0]) || a.Version != 2 {
			t.Fatalf("answered %+v and %+v", answers[0], a)
		}
	}
	if n := len(s.ratings()); n != 1 {
		t.Errorf("told %d times", n)
	}
	_, err := s.decide("sofia", "k", r.ID, reviewapi.Rejected, 0)
	refused(t, err, 422, "key_reused")
	_, err = s.decide("sofia", "k", other.ID, reviewapi.Published, 0)
	refused(t, err, 422, "key_reused")
}

func TestADecisionIsOfWhatWasRead(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	read := s.wrote(ana, "rosas", 3, "Bien")
	s.wrote(ana, "rosas", 3, "Compre en otra parte")
	_, err := s.decide("sofia", "", read.ID, reviewapi.Published, read.Version)
	refused(t, err, 409, "version_conflict")
	if len(s.public("rosas")) > 0 {
		t.Error("what nobody read was published")
	}
	out, err := s.decide("sofia", "", read.ID, reviewapi.Published, 2)
	must(t, err)
	if out.State != reviewapi.Published || out.Version != 3 {
		t.Errorf("%+v", out)
	}
	_, err = s.decide("sofia", "", "none", reviewapi.Published, 0)
	refused(t, err, 404, "review_not_found")
}

func TestOnlyStaffModerate(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	r := s.wrote(ana, "rosas", 3, "Bien")
	for user, want := range map[string]struct {
		status int
		code   string
	}{"": {401, "sign_in_required"}, "ana": {403, "forbidden"}} {
		_, err := s.decide(user, "", r.ID, reviewapi.Published, 0)
		refused(t, err, want.status, want.code)
		_, err = reviewapi.Queue.Call(s.ctx(user), s.conn, &reviewapi.QueueInput{})
		refused(t, err, want.status, want.code)
	}
	if len(s.public("rosas"))+len(s.ratings()) > 0 {
		t.Error("it was published all the same")
	}
}

// cut is a store that dies between a review and its tally.
type cut struct {
	review.Store
	dead atomic.Bool
}

func (c *cut) SaveTally(ctx context.Context, before int64, next *review.Tally, evs ...events.Event) error {
	if c.dead.Load() {
		return errors.New("the process was killed")
	}
	return c.Store.SaveTally(ctx, before, next, evs...)
}

func TestARatingFollowsAfterACrash(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	r := s.wrote(ana, "rosas", 4, "Bien")
	broken := &cut{Store: s.Store()}
	broken.dead.Store(true)
	s.serveOn(broken)
	s.decided(r.ID, reviewapi.Published) // stands: the review says so
	if len(s.public("rosas")) != 1 || len(s.ratings()) != 0 {
		t.Fatalf("%+v, %+v", s.public("rosas"), s.ratings())
	}
	if err := s.svc.Sweep(t.Context()); err != nil { // too young: who decided may be at it
		t.Error(err)
	}
	s.clk.Advance(time.Minute)
	if err := s.svc.Sweep(t.Context()); err == nil {
		t.Error("the sweep hides that it could not")
	}
	s.restart()
	for range 2 {
		must(t, s.svc.Sweep(t.Context()))
	}
	if told := s.ratings(); len(told) != 1 || told[0].figures() != "review.published 4 of 1" {
		t.Errorf("%+v", told)
	}
}

func TestRunSweepsFromTheStart(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	r := s.wrote(ana, "rosas", 4, "Bien")
	broken := &cut{Store: s.Store()}
	broken.dead.Store(true)
	s.serveOn(broken)
	s.decided(r.ID, reviewapi.Published)
	s.clk.Advance(time.Minute)
	s.restart()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.svc.Run(ctx) }()
	<-s.outbox.Wake() // an event was added
	stop()
	must(t, <-ended)
	if got := s.last(); got.Count != 1 {
		t.Errorf("%+v", got)
	}
}

func TestItDoesNotStartWithoutWhatItNeeds(t *testing.T) {
	s := open(t)
	for name, change := range map[string]func(d *review.Deps){
		"store": func(d *review.Deps) { d.Store = nil },
		"clock": func(d *review.Deps) { d.Clock = nil }, "connection": func(d *review.Deps) { d.Orders = nil },
	} {
		d := s.deps
		change(&d)
		if _, err := review.New(d); err == nil {
			t.Errorf("it starts without a %s", name)
		}
	}
}

func TestEveryOperationOfTheContractIsServed(t *testing.T) {
	s := open(t)
	r := contract.NewRouter(review.Name, trusting{}, slog.New(slog.DiscardHandler), nil)
	s.svc.Routes(r)
	served := map[*contract.Op]bool{}
	for _, op := range r.Served() {
		served[op] = true
	}
	for _, op := range reviewapi.Operations() {
		if !served[op] {
			t.Errorf("%s has no handler", op)
		}
	}
	if len(served) != len(reviewapi.Operations()) {
		t.Error("more is served than is listed")
	}
}
