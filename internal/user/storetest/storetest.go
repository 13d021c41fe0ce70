// Package storetest is what user-service must keep whatever database it stands on:
// the one suite that the twins pass.
package storetest

import (
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/user/userapi"
	"floresvictoria.cl/flores/internal/user/usertest"
)

// crowd is how many do the same at one time.
const crowd = 32

// Run runs the suite. open gives an empty database and closes it after the test.
func Run(t *testing.T, open func(t *testing.T) usertest.Database) {
	for name, test := range map[string]func(*testing.T, *usertest.Shop){
		"five addresses are kept, however many come at once":   addressesTogether,
		"fifty recipients are kept, however many come at once": recipientsTogether,
		"the same call at once keeps one":                      sameTogether,
		"places given back at once can be taken again":         removeTogether,
		"a profile changed by many at once has every version":  changeTogether,
		"nothing is kept of who is deleted meanwhile":          deleteMeanwhile,
		"an account's events in any order end alike":           anyOrder,
		"a refused call leaves no trace":                       rollback,
		"everything is there after a restart":                  restart,
		"what is over is swept, and nothing else":              sweep,
	} {
		t.Run(name, func(t *testing.T) { test(t, usertest.Open(t, open(t))) })
	}
}

// together runs fn for 0…n-1 at once and counts the answers by code, "" being success.
func together(n int, fn func(i int) error) map[string]int {
	var all sync.WaitGroup
	var mu sync.Mutex
	codes := map[string]int{}
	begin := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-begin
			err := fn(i)
			code := problem.Code(err)
			if err != nil && code == "" {
				code = err.Error()
			}
			mu.Lock()
			codes[code]++
			mu.Unlock()
		})
	}
	close(begin)
	all.Wait()
	return codes
}

