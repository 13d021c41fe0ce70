package app_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
	"floresvictoria.cl/flores/internal/user/userapi"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// The same story, told to the shop in one process, with HTTP between all services,
// and with the doors in a process of their own: same answers, same errors.
func TestThePartitionMakesNoDifference(t *testing.T) {
	told := map[string][]string{}
	for _, way := range []struct {
		name string
		o    apptest.Options
	}{{"one process", apptest.Options{}}, {"http between all", apptest.Options{HTTP: true}}, {"doors apart", apptest.Options{Split: true}}} {
		t.Run(way.name, func(t *testing.T) {
			shop := apptest.Start(t, way.o)
			told[way.name] = story(t, shop)
			shop.Balance()
		})
	}
	for name, lines := range told {
		if diff := cmp.Diff(told["one process"], lines); diff != "" {
			t.Errorf("%s tells another story (-one process +%s):\n%s", name, name, diff)
		}
	}
}

// story lives through what customers and staff do and returns what they were told,
// without what differs by chance (numbers, tokens, times).
func story(t *testing.T, shop *apptest.Shop) (lines []string) {
	t.Helper()
	api, guest := shop.API(), context.Background()
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	refused := func(what string, err error) {
		p, ok := problem.From(err)
		if !ok {
			t.Errorf("%s: no problem but %v", what, err)
			return
		}
		say("%s: %d %s %v", what, p.Status, p.Code, p.Errors)
	}

	found, err := productapi.List.Call(guest, api, &productapi.ListInput{Q: "rosaz rojas", Paging: contract.Paging{Limit: 5}})
	must(t, err)
	say("found %d, first %s, corrected %q", found.Total, found.Items[0].Slug, found.Corrected)
	_, err = productapi.Get.Call(guest, api, &productapi.BySlug{Slug: "no-hay"})
	refused("an unknown product", err)
	_, err = productapi.List.Call(guest, api, &productapi.ListInput{Sort: "magic"})
	refused("an unknown sort", err)

	add := cartapi.AddInput{}
	add.Body.SKU, add.Body.Quantity = "NO-SKU", 1
	_, err = cartapi.Add.Call(guest, api, &add)
	refused("an unknown sku", err)
	_, err = apptest.Purchase{Comuna: "Puente Alto"}.Try(guest, api)
	refused("a comuna that is not served", err)
	_, err = apptest.Purchase{Expect: 1}.Try(guest, api)
	refused("a wrong total", err)

	placed := apptest.Purchase{Buyer: "hoja@example.cl"}.Place(shop, guest)
	say("placed %s, goods %d", placed.Order.State, placed.Order.Totals.GoodsCLP)
	declined, err := apptest.Pay(guest, api, placed, "decline")
	must(t, err)
	say("declined: %s %s", declined.Outcome, declined.State)
	paid, err := apptest.Pay(guest, api, placed, "approve")
	must(t, err)
	say("paid: %s %s", paid.Outcome, paid.State)
	_, err = orderapi.Get.Call(guest, api, &orderapi.ByNumber{Number: placed.Order.Number})
	refused("the order without its link", err)

	florist := shop.Staff(authapi.Florist)
	for _, to := range []orderapi.State{orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered} {
		in := orderapi.MoveInput{ByNumber: orderapi.ByNumber{Number: placed.Order.Number}}
		in.Body.To = to
		o, err := orderapi.Move.Call(florist, api, &in)
		must(t, err)
		say("moved to %s", o.State)
	}
	back := orderapi.MoveInput{ByNumber: orderapi.ByNumber{Number: placed.Order.Number}}
	back.Body.To = orderapi.Preparing
	_, err = orderapi.Move.Call(florist, api, &back)
	refused("a move back", err)
	review(t, shop, placed.Link, say)

	ana, _ := shop.Customer("ana@example.cl")
	profile := userapi.ProfileInput{}
	profile.Body.Name, profile.Body.Phone, profile.Body.Lang = "Ana O'Higgins", "+56 9 6123 45", "es"
	apptest.Eventually(t, "the profile is there", func() bool { _, err := userapi.Me.Call(ana, api, &contract.None{}); return err == nil })
	_, err = userapi.ChangeMe.Call(ana, api, &profile)
	refused("a phone that is too short", err)
	_, err = wishlistapi.Add.Call(ana, api, &wishlistapi.BySKU{SKU: apptest.DefaultSKU})
	must(t, err)
	wishes, err := wishlistapi.List.Call(ana, api, &contract.None{})
	must(t, err)
	say("wishes %d, first %s", len(wishes.Items), wishes.Items[0].Slug)
	mine := apptest.Purchase{Buyer: "ana@example.cl"}.Buy(shop, ana)
	cancel := orderapi.CancelInput{ByNumber: orderapi.ByNumber{Number: mine.Order.Number}}
	o, err := orderapi.Cancel.Call(ana, api, &cancel)
	must(t, err)
	say("cancelled: %s", o.State)
	apptest.Eventually(t, "the money is back", func() bool {
		o, err := orderapi.Get.Call(ana, api, &orderapi.ByNumber{Number: mine.Order.Number})
		return err == nil && o.State == orderapi.Refunded && o.RefundedCLP == o.PaidCLP
	})
	write := contactapi.SendInput{}
	write.Body.Category, write.Body.Name, write.Body.Email, write.Body.Text = "order", "Ana", "ana@example.cl", "¿Llegan antes del funeral de las 13?"
	_, err = contactapi.Send.Call(guest, api, &write)
	refused("a message without consent", err)
	return lines
}

// review writes by the order's link, publishes, and waits for the product's rating.
func review(t *testing.T, shop *apptest.Shop, link string, say func(string, ...any)) {
	t.Helper()
	api, guest := shop.API(), context.Background()
	in := reviewapi.WriteInput{Writer: reviewapi.Writer{Link: link}}
	in.Body.Slug, in.Body.Rating, in.Body.Text = "rosas-de-recoleta", 4, "Llegaron frescas."
	var r *reviewapi.Review
	apptest.Eventually(t, "the purchase can be reviewed", func() bool {
		in.Key = id.New()
		var err error
		r, err = reviewapi.Write.Call(guest, api, &in)
		return err == nil
	})
	say("reviewed: %s by %s", r.State, r.Author)
	decide := reviewapi.DecideInput{ID: r.ID}
	decide.Body.State = reviewapi.Published
	_, err := reviewapi.Decide.Call(shop.Staff(authapi.Support), api, &decide)
	must(t, err)
	apptest.Eventually(t, "the rating follows", func() bool {
		p, err := productapi.Get.Call(guest, api, &productapi.BySlug{Slug: "rosas-de-recoleta"})
		return err == nil && p.Rating.Count == 1 && p.Rating.Average == 4
	})
	say("rated 4 by 1")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
