// Package storetest is what every store of contact-service must do: the one suite
// that the twins pass.
package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/contact"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
)

// crowd is how many write at the same time.
const crowd = 32

// Harness is one empty store that survives restarts.
type Harness interface {
	// Store is the open one.
	Store() contact.Store
	// Pending lists the subjects of the events that wait to be published.
	Pending(t *testing.T) []string
	// Restart closes the store and opens what it had stored.
	Restart(t *testing.T)
}

// Run proves a store. open makes an empty one and closes it after the test.
func Run(t *testing.T, open func(t *testing.T) Harness) {
	for name, test := range map[string]func(*testing.T, Harness){
		"what was saved is read, by id and by key":       reads,
		"lists are pages, newest first, with a total":    lists,
		"a mailbox's messages are found until a time":    mailboxes,
		"a key or number that is another's is refused":   taken,
		"a stale write changes nothing and tells nobody": stale,
		"one of many inserts under one key wins":         insertTogether,
		"many changes at once are all there":             changeTogether,
		"everything is there after a restart":            restart,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var start = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// message is the n-th of a test.
func message(n int) *contact.Message {
	return &contact.Message{
		ID: id.New(), Number: fmt.Sprintf("C-%06d", n), Key: fmt.Sprint("key ", n), Hash: "h", Category: "other", Name: "Ana",
		Email: "Ana@example.cl", Mailbox: "ana@example.cl", Text: "Hola", Lang: "es", State: contactapi.New,
		Replies: []contact.Reply{}, Created: start.Add(time.Duration(n) * time.Minute),
	}
}

func news(m *contact.Message) events.Event {
	return contactapi.ContactReceived.New(m.ID, 1, contactapi.Written{ID: m.ID})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// put saves the n-th message with its event.
func put(t *testing.T, h Harness, n int) *contact.Message {
	t.Helper()
	m := message(n)
	must(t, h.Store().Save(t.Context(), 0, m, news(m)))
	return m
}

func read(t *testing.T, h Harness, id string) *contact.Message {
	t.Helper()
	m, err := h.Store().Message(t.Context(), id)
	must(t, err)
	if m == nil {
		t.Fatalf("no message %s", id)
	}
	return m
}

func reads(t *testing.T, h Harness) {
	m := message(1)
	m.Replies = []contact.Reply{{Text: "Sí", By: "u", At: start, Key: "k", Hash: "h", State: "new", Rev: 1}}
	must(t, h.Store().Save(t.Context(), 0, m, news(m)))
	if m.Rev != 1 {
		t.Errorf("revision %d", m.Rev)
	}
	byKey, err := h.Store().MessageByKey(t.Context(), m.Key)
	must(t, err)
	for _, got := range []*contact.Message{read(t, h, m.ID), byKey} {
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", m) {
			t.Errorf("saved %+v\nread %+v", m, got)
		}
	}
	for _, find := range []func() (*contact.Message, error){
		func() (*contact.Message, error) { return h.Store().Message(t.Context(), "none") },
		func() (*contact.Message, error) { return h.Store().MessageByKey(t.Context(), "none") },
	} {
		if got, err := find(); got != nil || err != nil {
			t.Errorf("of nothing: %+v, %v", got, err)
		}
	}
}

func lists(t *testing.T, h Harness) {
	var ids []string
	for n := range 5 {
		m := put(t, h, n)
		ids = append(ids, m.ID)
		if n == 2 {
			m.State = contactapi.Resolved
			must(t, h.Store().Save(t.Context(), m.Rev, m))
		}
	}
	slices.Reverse(ids)
	for _, c := range []struct {
		state         string
		offset, limit int
		want          []string
		total         int
	}{
		{"", 0, 10, ids, 5},
		{"", 1, 2, ids[1:3], 5},
		{"", 5, 10, nil, 5},
		{contactapi.Resolved, 0, 10, ids[2:3], 1},
		{contactapi.New, 0, 3, []string{ids[0], ids[1], ids[3]}, 4},
		{contactapi.InProgress, 0, 10, nil, 0},
	} {
		got, total, err := h.Store().Messages(t.Context(), c.state, c.offset, c.limit)
		must(t, err)
		var found []string
		for _, m := range got {
			found = append(found, m.ID)
		}
		if !slices.Equal(found, c.want) || total != c.total {
			t.Errorf("%q %d+%d: %v of %d", c.state, c.offset, c.limit, found, total)
		}
	}
}

func mailboxes(t *testing.T, h Harness) {
	first, second := put(t, h, 1), put(t, h, 2)
	other := message(3)
	other.Mailbox = "eva@example.cl"
	must(t, h.Store().Save(t.Context(), 0, other))
	nobody := message(4)
	nobody.Mailbox = ""
	must(t, h.Store().Save(t.Context(), 0, nobody))
	for until, want := range map[time.Time][]string{
		first.Created.Add(-time.Second): nil,
		first.Created:                   {first.ID},
		second.Created:                  {first.ID, second.ID},
	} {
		got, err := h.Store().MessagesFrom(t.Context(), "ana@example.cl", until)
		must(t, err)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("until %s: %v", until, got)
		}
	}
	if got, err := h.Store().MessagesFrom(t.Context(), "", second.Created.Add(time.Hour)); len(got) > 0 || err != nil {
		t.Errorf("of no mailbox: %v, %v", got, err)
	}
}

func taken(t *testing.T, h Harness) {
	first := put(t, h, 1)
	for name, same := range map[string]func(m *contact.Message){
		"id":     func(m *contact.Message) { m.ID = first.ID },
		"key":    func(m *contact.Message) { m.Key = first.Key },
		"number": func(m *contact.Message) { m.Number = first.Number },
	} {
		m := message(2)
		same(m)
		if err := h.Store().Save(t.Context(), 0, m, news(m)); !errors.Is(err, contact.ErrTaken) {
			t.Errorf("the same %s: %v", name, err)
		}
	}
	if n := len(h.Pending(t)); n != 1 {
		t.Errorf("%d events", n)
	}
}

func stale(t *testing.T, h Harness) {
	m := put(t, h, 1)
	late := read(t, h, m.ID)
	m.Text = "first"
	must(t, h.Store().Save(t.Context(), 1, m))
	late.Text = "late"
	if err := h.Store().Save(t.Context(), 1, late, news(late)); !errors.Is(err, contact.ErrStale) {
		t.Error(err)
	}
	unknown := message(9)
	if err := h.Store().Save(t.Context(), 1, unknown, news(unknown)); !errors.Is(err, contact.ErrStale) {
		t.Errorf("a change of nothing: %v", err)
	}
	if got := read(t, h, m.ID); got.Text != "first" || got.Rev != 2 || len(h.Pending(t)) != 1 {
		t.Errorf("%+v, events %v", got, h.Pending(t))
	}
}

func insertTogether(t *testing.T, h Harness) {
	won := together(t, func(n int) bool {
		m := message(n)
		m.Key = "the same"
		err := h.Store().Save(t.Context(), 0, m, news(m))
		if err != nil && !errors.Is(err, contact.ErrTaken) {
			t.Error(err)
		}
		return err == nil
	})
	if won != 1 || len(h.Pending(t)) != 1 {
		t.Errorf("%d messages, %d events", won, len(h.Pending(t)))
	}
}

func changeTogether(t *testing.T, h Harness) {
	m := put(t, h, 1)
	together(t, func(n int) bool {
		for {
			got := read(t, h, m.ID)
			before := got.Rev
			got.Replies = append(got.Replies, contact.Reply{Key: fmt.Sprint(n)})
			err := h.Store().Save(t.Context(), before, got, news(got))
			if err == nil {
				return true
			}
			if !errors.Is(err, contact.ErrStale) {
				t.Error(err)
				return false
			}
		}
	})
	got := read(t, h, m.ID)
	seen := map[string]bool{}
	for _, r := range got.Replies {
		seen[r.Key] = true
	}
	if len(seen) != crowd || got.Rev != crowd+1 || len(h.Pending(t)) != crowd+1 {
		t.Errorf("%d replies, revision %d, %d events", len(seen), got.Rev, len(h.Pending(t)))
	}
}

func restart(t *testing.T, h Harness) {
	m := put(t, h, 1)
	h.Restart(t)
	if got := read(t, h, m.ID); got.Number != m.Number || !slices.Equal(h.Pending(t), []string{m.ID}) {
		t.Errorf("%+v, events %v", got, h.Pending(t))
	}
	m.State = contactapi.Resolved
	must(t, h.Store().Save(t.Context(), 1, m))
}

// together runs fn for a crowd at once and counts who got true.
func together(t *testing.T, fn func(n int) bool) (won int) {
	t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	begin := make(chan struct{})
	for n := range crowd {
		all.Go(func() {
			<-begin
			if fn(n) {
				mu.Lock()
				won++
				mu.Unlock()
			}
		})
	}
	close(begin)
	all.Wait()
	return won
}
