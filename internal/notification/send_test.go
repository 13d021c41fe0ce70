package notification_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/mail"
	"floresvictoria.cl/flores/internal/platform/mail/mailtest"
)

func TestAMailThatCannotBeSentIsTriedForADayAndThenFails(t *testing.T) {
	r := withServer(t)
	r.hear(r.placed("es"))
	began := r.clk.Now()
	var tries []time.Duration
	for r.only("sofia").State == notificationapi.Queued {
		if r.clk.Now().Sub(began) > 48*time.Hour {
			t.Fatal("it is tried without end")
		}
		r.server.Fail(mailtest.Fault{At: mailtest.AtEnd, Reply: "451 4.7.0 look at", Repeats: true})
		before := r.only("sofia").Tries
		r.deliver()
		if r.only("sofia").Tries > before {
			tries = append(tries, r.clk.Now().Sub(began))
		}
		step := 10 * time.Second
		if r.clk.Now().Sub(began) > time.Hour {
			step = 10 * time.Minute
		}
		r.clk.Advance(step)
	}
	if last := tries[len(tries)-1]; len(tries) != 10 || last < 23*time.Hour || last > 25*time.Hour || tries[1] > time.Minute {
		t.Errorf("tried after %v", tries)
	}
	m := r.only("sofia")
	if m.State != notificationapi.Failed || !strings.Contains(m.Error, "451") || strings.Contains(m.Error, "look at") {
		t.Errorf("failed as %+v", m)
	}
	if !strings.Contains(r.log.String(), m.ID) || strings.Contains(r.log.String(), "ana@example.cl") {
		t.Errorf("the log says %s", r.log)
	}
	r.nowhere(secret)
	r.clk.Advance(48 * time.Hour)
	r.deliver()
	if got := r.server.Mails(); len(got) != 0 {
		t.Errorf("%d mails after all", len(got))
	}
}

func TestAMailArrivesOnceTheServerIsWell(t *testing.T) {
	for name, faults := range map[string][]mailtest.Fault{
		"busy":            {{At: mailtest.AtGreeting, Reply: "421 4.3.2 busy"}},
		"mailbox full":    {{At: mailtest.AtRecipient, Reply: "452 4.2.2 full"}},
		"not set up":      {{At: mailtest.AtSender, Reply: "550 5.7.1 not from you"}},
		"cut":             {{At: mailtest.AtData}, {At: mailtest.AtEnd}, {At: mailtest.AtRecipient}},
		"the answer lost": {{At: mailtest.AtEnd, Kept: true}},
	} {
		t.Run(name, func(t *testing.T) {
			r := withServer(t)
			r.server.Fail(faults...)
			r.hear(r.verification("eva", false))
			for range len(faults) {
				r.deliver()
				if m := r.only("sofia"); m.State != notificationapi.Queued || m.Error == "" {
					t.Fatalf("after a failure: %+v", m)
				}
				r.deliver() // not before its time
				r.clk.Advance(5 * time.Minute)
			}
			r.deliver()
			r.deliver()
			if m := r.only("sofia"); m.State != notificationapi.Sent || m.Error != "" || m.Tries != len(faults)+1 {
				t.Errorf("%+v", m)
			}
			ids := map[string]bool{}
			for _, m := range r.server.Mails() {
				ids[m.MessageID] = true
			}
			if len(ids) != 1 {
				t.Errorf("a mailbox shows it %d times", len(ids))
			}
			r.nowhere(secret)
		})
	}
}

func TestAnAddressThatDoesNotExistIsNotTriedAgain(t *testing.T) {
	r := withServer(t)
	r.server.Fail(mailtest.Fault{At: mailtest.AtRecipient, Reply: "550 5.1.1 unknown", To: "ana@example.cl"})
	r.hear(r.placed("es"))
	r.hear(r.verification("eva", false))
	r.deliver()
	byKind := map[string]string{}
	for _, m := range r.list(notificationapi.ListInput{}) {
		byKind[m.Kind] = m.State
	}
	if byKind["order.placed"] != notificationapi.Failed || byKind["user.verification_requested"] != notificationapi.Sent {
		t.Errorf("%v", byKind)
	}
}

func TestALinkThatEndedIsNotSent(t *testing.T) {
	r := withServer(t)
	r.server.Fail(mailtest.Fault{At: mailtest.AtGreeting, Reply: "421 4.3.2 busy"})
	r.hear(r.reset("eva", false))
	r.deliver()
	r.clk.Advance(2 * time.Hour)
	r.deliver()
	if m := r.only("sofia"); m.State != notificationapi.Failed || len(r.server.Mails()) != 0 {
		t.Errorf("%+v", m)
	}
}

// stuck takes mails and says what came of it only when everybody has given it up.
type stuck struct {
	reached chan mail.Message
	release chan error
}

func (s stuck) Send(_ context.Context, m mail.Message) error {
	s.reached <- m
	return <-s.release
}

func TestAMailOfAReplicaThatHangsIsSentByAnother(t *testing.T) {
	for name, end := range map[string]error{"and is lost": errors.New("no"), "and arrives all the same": nil} {
		t.Run(name, func(t *testing.T) {
			r := withServer(t)
			r.hear(r.placed("es"))
			hangs, ended := stuck{make(chan mail.Message, 1), make(chan error, 1)}, make(chan error, 1)
			other := r.replica(hangs)
			go func() { ended <- other.Deliver(t.Context()) }()
			taken := <-hangs.reached
			r.deliver()
			if len(r.server.Mails()) != 0 {
				t.Error("two replicas had the mail at one time")
			}
			r.clk.Advance(4 * time.Minute)
			r.deliver()
			if got := r.server.Mails(); len(got) != 1 || got[0].MessageID != "<"+taken.ID+"@flores.example>" {
				t.Errorf("%d mails", len(got))
			}
			hangs.release <- end // it learns too late: nothing changes
			must(t, <-ended)
			if m := r.only("sofia"); m.State != notificationapi.Sent || m.Tries != 2 || m.Error != "" {
				t.Errorf("%+v", m)
			}
		})
	}
}

func TestRunSendsAsSoonAsAnEventIsHeardAndEndsWhenTold(t *testing.T) {
	r := withServer(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.svc.Run(ctx) }()
	r.hear(r.placed("es"))
	for until := time.Now().Add(10 * time.Second); r.only("sofia").State != notificationapi.Sent; {
		if time.Now().After(until) {
			t.Fatal("the mail is not sent")
		}
	}
	stop()
	must(t, <-ended)
}

func TestMailsAreForgottenAfterHalfAYear(t *testing.T) {
	r := withServer(t)
	r.hear(r.placed("es"))
	r.deliver()
	r.clk.Advance(179 * 24 * time.Hour)
	r.hear(r.placed("en")) // waits
	must(t, r.svc.Prune(t.Context()))
	if got := r.list(notificationapi.ListInput{}); len(got) != 2 {
		t.Fatalf("%d mails", len(got))
	}
	r.clk.Advance(200 * 24 * time.Hour)
	must(t, r.svc.Prune(t.Context()))
	if m := r.only("sofia"); m.Lang != "en" {
		t.Errorf("left is %+v", m)
	}
}
