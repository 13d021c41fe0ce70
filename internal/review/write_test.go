package review_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

var ana = caller{user: "ana"}

func TestABuyerReviewsWhatWasDeliveredAndItWaits(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas", "lirios"))
	open, err := s.mine(ana)
	must(t, err)
	want := []reviewapi.Open{ // and not the vase that was sold along
		{Slug: "rosas", NameES: "rosas", NameEN: "rosas", Number: "FV-1"},
		{Slug: "lirios", NameES: "lirios", NameEN: "lirios", Number: "FV-1"},
	}
	if !reflect.DeepEqual(open, want) {
		t.Errorf("may review %+v", open)
	}
	var in reviewapi.WriteInput
	in.Body.Slug, in.Body.Rating, in.Body.Title, in.Body.Text = "rosas", 4, "  Muy \n lindas ", " Duraron una semana. "
	r, err := reviewapi.Write.Call(s.ctx("ana"), s.conn, &in)
	must(t, err)
	if r.Slug != "rosas" || r.Rating != 4 || r.Title != "Muy lindas" || r.Text != "Duraron una semana." || r.Author != "Ana R." ||
		r.State != reviewapi.Waiting || r.Version != 1 || !r.Created.Equal(opening) {
		t.Errorf("%+v", r)
	}
	open, err = s.mine(ana)
	must(t, err)
	if !reflect.DeepEqual(open[0].Review, r) || open[1].Review != nil {
		t.Errorf("%+v", open)
	}
	if queue := s.queue(""); len(queue) != 1 || !reflect.DeepEqual(queue[0], *r) {
		t.Errorf("queue %+v", queue)
	}
	if len(s.public("rosas")) > 0 || len(s.ratings()) > 0 {
		t.Error("it shows before it was published")
	}
}

func TestAGuestReviewsByTheOrdersLink(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "", "Eva Soto", "Eva@Example.cl", "rosas"))
	s.deliver(s.order("2", "", "Tom Paz", "tom@example.cl", "lirios"))
	eva, tom := caller{link: "link-1"}, caller{link: "link-2"}
	if r := s.wrote(eva, "rosas", 5, "Gracias"); r.Author != "Eva S." {
		t.Errorf("%+v", r)
	}
	_, err := s.write(tom, "", "rosas", 1, "Malas") // his link is of another order
	refused(t, err, 404, "not_purchased")
	open, err := s.mine(tom)
	must(t, err)
	if len(open) != 1 || open[0].Slug != "lirios" || open[0].Review != nil {
		t.Errorf("Tom sees %+v", open)
	}
	if queue := s.queue(""); len(queue) != 1 || queue[0].Rating != 5 {
		t.Errorf("%+v", queue)
	}
}

func TestALinkIsBelievedBeforeTheEventArrives(t *testing.T) {
	s := open(t)
	o := s.order("1", "", "Eva Soto", "eva@example.cl", "rosas")
	s.deliver(o)
	early := s.order("2", "", "Eva Soto", "eva@example.cl", "lirios")
	s.links["on its way"] = orderapi.Verified{OrderID: "2", Number: "FV-2", BuyerEmail: "eva@example.cl", Lines: early.Lines}
	_, err := s.write(caller{link: "on its way"}, "", "lirios", 5, "")
	refused(t, err, 404, "not_purchased")
	open, err := s.mine(caller{link: "on its way"})
	if len(open) > 0 || err != nil {
		t.Errorf("not delivered: %+v, %v", open, err)
	}
	v := s.links["on its way"]
	v.Delivered, v.BuyerName = true, "Eva Soto"
	s.links["on its way"] = v
	r := s.wrote(caller{link: "on its way"}, "lirios", 5, "")
	hear(s, orderapi.OrderDelivered, early) // and late, and twice
	hear(s, orderapi.OrderDelivered, early)
	open, err = s.mine(caller{link: "on its way"})
	must(t, err)
	if len(open) != 1 || !reflect.DeepEqual(open[0].Review, r) {
		t.Errorf("%+v", open)
	}
}

func TestWhoHasBoughtNothingSeesAndWritesNothing(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	s.wrote(ana, "rosas", 5, "Bien")
	for _, c := range []struct {
		who    caller
		status int
		code   string // of both operations, or
		empty  bool   // seen, and not_purchased when written
	}{
		{caller{}, 401, "sign_in_required", false},
		{caller{link: "forged"}, 404, "order_not_found", false},
		{caller{user: "eva"}, 404, "not_purchased", true},
		{caller{user: "eva", link: "forged"}, 404, "not_purchased", true},
	} {
		_, err := s.write(c.who, "", "rosas", 1, "Mal")
		refused(t, err, c.status, c.code)
		open, err := s.mine(c.who)
		if c.empty {
			must(t, err)
		} else {
			refused(t, err, c.status, c.code)
		}
		if len(open) > 0 {
			t.Errorf("%+v sees %+v", c.who, open)
		}
	}
	_, err := s.write(ana, "", "florero", 5, "") // an add-on is no product of hers
	refused(t, err, 404, "not_purchased")
	if queue := s.queue(""); len(queue) != 1 || queue[0].Rating != 5 {
		t.Errorf("%+v", queue)
	}
}

