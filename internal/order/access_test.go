package order_test

import (
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/seal"
)

func TestAnOrderIsSeenByItsOwnerAndTheStaffAlone(t *testing.T) {
	s := ordertest.New(t)
	guest, other := s.Buyer(), s.Buyer()
	s.Must(guest.Place())
	s.Must(other.Place())
	s.Carts.Fill("ana", ordertest.One("rosas"))
	ana := s.As("ana", authapi.Customer)
	hers, err := orderapi.Place.Call(ana, s.Conn, ordertest.Checkout("k", ""))
	s.Must(err)

	for name, c := range map[string]struct {
		as     func() contract.Identity
		number string
		link   string
		code   string
	}{
		"the guest's link":            {nil, guest.Number, guest.Link, ""},
		"no link":                     {nil, guest.Number, "", "order_not_found"},
		"another order's link":        {nil, guest.Number, other.Link, "order_not_found"},
		"a made-up link":              {nil, guest.Number, guest.Link[:len(guest.Link)-3] + "AAA", "order_not_found"},
		"no such order":               {nil, "FV-20261124-00000x", guest.Link, "order_not_found"},
		"her account":                 {customer("ana"), hers.Order.Number, "", ""},
		"her order's link":            {nil, hers.Order.Number, hers.Link, ""},
		"another account":             {customer("eva"), hers.Order.Number, "", "order_not_found"},
		"an account on a guest's":     {customer("ana"), guest.Number, "", "order_not_found"},
		"a florist":                   {staff("flora", authapi.Florist, false), guest.Number, "", ""},
		"a driver, who has the board": {staff("dario", authapi.Driver, false), guest.Number, "", "order_not_found"},
		"revocations unknown":         {staff("flora", authapi.Florist, true), guest.Number, "", "revocations_unknown"},
		"a printed password":          {printed("flora"), guest.Number, "", "password_change_required"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := s.Guest()
			if c.as != nil {
				ctx = s.With(c.as())
			}
			in := orderapi.ByNumber{Number: c.number, Guest: orderapi.Guest{Link: c.link}}
			_, err := orderapi.Get.Call(ctx, s.Conn, &in)
			refused(t, err, c.code)
			if c.code != "" && c.code != "revocations_unknown" { // nor may they do anything with it
				_, err = orderapi.Cancel.Call(ctx, s.Conn, &orderapi.CancelInput{Keyed: contract.Keyed{Key: "c"}, ByNumber: in})
				refused(t, err, c.code)
				_, err = orderapi.Pay.Call(ctx, s.Conn, &orderapi.PayInput{Keyed: contract.Keyed{Key: "p"}, ByNumber: in})
				refused(t, err, c.code)
			}
		})
	}
	_, err = orderapi.Pay.Call(s.As("flora", authapi.Florist), s.Conn, &orderapi.PayInput{Keyed: contract.Keyed{Key: "p"}, ByNumber: orderapi.ByNumber{Number: guest.Number}})
	refused(t, err, "forbidden")
}

func customer(id string) func() contract.Identity {
	return func() contract.Identity { return contract.Identity{UserID: id, Role: "customer"} }
}

func staff(id string, role authapi.Role, stale bool) func() contract.Identity {
	return func() contract.Identity {
		return contract.Identity{UserID: id, Role: string(role), Permissions: role.Permissions(), Stale: stale}
	}
}

func printed(id string) func() contract.Identity {
	return func() contract.Identity {
		return contract.Identity{UserID: id, Role: "printed", Permissions: authapi.Admin.Permissions(), MustChangePassword: true}
	}
}

func TestBuyersNeverSeeWhoOfTheStaffDidWhat(t *testing.T) {
	s := ordertest.New(t)
	b := reach(t, s, orderapi.Ready)
	for _, e := range b.Order().Timeline {
		if e.ByID != "" {
			t.Errorf("the buyer sees %+v", e)
		}
	}
	in := b.ByNumber()
	seen, err := orderapi.Get.Call(s.As("flora", authapi.Florist), s.Conn, &in)
	s.Must(err)
	if last := seen.Timeline[len(seen.Timeline)-1]; last.ByID != "manager" {
		t.Errorf("the florist sees %+v", last)
	}
}

func TestALinkOpensAnOrderAndTheMailHasTheSameOne(t *testing.T) {
	s := ordertest.New(t)
	b := s.Buyer()
	s.Must(b.Place())
	s.Relay()
	placed := lastEvent(t, s, orderapi.OrderPlaced)
	mailed, err := seal.Open(s.Mail, placed.SealedLink)
	s.Must(err)
	if string(mailed) != b.Link {
		t.Error("the mail has another link")
	}
	if placed.Cart.ID != "cart-of-"+b.Cart || placed.Cart.Version != 1 || placed.Version != 1 || placed.Lines[0].Quantity != 1 {
		t.Errorf("told %+v", placed)
	}
	opened, err := orderapi.Open.Call(s.Guest(), s.Conn, &orderapi.OpenInput{Guest: orderapi.Guest{Link: b.Link}})
	s.Must(err)
	if opened.Number != b.Number || !opened.CanPay || opened.PayUntil.Sub(ordertest.Start()) != 30*time.Minute {
		t.Errorf("opened %+v", opened)
	}
	_, err = orderapi.Open.Call(s.Guest(), s.Conn, &orderapi.OpenInput{Guest: orderapi.Guest{Link: "x.y.z"}})
	refused(t, err, "order_not_found")

	in := &orderapi.VerifyInput{}
	in.Body.Link = b.Link
	verified, err := orderapi.VerifyLink.Call(s.Guest(), s.Conn, in)
	s.Must(err)
	if verified.Number != b.Number || verified.Delivered || verified.BuyerEmail != "ana@example.cl" || len(verified.Lines) != 1 {
		t.Errorf("verified %+v", verified)
	}
	in.Body.Link += "x"
	_, err = orderapi.VerifyLink.Call(s.Guest(), s.Conn, in)
	refused(t, err, "order_not_found")
}

func TestTrackingIsUniformAndCounted(t *testing.T) {
	s := ordertest.New(t)
	b := s.Buyer()
	s.Must(b.Place())
	track := func(number, email string) (*orderapi.Tracked, error) {
		in := &orderapi.TrackInput{}
		in.Body.Number, in.Body.Email = number, email
		return orderapi.Track.Call(s.Guest(), s.Conn, in)
	}
	out, err := track(" "+strings.ToLower(b.Number), "ANA@example.cl")
	s.Must(err)
	if out.Link != b.Link || out.Number != b.Number {
		t.Errorf("tracked %+v", out)
	}
	for range 4 {
		_, err = track(b.Number, "eva@example.cl")
		refused(t, err, "order_not_found")
	}
	_, err = track(b.Number, "ana@example.cl")
	refused(t, err, "too_many_requests")
	if p, _ := problem.From(err); p.RetryAfter() != 15*time.Minute {
		t.Errorf("retry after %s", p.RetryAfter())
	}
	for range 5 {
		_, err = track("FV-20200101-12345", "ana@example.cl")
		refused(t, err, "order_not_found")
	}
	_, err = track("FV-20200101-12345", "ana@example.cl")
	refused(t, err, "too_many_requests") // an order that does not exist answers alike
	s.Clock.Advance(15 * time.Minute)
	_, err = track(b.Number, "ana@example.cl")
	s.Must(err)
}
