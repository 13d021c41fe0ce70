package order_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/order"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
)

func TestWithoutDemoThereIsNoSandbox(t *testing.T) {
	s := ordertest.New(t)
	before := approved(t, s)
	s.Demo = false
	s.Restart()
	refused(t, s.Buyer().Place(), "payment_unavailable")
	_, err := orderapi.Sandbox.Call(s.Guest(), s.Conn, &orderapi.SandboxInput{Token: before.Token})
	refused(t, err, "payment_not_found")
	refused(t, before.Decide("approve"), "payment_not_found")
	refused(t, before.PayAgain("again"), "payment_unavailable")
	_, err = before.Return("k")
	refused(t, err, "payment_unavailable")
	if got := before.Order().State; got != orderapi.PendingPayment {
		t.Errorf("it is %s", got)
	}
}

func TestTheServiceIsNotMadeOfHalfItsParts(t *testing.T) {
	if _, err := order.New(order.Deps{}); err == nil {
		t.Error("made of nothing")
	}
}

func TestTheSandboxPageShowsThePayment(t *testing.T) {
	s := ordertest.New(t)
	b := s.Buyer()
	s.Must(b.Place())
	s.Must(b.Pay())
	page, err := orderapi.Sandbox.Call(s.Guest(), s.Conn, &orderapi.SandboxInput{Token: b.Token})
	s.Must(err)
	want := orderapi.SandboxPayment{AmountCLP: 22690, Number: b.Number, State: "open", ReturnURL: "https://flores.example" + orderapi.ReturnPath + "?token=" + b.Token}
	if *page != want {
		t.Errorf("the page shows %+v", page)
	}
}