func TestWhoTypesAnotherGuestsEMailReadsNothingOfTheirs(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "", "Eva Soto", "eva@example.cl", "rosas"))
	s.wrote(caller{link: "link-1"}, "rosas", 5, "Solo para la florería")
	s.deliver(s.order("2", "", "Otro", "eva@example.cl", "rosas"))
	s.deliver(s.order("3", "mal", "Otro", "eva@example.cl", "rosas"))
	for _, c := range []caller{{link: "link-2"}, {user: "mal"}} {
		open, err := s.mine(c)
		must(t, err)
		if len(open) != 1 || open[0].Review != nil {
			t.Errorf("%+v sees %+v", c, open)
		}
	}
	s.wrote(caller{user: "mal"}, "rosas", 1, "Mal") // is the account's own
	if queue := s.queue(""); len(queue) != 2 {
		t.Errorf("%+v", queue)
	}
}

func TestASecondReviewReplacesTheFirstWhateverTheOrder(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	first := s.wrote(ana, "rosas", 2, "Regular")
	s.clk.Advance(time.Hour)
	s.deliver(s.order("2", "ana", "Ana Rojas", "otra@example.cl", "rosas"))
	second := s.wrote(ana, "rosas", 5, "Mejor")
	if second.ID != first.ID || second.Version != 2 || !second.Created.Equal(opening.Add(time.Hour)) {
		t.Errorf("%+v", second)
	}
	open, err := s.mine(ana)
	must(t, err)
	if len(open) != 1 || open[0].Number != "FV-2" || !reflect.DeepEqual(open[0].Review, second) {
		t.Errorf("%+v", open)
	}
	if queue := s.queue(""); len(queue) != 1 {
		t.Errorf("%+v", queue)
	}
}

func TestAGuestsReviewBecomesTheAccountsThatTheOrderJoined(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "", "Eva Soto", "eva@example.cl", "rosas"))
	guest := s.wrote(caller{link: "link-1"}, "rosas", 3, "Bien")
	v := s.links["link-1"]
	v.CustomerID = "eva"
	s.links["link-1"] = v
	account := s.wrote(caller{user: "eva", link: "link-1"}, "rosas", 4, "Mejor")
	if account.ID != guest.ID {
		t.Error("she has two reviews of one product")
	}
	open, err := s.mine(caller{user: "eva"}) // without the link from now on
	must(t, err)
	if len(open) != 1 || open[0].Review == nil || open[0].Review.Rating != 4 {
		t.Errorf("%+v", open)
	}
}

func TestTheSameCallWritesOnce(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas", "lirios"))
	answers := make([]*reviewapi.Review, crowd)
	together(func(n int) {
		var err error
		if answers[n], err = s.write(ana, "the same", "rosas", 4, "Bien"); err != nil {
			t.Error(err)
		}
	})
	for _, a := range answers {
		if !reflect.DeepEqual(a, answers[0]) {
			t.Fatalf("answered %+v and %+v", answers[0], a)
		}
	}
	if answers[0].Version != 1 {
		t.Errorf("written %d times", answers[0].Version)
	}
	_, err := s.write(ana, "the same", "rosas", 5, "Bien")
	refused(t, err, 422, "key_reused")
	_, err = s.write(ana, "the same", "lirios", 4, "Bien")
	refused(t, err, 422, "key_reused")

	s.wrote(ana, "rosas", 1, "Otra")
	s.restart()
	again, err := s.write(ana, "the same", "rosas", 4, "Bien") // a late retry does not bring the old one back
	must(t, err)
	if !reflect.DeepEqual(again, answers[0]) || s.queue("")[0].Rating != 1 {
		t.Errorf("%+v, queue %+v", again, s.queue(""))
	}
}

func TestReviewsAtOnceAreOneACustomer(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	together(func(n int) {
		if _, err := s.write(ana, "", "rosas", 1+n%5, fmt.Sprint("texto ", n)); err != nil {
			t.Error(err)
		}
	})
	if queue := s.queue(""); len(queue) != 1 || queue[0].Version != crowd {
		t.Errorf("%+v", queue)
	}
}

func TestAuthorsShowAFirstNameAndAnInitial(t *testing.T) {
	s, n := open(t), 0
	for name, want := range map[string]string{
		"Ana Rojas": "Ana R.", "  ana   maría rojas ": "ana M.", "Ángela ñuñez": "Ángela Ñ.", "Sol": "Sol",
		"ana@example.cl x": "—", "961234567": "—", "": "—", strings.Repeat("x", 60) + " y": strings.Repeat("x", 30) + " Y.",
	} {
		n++
		user := fmt.Sprint("user", n)
		s.deliver(s.order(user, user, name, "ana@example.cl", "rosas"))
		if r := s.wrote(caller{user: user}, "rosas", 5, ""); r.Author != want {
			t.Errorf("%q shows as %q, not %q", name, r.Author, want)
		}
	}
}

func TestRatingsOutsideOneToFiveAreRefused(t *testing.T) {
	s := open(t)
	s.deliver(s.order("1", "ana", "Ana Rojas", "ana@example.cl", "rosas"))
	for _, rating := range []int{0, 6} {
		_, err := s.write(ana, "", "rosas", rating, "")
		refused(t, err, 422, "invalid")
	}
}