// want compares by the print, which sorts maps.
func want(t *testing.T, what string, got, expected any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(expected) {
		t.Errorf("%s: %v, not %v", what, got, expected)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// rows counts what each table holds.
func rows(t *testing.T, s *usertest.Shop, tables ...string) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, table := range tables {
		var n int
		must(t, s.DB().Read().QueryRowContext(t.Context(), `SELECT count(*) FROM `+table).Scan(&n))
		if n > 0 {
			out[table] = n
		}
	}
	return out
}

func addressesTogether(t *testing.T, s *usertest.Shop) {
	s.Customer("ana")
	s.Customer("eva")
	got := together(crowd, func(i int) error {
		_, err := s.AddAddress("ana", "", usertest.Address(fmt.Sprint("Calle ", i)))
		return err
	})
	want(t, "answers", got, map[string]int{"": userapi.MaxAddresses, "too_many_addresses": crowd - userapi.MaxAddresses})
	want(t, "Ana's", len(s.Addresses("ana")), userapi.MaxAddresses)
	if _, err := s.AddAddress("eva", "", usertest.Address("Calle 1")); err != nil {
		t.Errorf("somebody else's places: %v", err)
	}
}

func recipientsTogether(t *testing.T, s *usertest.Shop) {
	s.Customer("ana")
	const n = userapi.MaxRecipients + crowd
	got := together(n, func(i int) error {
		_, err := s.AddRecipient("ana", "", userapi.RecipientBody{Name: fmt.Sprint("Eva ", i)})
		return err
	})
	want(t, "answers", got, map[string]int{"": userapi.MaxRecipients, "too_many_recipients": crowd})
	want(t, "Ana's", len(s.Recipients("ana")), userapi.MaxRecipients)
}

func sameTogether(t *testing.T, s *usertest.Shop) {
	s.Customer("ana")
	answers := make([]*userapi.Address, crowd)
	got := together(crowd, func(i int) (err error) {
		answers[i], err = s.AddAddress("ana", "the same", usertest.Address("Calle 1"))
		return err
	})
	want(t, "answers", got, map[string]int{"": crowd})
	kept := s.Addresses("ana")
	if len(kept) != 1 {
		t.Fatalf("%d are kept", len(kept))
	}
	for _, a := range answers {
		if *a != kept[0] {
			t.Fatalf("answered %+v, kept %+v", a, kept[0])
		}
	}
}

func removeTogether(t *testing.T, s *usertest.Shop) {
	s.Customer("ana")
	for range 2 {
		for i := range userapi.MaxAddresses {
			_, err := s.AddAddress("ana", "", usertest.Address(fmt.Sprint("Calle ", i)))
			must(t, err)
		}
		kept := s.Addresses("ana")
		got := together(crowd, func(i int) error {
			_, err := userapi.RemoveAddress.Call(s.As("ana"), s.Conn, &userapi.ByID{ID: kept[i%len(kept)].ID})
			return err
		})
		want(t, "answers", got, map[string]int{"": userapi.MaxAddresses, "address_not_found": crowd - userapi.MaxAddresses})
	}
	want(t, "left", len(s.Addresses("ana")), 0)
}

func changeTogether(t *testing.T, s *usertest.Shop) {
	s.Customer("ana")
	before, err := s.Me("ana")
	must(t, err)
	got := together(crowd, func(i int) error {
		_, err := s.Change("ana", fmt.Sprint("Ana ", i), "", "", "es")
		return err
	})
	want(t, "answers", got, map[string]int{"": crowd})
	after, err := s.Me("ana")
	must(t, err)
	want(t, "version", after.Version, before.Version+crowd)
	want(t, "events", len(s.Told()), crowd)
}

func deleteMeanwhile(t *testing.T, s *usertest.Shop) {
	s.Customer("ana")
	got := together(crowd, func(i int) error {
		switch i % 4 {
		case 0:
			return s.Hear(usertest.Deleted("ana"))
		case 1:
			_, err := s.AddAddress("ana", "", usertest.Address("Calle 1"))
			return err
		case 2:
			_, err := s.Change("ana", fmt.Sprint("Ana ", i), "", "", "es")
			return err
		}
		return s.Hear(usertest.Verified("ana", "Ana", "es"))
	})
	delete(got, "")
	delete(got, "profile_not_ready")
	delete(got, "too_many_addresses")
	want(t, "other answers", got, map[string]int{})
	if _, err := s.Me("ana"); problem.Code(err) != "profile_not_ready" {
		t.Errorf("she is back: %v", err)
	}
	want(t, "left", rows(t, s, "addresses", "recipients", "calls"), map[string]int{})
}

func anyOrder(t *testing.T, s *usertest.Shop) {
	first, second := usertest.Registered("", "Ana", "es"), usertest.Verified("", "Ana Rojas", "en")
	for i, order := range [][]events.Event{{first, second}, {second, first}, {first, second, first, second}} {
		who := fmt.Sprint("user", i)
		for _, ev := range order {
			of := usertest.Registered(who, "Ana", "es")
			if ev.Type == second.Type {
				of = usertest.Verified(who, "Ana Rojas", "en")
			}
			of.ID = who + ev.ID // twice is the same event
			must(t, s.Hear(of))
			must(t, s.Hear(of))
		}
		p, err := s.Me(who)
		must(t, err)
		if p.Name != "Ana Rojas" || p.Lang != "en" || p.Email != who+"@example.cl" {
			t.Errorf("%d: %+v", i, p)
		}
	}
	must(t, s.Hear(usertest.Deleted("late"))) // the end is heard first
	must(t, s.Hear(usertest.Registered("late", "Ana", "es")))
	must(t, s.Hear(usertest.Verified("late", "Ana", "es")))
	if _, err := s.Me("late"); problem.Code(err) != "profile_not_ready" {
		t.Errorf("a deleted account came back: %v", err)
	}
}

func rollback(t *testing.T, s *usertest.Shop) {
	if _, err := s.AddAddress("ana", "k", usertest.Address("Calle 1")); problem.Code(err) != "profile_not_ready" {
		t.Errorf("without a profile: %v", err)
	}
	s.Customer("ana")
	for i := range userapi.MaxAddresses {
		_, err := s.AddAddress("ana", "", usertest.Address(fmt.Sprint("Calle ", i)))
		must(t, err)
	}
	before := rows(t, s, "addresses", "calls")
	if _, err := s.AddAddress("ana", "k", usertest.Address("Calle 9")); problem.Code(err) != "too_many_addresses" {
		t.Errorf("the sixth: %v", err)
	}
	want(t, "rows", rows(t, s, "addresses", "calls"), before)
	_, err := userapi.RemoveAddress.Call(s.As("ana"), s.Conn, &userapi.ByID{ID: s.Addresses("ana")[0].ID})
	must(t, err)
	_, err = s.AddAddress("ana", "k", usertest.Address("Calle 9")) // the same call, now that there is a place
	must(t, err)
}

func restart(t *testing.T, s *usertest.Shop) {
	s.Customer("ana")
	profile, err := s.Change("ana", "Ana R", "961234567", "12345678-5", "en")
	must(t, err)
	address, err := s.AddAddress("ana", "k", usertest.Address("Calle 1"))
	must(t, err)
	recipient, err := s.AddRecipient("ana", "r", userapi.RecipientBody{Name: "Eva", Dates: []userapi.Date{{Kind: "birthday", Month: 2, Day: 29}}})
	must(t, err)
	s.Restart()
	again, err := s.Me("ana")
	must(t, err)
	retried, err := s.AddAddress("ana", "k", usertest.Address("Calle 1"))
	must(t, err)
	if *again != *profile || *retried != *address || !reflect.DeepEqual(s.Recipients("ana"), []userapi.Recipient{*recipient}) || len(s.Addresses("ana")) != 1 {
		t.Errorf("%+v, %+v, %+v", again, retried, s.Recipients("ana"))
	}
	want(t, "events", len(s.Told()), 1)
}

func sweep(t *testing.T, s *usertest.Shop) {
	s.Customer("ana")
	s.Customer("eva")
	_, err := s.AddAddress("ana", "k", usertest.Address("Calle 1"))
	must(t, err)
	must(t, s.Hear(usertest.Deleted("eva")))
	tables := []string{"profiles", "addresses", "calls", "inbox"}
	must(t, s.Service.Sweep(t.Context()))
	want(t, "at once", rows(t, s, tables...), map[string]int{"profiles": 2, "addresses": 1, "calls": 1, "inbox": 5})
	s.Clock.Advance(8 * 24 * time.Hour)
	must(t, s.Service.Sweep(t.Context()))
	want(t, "after a week", rows(t, s, tables...), map[string]int{"profiles": 2, "addresses": 1, "inbox": 5})
	s.Clock.Advance(events.InboxKeep)
	must(t, s.Service.Sweep(t.Context()))
	want(t, "after three months", rows(t, s, tables...), map[string]int{"profiles": 1, "addresses": 1})
}
