package review_test

import (
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// deleted is Ana's account, gone now.
func (s *shop) deleted() authapi.DeletedData {
	return authapi.DeletedData{UserID: "ana", Email: "Ana@example.cl", At: s.clk.Now()}
}

func TestADeletedAccountsReviewsStayOfNobody(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	s.deliver(s.order("2", "", "Ana Rojas", "ana@example.cl", "lirios")) // as a guest, before
	s.deliver(s.order("3", "eva", "Eva Soto", "eva@example.cl", "rosas"))
	for slug, c := range map[string]caller{"rosas": ana, "lirios": {link: "link-2"}} {
		s.decided(s.wrote(c, slug, 4, "Bien").ID, reviewapi.Published)
	}
	s.decided(s.wrote(caller{user: "eva"}, "rosas", 2, "Bien").ID, reviewapi.Published)
	told := len(s.ratings())
	s.clk.Advance(time.Minute)
	gone := s.deleted()
	hear(s, authapi.UserDeleted, gone)
	hear(s, authapi.UserDeleted, gone)

	authors := map[string]bool{}
	for _, slug := range []string{"rosas", "lirios"} {
		for _, r := range s.public(slug) {
			authors[slug+" "+r.Author] = true
		}
	}
	if len(authors) != 3 || !authors["rosas —"] || !authors["lirios —"] || !authors["rosas Eva S."] {
		t.Errorf("%v", authors)
	}
	if len(s.ratings()) != told || s.last().Count == 0 {
		t.Error("the rating changed")
	}
	for _, c := range []caller{ana, {link: "link-2"}} {
		open, err := s.mine(c)
		if len(open) > 0 || err != nil {
			t.Errorf("%+v may still review %+v, %v", c, open, err)
		}
		_, err = s.write(c, "", "rosas", 1, "")
		refused(t, err, 404, "not_purchased")
	}
	s.noTrace("ana@", "Ana R", `"ana"`)
	r := s.queue(reviewapi.Published)[0]
	s.decided(r.ID, reviewapi.Rejected) // staff may decide on as before
}

func TestADeliveryThatIsHeardLateKeepsNoName(t *testing.T) {
	s := open(t)
	own := s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas")
	guest := s.order("2", "", "Ana Rojas", "ana@example.cl", "lirios")
	s.clk.Advance(time.Minute)
	hear(s, authapi.UserDeleted, s.deleted())
	s.deliver(own)
	s.deliver(guest)
	s.noTrace("Ana R", `"ana"`, "mail:")
	open, err := s.mine(caller{link: "link-2"})
	if len(open) > 0 || err != nil {
		t.Errorf("%+v, %v", open, err)
	}
	s.clk.Advance(time.Hour)
	s.deliver(s.order("3", "", "Ana Rojas", "ana@example.cl", "rosas")) // the same mailbox buys again, as a guest
	if r := s.wrote(caller{link: "link-3"}, "rosas", 5, ""); r.Author != "Ana R." {
		t.Errorf("%+v", r)
	}
}

func TestWhoIsLongGoneIsForgottenEvenThat(t *testing.T) {
	s := open(t)
	hear(s, authapi.UserDeleted, s.deleted())
	s.clk.Advance(events.InboxKeep + time.Hour)
	must(t, s.svc.Sweep(t.Context()))
	var n int
	must(t, s.db.Read().QueryRowContext(t.Context(), `SELECT count(*) FROM gone`).Scan(&n))
	if n != 0 {
		t.Errorf("%d notes are left", n)
	}
}

func TestMoreOrdersThanAPageAreAllForgotten(t *testing.T) {
	s := open(t)
	for n := range 101 {
		o := s.order(strings.Repeat("x", n+1), "ana", "Ana Rojas", "ana@example.cl", "rosas")
		hear(s, orderapi.OrderDelivered, o)
	}
	hear(s, authapi.UserDeleted, s.deleted())
	s.noTrace("Ana R", `"ana"`, "mail:")
}

// noTrace checks that no document holds any of the words.
func (s *shop) noTrace(words ...string) {
	s.t.Helper()
	for _, table := range []string{"orders", "reviews"} {
		rows, err := s.db.Read().QueryContext(s.t.Context(), `SELECT doc FROM `+table)
		must(s.t, err)
		defer rows.Close()
		for rows.Next() {
			var doc string
			must(s.t, rows.Scan(&doc))
			for _, w := range words {
				if strings.Contains(doc, w) {
					s.t.Errorf("%s: %s is left in %s", table, w, doc)
				}
			}
		}
		must(s.t, rows.Err())
	}
}
