package contract_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
)

func TestWhatIsNotThereIsAProblemToo(t *testing.T) {
	routes := func(r *contract.Router) {
		answer(r, readIt, &note{}, nil)
		answer(r, place, &placed{}, nil)
		capture(r, fill, new(basketInput))
		capture(r, echoParams, new(allParams))
	}
	both(t, routes, func(t *testing.T, s *site) {
		for _, c := range []struct{ method, target, want, allow string }{
			{"GET", "/api/nothing", "404 no_such_resource", ""},
			{"GET", "/", "404 no_such_resource", ""},
			{"GET", "/api/note/", "404 no_such_resource", ""},
			{"GET", "/api//note", "404 no_such_resource", ""},
			{"GET", "//api/note", "404 no_such_resource", ""},
			{"GET", "/api/./note", "404 no_such_resource", ""},
			{"GET", "/api/x/../note", "404 no_such_resource", ""},
			{"GET", "/api/things//all", "404 no_such_resource", ""},
			{"GET", "/API/note", "404 no_such_resource", ""},
			{"POST", "/api/note", "405 method_not_allowed", "GET, HEAD"},
			{"OPTIONS", "/api/note", "405 method_not_allowed", "GET, HEAD"},
			{"BREW", "/api/orders", "405 method_not_allowed", "POST"},
			{"HEAD", "/api/orders", "405 ", "POST"},
			{"PATCH", "/api/basket", "405 method_not_allowed", "PUT"},
			{"DELETE", "/api/things/a%2Fb/all", "405 method_not_allowed", "GET, HEAD"},
		} {
			resp := s.raw(c.method, c.target, "")
			got := ""
			if c.method == "HEAD" {
				got = "405 "
			} else {
				got = refused(t, resp).Error()
			}
			if got != c.want || resp.Header.Get("Allow") != c.allow {
				t.Errorf("%s %s: got %s, Allow %q", c.method, c.target, got, resp.Header.Get("Allow"))
			}
		}
	})
}

func TestHEADAnswersAsGETWithoutTheBody(t *testing.T) {
	both(t, func(r *contract.Router) { answer(r, readIt, &note{Body: "b"}, nil) }, func(t *testing.T, s *site) {
		resp := s.raw("HEAD", "/api/note", "")
		if resp.StatusCode != 200 || resp.Header.Get("Content-Length") != "23" {
			t.Errorf("got %d %v", resp.StatusCode, resp.Header)
		}
		if body := read(t, resp); s.address != "" && body != "" {
			t.Errorf("got %q", body)
		}
	})
}

func TestADoorForwardsAsItIs(t *testing.T) {
	var got allParams
	routes := func(r *contract.Router) {
		capture(r, echoParams, &got)
		answer(r, place, &placed{Cart: "c1"}, nil)
	}
	both(t, routes, func(t *testing.T, s *site) {
		send := func(method, target string, header ...string) *problemOrNot {
			rec := newRecorder()
			s.conn.Forward(rec, request(method, "http://door"+target, "", header))
			return &problemOrNot{rec.Code, rec.Header().Get("X-Cart-Token")}
		}
		if r := send("GET", "/api/things/a%2Fb/all?must=1&tag=a,b&tag=", "X-Cart-Token", "t"); r.status != 204 || got.Name != "a/b" || got.Cart != "t" || len(got.Tags) != 2 {
			t.Errorf("got %+v, %+v", r, got)
		}
		if r := send("GET", "/api/things/x/all?must=1&q=%zz"); r.status != 400 {
			t.Errorf("a query that cannot be read: got %+v", r)
		}
		if r := send("POST", "/api/orders"); r.status != 201 || r.cart != "c1" {
			t.Errorf("got %+v", r)
		}
	})
}

type problemOrNot struct {
	status int
	cart   string
}

func TestADoorAnswersAProblemWhenTheProviderIsAway(t *testing.T) {
	conn, err := contract.Dial("shop-service", "http://127.0.0.1:1", nil)
	if err != nil {
		t.Fatal(err)
	}
	rec := newRecorder()
	conn.Forward(rec, request("GET", "http://door/api/x", "", nil))
	if p := refused(t, rec.Result()); p.Error() != "503 service_unavailable" || p.RetryAfter() == 0 {
		t.Errorf("got %v", p)
	}
}

func TestAnAddressThatIsNoneIsRefusedWithoutSayingIt(t *testing.T) {
	for _, address := range []string{"", "product-service:3002", "ftp://x", "http://", "http://user:hunter2@[::"} {
		if _, err := contract.Dial("x", address, nil); err == nil || len(err.Error()) > 60 {
			t.Errorf("%q: got %v", address, err)
		}
	}
}
