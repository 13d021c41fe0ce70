package contact_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

func TestAReplyTakesTheMessageOnAndIsMailed(t *testing.T) {
	s := open(t)
	m := s.sent(letter("k"))
	s.clk.Advance(time.Hour)
	first, err := s.reply("sofia", m.ID, "r1", " Sí, mañana. ", false)
	must(t, err)
	if first.State != contactapi.InProgress || first.Version != 2 || len(first.Replies) != 1 ||
		first.Replies[0] != (contactapi.Reply{Text: "Sí, mañana.", By: "sofia", At: opening.Add(time.Hour)}) {
		t.Errorf("%+v", first)
	}
	second, err := s.reply("tomas", m.ID, "r2", "Entregado.", true)
	must(t, err)
	if second.State != contactapi.Resolved || second.Version != 3 || len(second.Replies) != 2 {
		t.Errorf("%+v", second)
	}
	evs := told(s, contactapi.ContactReplied)
	if len(evs) != 2 || evs[0] != (contactapi.Replied{ID: m.ID, Number: m.Number, Name: m.Name, Email: m.Email, Lang: "es", Text: m.Text, Reply: "Sí, mañana."}) {
		t.Errorf("%+v", evs)
	}
	again, err := s.reply("sofia", m.ID, "r1", " Sí, mañana. ", false) // after the second
	must(t, err)
	if !reflect.DeepEqual(again, first) {
		t.Errorf("the first reply's call again: %+v", again)
	}
}

func TestTheSameReplyIsMailedOnce(t *testing.T) {
	s := open(t)
	m := s.sent(letter("k"))
	answers := make([]*contactapi.Message, crowd)
	together(func(n int) {
		var err error
		if answers[n], err = s.reply("sofia", m.ID, "r", "Sí.", false); err != nil {
			t.Error(err)
		}
	})
	for _, a := range answers {
		if !reflect.DeepEqual(a, answers[0]) {
			t.Fatalf("answered %+v and %+v", answers[0], a)
		}
	}
	if n := len(told(s, contactapi.ContactReplied)); n != 1 {
		t.Errorf("mailed %d times", n)
	}
	_, err := s.reply("sofia", m.ID, "r", "No.", false)
	refused(t, err, 422, "key_reused")
	_, err = s.reply("tomas", m.ID, "r", "Sí.", false)
	refused(t, err, 422, "key_reused")
}

func TestRepliesAtOnceAreAllKept(t *testing.T) {
	s := open(t)
	m := s.sent(letter("k"))
	together(func(n int) {
		if _, err := s.reply("sofia", m.ID, string(rune('A'+n)), "Hola", n%2 == 0); err != nil {
			t.Error(err)
		}
	})
	if got := s.inbox("")[0]; len(got.Replies) != crowd || got.Version != crowd+1 || len(told(s, contactapi.ContactReplied)) != crowd {
		t.Errorf("%d replies, version %d", len(got.Replies), got.Version)
	}
}

func TestRepliesToOneMessageAreBounded(t *testing.T) {
	s := open(t)
	m := s.sent(letter("k"))
	for range contactapi.MaxReplies {
		_, err := s.reply("sofia", m.ID, "", "Hola", false)
		must(t, err)
	}
	_, err := s.reply("sofia", m.ID, "", "Hola", false)
	refused(t, err, 409, "too_many_replies")
}

func TestStaffMoveMessagesAndListThemByState(t *testing.T) {
	s := open(t)
	m, other := s.sent(letter("a")), s.sent(letter("b"))
	for _, state := range []string{contactapi.InProgress, contactapi.Resolved, contactapi.Resolved, contactapi.New} {
		got, err := s.move(m.ID, state)
		must(t, err)
		if got.State != state {
			t.Errorf("%+v", got)
		}
	}
	moved, err := s.move(m.ID, contactapi.Resolved)
	must(t, err)
	if moved.Version != 5 { // the second Resolved changed nothing
		t.Errorf("version %d", moved.Version)
	}
	if got := s.inbox(contactapi.Resolved); len(got) != 1 || got[0].ID != m.ID {
		t.Errorf("resolved: %+v", got)
	}
	if got := s.inbox(""); len(got) != 2 || got[0].ID != other.ID {
		t.Errorf("all, newest first: %+v", got)
	}
	got, err := contactapi.Get.Call(as(t, "sofia"), s.conn, &contactapi.ByID{ID: m.ID})
	must(t, err)
	if !reflect.DeepEqual(got, moved) {
		t.Errorf("%+v", got)
	}
}

