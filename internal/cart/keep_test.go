package cart_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/cart/carttest"
)

const day = 24 * time.Hour

func TestAGuestsCartStays30DaysFromItsLastChange(t *testing.T) {
	carttest.Each(t, testAGuestsCartStays30DaysFromItsLastChange)
}

func testAGuestsCartStays30DaysFromItsLastChange(t *testing.T, open carttest.Opener) {
	s := open(t)
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
	s.Twin.Forgets(t, 1)
}

func TestAnAccountsCartStays(t *testing.T) { carttest.Each(t, testAnAccountsCartStays) }

func testAnAccountsCartStays(t *testing.T, open carttest.Opener) {
	s := open(t)
	ana, eva := account(t, s, "u1").add("rosa", 1), account(t, s, "u2").add("rosa", 1)
	eva.clear()
	s.Clock.Advance(400 * day)
	ana.has("rosa 1")
	s.Twin.Forgets(t, 1) // an empty one is not kept
}

func TestCartsSurviveARestart(t *testing.T) { carttest.Each(t, testCartsSurviveARestart) }

func testCartsSurviveARestart(t *testing.T, open carttest.Opener) {
	s := open(t)
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
	carttest.Each(t, testATokenIsNeitherStoredNorLoggedNorPublished)
}

func testATokenIsNeitherStoredNorLoggedNorPublished(t *testing.T, open carttest.Opener) {
	s := open(t)
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
	places := map[string]string{"the log": s.Log.String(), "an event": string(published), "the cart's identifier": took.ID}
	stored := s.Twin.Stored(t)
	maps.Copy(places, stored)
	if len(stored) == 0 || len(pending) != 1 || !strings.Contains(s.Log.String(), "operation failed") {
		t.Fatalf("%d places, %d events, log %q: the test looks in the wrong place", len(stored), len(pending), s.Log)
	}
	for place, text := range places {
		if strings.Contains(text, token) {
			t.Errorf("%s holds the token", place)
		}
	}
}
