package notification_test

import (
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/mail/mailtest"
)

func TestWithoutAMailServerEveryMailIsKeptAndAnAdministratorMaySeeItsLink(t *testing.T) {
	r := withNone(t)
	r.hear(r.placed("es"))
	r.deliver()
	m := r.only("admin")
	if m.State != notificationapi.Kept || !m.CanReveal || m.Tries != 0 || len(m.Revealed) != 0 {
		t.Fatalf("%+v", m)
	}
	r.nowhere(secret)
	for range 2 { // the same call again
		links, err := r.reveal("admin", m.ID, "key")
		must(t, err)
		if !slices.Equal(links, []string{public + "/pedido/abrir?e=" + secret}) {
			t.Errorf("links %v", links)
		}
		r.clk.Advance(time.Minute)
	}
	_, err := r.reveal("admin2", m.ID, "key")
	must(t, err)
	seen := r.only("sofia").Revealed
	if len(seen) != 2 || seen[0].By != "admin" || !seen[0].At.Equal(opening) || seen[1].By != "admin2" || !seen[1].At.Equal(opening.Add(2*time.Minute)) {
		t.Errorf("written down: %+v", seen)
	}
	r.nowhere(secret)
}

func TestWhoMayRevealWhat(t *testing.T) {
	r := withNone(t)
	r.hear(r.reset("customer", false))
	customer := r.only("admin").ID
	r.hear(r.reset("admin", true))
	r.hear(r.verification("admin2", true))
	ids := map[string]string{}
	for _, m := range r.list(notificationapi.ListInput{}) {
		ids[m.To] = m.ID
	}
	for _, c := range []struct {
		user, mail string
		status     int
		code       string
	}{
		{"admin", customer, 0, ""},
		{"admin", ids["admin@example.cl"], 0, ""},
		{"admin2", ids["admin2@example.cl"], 0, ""},
		{"admin", ids["admin2@example.cl"], http.StatusConflict, "reveal_refused"},
		{"admin2", ids["admin@example.cl"], http.StatusConflict, "reveal_refused"},
		{"sofia", customer, http.StatusForbidden, "forbidden"},
		{"customer", customer, http.StatusForbidden, "forbidden"},
		{"", customer, http.StatusUnauthorized, "sign_in_required"},
		{"admin", "nothing", http.StatusNotFound, "mail_not_found"},
	} {
		_, err := r.reveal(c.user, c.mail, "key-"+c.user)
		if c.status == 0 {
			must(t, err)
		} else {
			refused(t, err, c.status, c.code)
		}
	}
	whole, err := notificationapi.Get.Call(r.as("admin"), r.conn, &notificationapi.ByID{ID: ids["admin2@example.cl"]})
	must(t, err)
	if whole.CanReveal || len(whole.Revealed) != 1 || whole.Revealed[0].By != "admin2" {
		t.Errorf("the colleague's mail: %+v", whole)
	}
}

func TestWithAMailServerNothingIsRevealed(t *testing.T) {
	r := withNone(t)
	r.hear(r.placed("es"))
	r.server = mailtest.Start(t) // a mail server is set up later
	r.serve()
	m := r.only("admin")
	if m.CanReveal {
		t.Error("a link can be revealed")
	}
	_, err := r.reveal("admin", m.ID, "key")
	refused(t, err, http.StatusConflict, "reveal_refused")

	// What was kept is not sent by itself; it can be.
	r.deliver()
	if len(r.server.Mails()) != 0 {
		t.Fatal("an old mail went out by itself")
	}
	_, err = r.resend(m.ID, "again")
	must(t, err)
	r.deliver()
	if m := r.only("admin"); m.State != notificationapi.Sent || len(r.server.Mails()) != 1 {
		t.Errorf("%+v", m)
	}
}

func TestWhatWaitedIsKeptOnceThereIsNoMailServer(t *testing.T) {
	r := withServer(t)
	r.hear(r.placed("es"))
	r.server = nil
	r.serve()
	r.deliver()
	m := r.only("admin")
	if m.State != notificationapi.Kept {
		t.Fatalf("%+v", m)
	}
	_, err := r.reveal("admin", m.ID, "key")
	must(t, err)
	_, err = r.resend(m.ID, "again")
	refused(t, err, http.StatusConflict, "wrong_state")
}

func TestAFailedMailIsSentAgainOnce(t *testing.T) {
	r := withServer(t)
	r.server.Fail(mailtest.Fault{At: mailtest.AtRecipient, Reply: "550 5.1.1 unknown"})
	r.hear(r.placed("es"))
	_, err := r.resend(r.only("admin").ID, "early")
	refused(t, err, http.StatusConflict, "wrong_state")
	r.deliver()
	m := r.only("admin")
	if m.State != notificationapi.Failed || m.CanReveal {
		t.Fatalf("%+v", m)
	}
	var all sync.WaitGroup
	for range 8 { // an impatient finger: one form, one key
		all.Go(func() {
			out, err := r.resend(m.ID, "again")
			if err != nil || out.State != notificationapi.Queued || out.Error != "" {
				t.Errorf("%+v, %v", out, err)
			}
		})
	}
	all.Wait()
	r.deliver()
	out, err := r.resend(m.ID, "again")
	must(t, err)
	if out.State != notificationapi.Sent || len(r.server.Mails()) != 1 {
		t.Errorf("%d mails, %+v", len(r.server.Mails()), out)
	}
	_, err = r.resend(m.ID, "another")
	refused(t, err, http.StatusConflict, "wrong_state")
	_, err = r.resend("nothing", "x")
	refused(t, err, http.StatusNotFound, "mail_not_found")
}

func TestTheStaffFindMails(t *testing.T) {
	r := withServer(t)
	r.server.Fail(mailtest.Fault{At: mailtest.AtRecipient, Reply: "550 5.1.1 unknown", To: "eva_diaz@example.cl"})
	r.hear(r.placed("es"))
	r.clk.Advance(time.Second)
	r.hear(r.verification("eva_diaz", false))
	r.clk.Advance(time.Second)
	r.hear(r.verification("evaXdiaz", false))
	r.deliver()
	for _, c := range []struct {
		in   notificationapi.ListInput
		want []string
	}{
		{notificationapi.ListInput{}, []string{"evaXdiaz@example.cl", "eva_diaz@example.cl", "ana@example.cl"}},
		{notificationapi.ListInput{To: " EVA_diaz "}, []string{"eva_diaz@example.cl"}},
		{notificationapi.ListInput{To: "%"}, nil},
		{notificationapi.ListInput{State: notificationapi.Failed}, []string{"eva_diaz@example.cl"}},
		{notificationapi.ListInput{State: notificationapi.Sent, To: "example"}, []string{"evaXdiaz@example.cl", "ana@example.cl"}},
		{notificationapi.ListInput{Paging: pages(1)}, []string{"evaXdiaz@example.cl"}},
	} {
		var got []string
		for _, m := range r.list(c.in) {
			got = append(got, m.To)
			if m.Text != "" || m.HTML != "" {
				t.Error("a list holds bodies")
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v finds %v, not %v", c.in, got, c.want)
		}
	}
	out, err := notificationapi.List.Call(r.as("sofia"), r.conn, &notificationapi.ListInput{Paging: pages(1)})
	must(t, err)
	if out.Total != 3 {
		t.Errorf("%d in all", out.Total)
	}
	_, err = notificationapi.List.Call(r.as("customer"), r.conn, &notificationapi.ListInput{})
	refused(t, err, http.StatusForbidden, "forbidden")
}