func TestOnlyStaffSeeAndAnswerMessages(t *testing.T) {
	s := open(t)
	m := s.sent(letter("k"))
	var reply contactapi.ReplyInput
	reply.ID, reply.Body.Text = m.ID, "Sí."
	move := contactapi.StateInput{ByID: contactapi.ByID{ID: m.ID}}
	move.Body.State = contactapi.Resolved
	for who, want := range map[string]struct {
		status int
		code   string
	}{"": {401, "sign_in_required"}, "ana": {403, "forbidden"}} {
		ctx := as(t, who)
		for _, try := range []func(context.Context) error{
			func(ctx context.Context) error {
				_, err := contactapi.Inbox.Call(ctx, s.conn, &contactapi.InboxInput{})
				return err
			},
			func(ctx context.Context) error {
				_, err := contactapi.Get.Call(ctx, s.conn, &contactapi.ByID{ID: m.ID})
				return err
			},
			func(ctx context.Context) error { _, err := contactapi.Move.Call(ctx, s.conn, &move); return err },
			func(ctx context.Context) error { _, err := contactapi.Answer.Call(ctx, s.conn, &reply); return err },
		} {
			refused(t, try(ctx), want.status, want.code)
		}
	}
	if got := s.inbox("")[0]; !reflect.DeepEqual(got, m) || len(told(s, contactapi.ContactReplied)) > 0 {
		t.Errorf("it changed all the same: %+v", got)
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	s := open(t)
	_, err := contactapi.Get.Call(as(t, "sofia"), s.conn, &contactapi.ByID{ID: "none"})
	refused(t, err, 404, "message_not_found")
	_, err = s.move("none", contactapi.Resolved)
	refused(t, err, 404, "message_not_found")
	_, err = s.reply("sofia", "none", "k", "Hola", false)
	refused(t, err, 404, "message_not_found")
	m := s.sent(letter("k"))
	_, err = s.reply("sofia", m.ID, "k", "   ", false)
	refused(t, err, 422, "invalid")
}

func TestADeletedAccountsMessagesLoseEveryWord(t *testing.T) {
	s := open(t)
	in := letter("k")
	in.Body.Phone, in.Body.Order = "961234567", "FV-1"
	m := s.sent(in)
	_, err := s.reply("sofia", m.ID, "r", "Hola Ana", false)
	must(t, err)
	stranger := letter("other")
	stranger.Body.Email = "eva@example.cl"
	kept := s.sent(stranger)
	s.clk.Advance(time.Minute)
	gone := authapi.DeletedData{UserID: "u", Email: "ana@EXAMPLE.cl", At: s.clk.Now()}
	hear(s, authapi.UserDeleted, gone)
	s.clk.Advance(time.Minute)
	later := s.sent(letter("later"))
	hear(s, authapi.UserDeleted, gone) // delivered again

	all := s.inbox("")
	want := contactapi.Message{ID: m.ID, Number: m.Number, Category: "order", Name: "—", Text: "—", Lang: "es", State: contactapi.InProgress,
		Replies: []contactapi.Reply{{Text: "—", By: "sofia", At: opening}}, Version: 3, Created: opening}
	if len(all) != 3 || !reflect.DeepEqual(all[2], want) {
		t.Errorf("%+v", all)
	}
	if !reflect.DeepEqual(all[1], kept) || !reflect.DeepEqual(all[0], later) {
		t.Error("a message of somebody else, or of later, was changed")
	}
	_, err = s.reply("sofia", m.ID, "r2", "Hola", false)
	refused(t, err, 409, "nobody_to_answer")
	if again, err := s.send(in); err != nil || again != m.Number { // a retry that took its time
		t.Errorf("%s, %v", again, err)
	}
}

func TestItDoesNotStartWithoutWhatItNeeds(t *testing.T) {
	s := open(t)
	for name, d := range map[string]contact.Deps{
		"store": {Clock: s.clk}, "clock": {Store: s.Store()},
	} {
		if _, err := contact.New(d); err == nil {
			t.Errorf("it starts without a %s", name)
		}
	}
}

func TestEveryOperationOfTheContractIsServed(t *testing.T) {
	s := open(t)
	r := contract.NewRouter(contact.Name, trusting{}, nil, nil)
	s.svc.Routes(r)
	served := map[*contract.Op]bool{}
	for _, op := range r.Served() {
		served[op] = true
	}
	for _, op := range contactapi.Operations() {
		if !served[op] {
			t.Errorf("%s has no handler", op)
		}
	}
	if len(served) != len(contactapi.Operations()) {
		t.Error("more is served than is listed")
	}
}
