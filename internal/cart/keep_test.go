package cart_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/cart/carttest"
)

const day = 24 * time.Hour

func TestAGuestsCartStays30DaysFromItsLastChange(t *testing.T) {
	s := carttest.New(t)
	ana := guest(t, s).add("rosa", 1)
	s.Clock.Advance(29 * day)
	ana.set("rosa", 2)
	s.Clock.Advance(29 * day)
	ana.has("rosa 2") // looking at it does not prolong it
	s.Clock.Advance(day)
	ana.has("")
	old := ana.token
	if ana.add("lirio", 1); ana.token == old {
		t.Error("the token of an expired cart names a new one")
	}
	n, err := s.Store.Sweep(s.Ctx, 100)
	if err != nil || n != 1 {
		t.Errorf("swept %d, %v", n, err)
	}
}

func TestAnAccountsCartStays(t *testing.T) {
	s := carttest.New(t)
	ana, eva := account(t, s, "u1").add("rosa", 1), account(t, s, "u2").add("rosa", 1)
	eva.clear()
	s.Clock.Advance(400 * day)
	ana.has("rosa 1")
	if n, err := s.Store.Sweep(s.Ctx, 100); n != 1 || err != nil { // an empty one is not kept
		t.Errorf("swept %d, %v", n, err)
	}
}

func TestCartsSurviveARestart(t *testing.T) {
	s := carttest.New(t)
	ana, eva := account(t, s, "u1").add("rosa", 1), guest(t, s).add("lirio", 2)
	took := ana.take()
	s.Restart()
	ana.has("rosa 1")
	eva.add("lirio", 1).has("lirio 3")
	if again := ana.take(); again.ID != took.ID || again.Version != took.Version {
		t.Errorf("%+v became %+v", took, again)
	}
}

func TestATokenIsNeitherStoredNorLoggedNorPublished(t *testing.T) {
	s := carttest.New(t)
	ana, eva := account(t, s, "u1"), guest(t, s).add("rosa", 1)
	token := eva.token
	took := eva.take()
	eva.set("rosa", 3)
	s.Goods.Down(true)
	_, err := eva.trySet("rosa", 4) // a failure is logged
	refused(t, err, 503, "service_unavailable")
	s.Goods.Down(false)
	ana.merge(token)
	carttest.Hear(t, s.Service.Handlers(), order(took))
	s.Clock.Advance(2 * day)
	_, err = s.Service.Tend(s.Ctx, "")
	s.Must(err)
	pending, err := s.Outbox.Pending(s.Ctx, 10)
	s.Must(err)
	published, err := json.Marshal(pending)
	s.Must(err)
	files, err := filepath.Glob(s.Path + "*") // the write-ahead log holds what was overwritten
	s.Must(err)
	places := map[string]string{"the log": s.Log.String(), "an event": string(published), "the cart's identifier": took.ID}
	for _, file := range files {
		b, err := os.ReadFile(file)
		s.Must(err)
		places[file] = string(b)
	}
	if len(files) == 0 || len(pending) != 1 || !strings.Contains(s.Log.String(), "operation failed") {
		t.Fatalf("%d files, %d events, log %q: the test looks in the wrong place", len(files), len(pending), s.Log)
	}
	for place, text := range places {
		if strings.Contains(text, token) {
			t.Errorf("%s holds the token", place)
		}
	}
}
