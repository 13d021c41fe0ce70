package order_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
)

func TestTheBoardShowsADayBySlotAndState(t *testing.T) {
	s := ordertest.New(t)
	paid := reach(t, s, orderapi.Paid)
	reach(t, s, orderapi.Ready)
	reach(t, s, orderapi.PendingPayment)
	cancelled := reach(t, s, orderapi.Cancelled)
	for kind, total := range map[string]int64{orderapi.ByPickup: 20000, orderapi.Express: 24490} {
		b := s.Buyer()
		in := ordertest.Checkout(b.Key, b.Cart)
		in.Body.Delivery.Kind, in.Body.ExpectedTotalCLP = kind, total
		if kind == orderapi.Express {
			s.Carts.Fill(b.Cart, ordertest.One("rosas"), ordertest.One("tulipanes"))
			in.Body.ExpectedTotalCLP = 32000 + 4490
		}
		_, err := orderapi.Place.Call(b.Ctx, s.Conn, in)
		s.Must(err)
	}
	flora := s.As("flora", authapi.Florist)
	board, err := orderapi.Today.Call(flora, s.Conn, &orderapi.BoardInput{Date: "2026-11-26"})
	s.Must(err)
	noon := board.Columns[1]
	if noon.Slot != "12-15" || noon.Taken != 3 || noon.Capacity != 5*12 || len(noon.Orders) != 3 {
		t.Errorf("at noon: %+v", noon)
	}
	if fetched := board.Columns[5]; fetched.Slot != orderapi.ByPickup || fetched.Taken != 1 || fetched.Capacity != 4*20 || len(fetched.Orders) != 1 || fetched.Orders[0].Delivery.Slot != "12-15" {
		t.Errorf("fetched at the shop: %+v", fetched)
	}
	if board.States[orderapi.Paid] != 1 || board.States[orderapi.Cancelled] != 1 || board.States[orderapi.PendingPayment] != 2 {
		t.Errorf("the states are %v", board.States)
	}
	for _, o := range noon.Orders {
		if o.Number == cancelled.Number {
			t.Error("a cancelled order is on the board")
		}
		if o.Number == paid.Number && (len(o.Moves) != 1 || o.Moves[0] != orderapi.Confirmed || o.Occasion != "amor" || !o.HasCard) {
			t.Errorf("the card shows %+v", o)
		}
	}
	today, err := orderapi.Today.Call(flora, s.Conn, &orderapi.BoardInput{})
	s.Must(err)
	// From 9 to 21 an express takes two and a half hours: the last hour is that of 18.
	if last := today.Columns[4]; today.Date != "2026-11-24" || last.Slot != "express" || len(last.Orders) != 1 || last.Taken != 1 || last.Capacity != 3*10 {
		t.Errorf("today: %+v", today)
	}
	sunday, err := orderapi.Today.Call(flora, s.Conn, &orderapi.BoardInput{Date: "2026-11-29"})
	s.Must(err)
	if sunday.Closed != "closed_sunday" || sunday.Columns[4].Capacity != 0 {
		t.Errorf("on Sunday: %+v", sunday)
	}
	_, err = orderapi.Today.Call(s.As("ana", authapi.Customer), s.Conn, &orderapi.BoardInput{})
	refused(t, err, "forbidden")
}

func TestTheBackOfficeFindsOrders(t *testing.T) {
	s := ordertest.New(t)
	paid := reach(t, s, orderapi.Paid)
	open := reach(t, s, orderapi.PendingPayment)
	for name, c := range map[string]struct {
		in   orderapi.SearchInput
		want []string
	}{
		"everything":              {orderapi.SearchInput{}, []string{open.Number, paid.Number}},
		"a number":                {orderapi.SearchInput{Q: paid.Number}, []string{paid.Number}},
		"part of a number":        {orderapi.SearchInput{Q: paid.Number[3:]}, []string{paid.Number}},
		"the recipient, unmarked": {orderapi.SearchInput{Q: "luz diaz"}, []string{open.Number, paid.Number}},
		"the buyer and a state":   {orderapi.SearchInput{Q: "SOTO", State: orderapi.Paid}, []string{paid.Number}},
		"an e-mail":               {orderapi.SearchInput{Q: "Ana@example.cl"}, []string{open.Number, paid.Number}},
		"an e-mail and a state":   {orderapi.SearchInput{Q: "ana@example.cl", State: orderapi.PendingPayment}, []string{open.Number}},
		"a state":                 {orderapi.SearchInput{State: orderapi.PendingPayment}, []string{open.Number}},
		"a day":                   {orderapi.SearchInput{Date: "2026-11-26"}, []string{open.Number, paid.Number}},
		"a day, words, a state":   {orderapi.SearchInput{Date: "2026-11-26", Q: "soto", State: orderapi.Paid}, []string{paid.Number}},
		"another day":             {orderapi.SearchInput{Date: "2026-11-27"}, nil},
		"nobody":                  {orderapi.SearchInput{Q: "nobody"}, nil},
		"no wildcard":             {orderapi.SearchInput{Q: "%"}, nil},
		"the second page":         {orderapi.SearchInput{Paging: contract.Paging{Page: 2, Limit: 1}}, []string{paid.Number}},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := orderapi.Search.Call(s.As("flora", authapi.Florist), s.Conn, &c.in)
			s.Must(err)
			if len(list.Items) != len(c.want) || (c.in.Page == 0 && list.Total != len(c.want)) {
				t.Fatalf("found %+v", list)
			}
			for i, o := range list.Items {
				if o.Number != c.want[i] {
					t.Errorf("found %s at %d, not %s", o.Number, i, c.want[i])
				}
			}
		})
	}
}
