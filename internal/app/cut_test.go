package app_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// stubborn sends the same call with the same key until it is answered whole.
func stubborn[I, O any](ctx context.Context, op *contract.Operation[I, O], line *contract.Conn, in *I) (*O, error) {
	for deadline := time.Now().Add(60 * time.Second); ; {
		out, err := op.Call(ctx, line, in)
		if err == nil {
			return out, nil
		}
		p, known := problem.From(err)
		if known && p.Status < 500 && p.Code != "in_progress" || time.Now().After(deadline) {
			return nil, err
		}
		time.Sleep(20 * time.Millisecond) // less than a person takes to click again
	}
}

const unlucky = 8 // buyers behind the bad line

// TestABrokenLineDoublesNothing lets buyers and staff work over a line that breaks
// all the time, each of them sending the same again until they are answered.
func TestABrokenLineDoublesNothing(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{Config: func(c *app.Config) { c.Windows.IntentLease, c.Windows.PayingLease = time.Second, time.Second }})
	bad := badLine(t, strings.TrimPrefix(shop.URL, "http://"), rand.Uint64())
	line, err := contract.Dial("api", bad.url(), nil)
	must(t, err)
	t.Cleanup(line.Close)
	api, manager := shop.API(), shop.Staff(authapi.Admin)

	results := make([]bought, unlucky)
	var wg sync.WaitGroup
	for i := range unlucky {
		email := fmt.Sprintf("corte%d@example.cl", i)
		ctx, _ := shop.Customer(email)
		wg.Go(func() {
			b := buyer{t: t, ctx: ctx, staff: manager, line: line, api: api, email: email}
			results[i] = b.live(i%2 == 0)
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}

	shop.Balance()
	var paid, refunded int64
	for _, r := range results {
		paid += r.order.PaidCLP
		refunded += r.order.RefundedCLP
	}
	audit, err := orderapi.AuditOrders.Call(t.Context(), shop.Conn("order-service", "order-service"), &contract.None{})
	must(t, err)
	if audit.PaidCLP != paid || audit.RefundedCLP != refunded || audit.OpenIntents != 0 {
		t.Errorf("the ledger has %d paid and %d refunded, the orders %d and %d; %d intents are open", audit.PaidCLP, audit.RefundedCLP, paid, refunded, audit.OpenIntents)
	}
	inbox, err := contactapi.Inbox.Call(manager, api, &contactapi.InboxInput{})
	must(t, err)
	if inbox.Total != unlucky {
		t.Errorf("%d messages arrived of %d", inbox.Total, unlucky)
	}
	reviews, err := reviewapi.Queue.Call(manager, api, &reviewapi.QueueInput{})
	must(t, err)
	if reviews.Total != unlucky/2 {
		t.Errorf("%d reviews arrived of %d", reviews.Total, unlucky/2)
	}
	for _, r := range reviews.Items {
		if r.Version != 1 {
			t.Errorf("the review of %s was written %d times", r.Slug, r.Version)
		}
	}
	oneMailEach(t, manager, api)
	for fate, n := range bad.counts() {
		if n < 5 {
			t.Errorf("fate %d was met %d times", fate, n)
		}
	}
}

// oneMailEach: what happened once is told once.
func oneMailEach(t *testing.T, manager context.Context, api *contract.Conn) {
	t.Helper()
	apptest.Eventually(t, "a mail of each order", func() bool {
		kinds := map[string]int{}
		for page := 1; ; page++ {
			mails, err := notificationapi.List.Call(manager, api, &notificationapi.ListInput{Paging: contract.Paging{Page: page, Limit: 100}})
			must(t, err)
			for _, m := range mails.Items {
				if kinds[m.Kind]++; kinds[m.Kind] > unlucky && strings.HasPrefix(m.Kind, "order.") {
					t.Fatalf("%d mails tell of %s", kinds[m.Kind], m.Kind)
				}
			}
			if page*100 >= mails.Total {
				break
			}
		}
		return kinds["order.paid"] == unlucky && kinds["contact.received"] == unlucky && kinds["order.refunded"] == unlucky/2
	})
}

// buyer is one customer behind the bad line.
type buyer struct {
	t          *testing.T
	ctx, staff context.Context
	line, api  *contract.Conn // the bad one, and one to look with
	email      string
}

type bought struct{ order *orderapi.Order }

func key() contract.Keyed { return contract.Keyed{Key: id.New()} }

// did reports a call that was not answered as it should be.
func (b *buyer) did(what string, err error) bool {
	if err != nil {
		b.t.Errorf("%s: %s: %v", b.email, what, err)
	}
	return err == nil
}

// live fills a cart, buys, and then changes its mind or gets the flowers.
func (b *buyer) live(cancels bool) (out bought) {
	for range 3 {
		add := cartapi.AddInput{Keyed: key()}
		add.Body.SKU, add.Body.Quantity = apptest.DefaultSKU, 1
		if _, err := stubborn(b.ctx, cartapi.Add, b.line, &add); !b.did("adding", err) {
			return out
		}
	}
	cart, err := cartapi.Get.Call(b.ctx, b.api, &cartapi.Guest{})
	if b.did("the cart", err) && (cart.Body.Count != 3 || len(cart.Body.Items) != 1) {
		b.t.Errorf("%s added three and has %d in %d lines", b.email, cart.Body.Count, len(cart.Body.Items))
	}
	b.guest()
	place, err := apptest.Purchase{Buyer: b.email}.Order(b.ctx, b.api, "")
	if !b.did("the quote", err) {
		return out
	}
	placed, err := stubborn(b.ctx, orderapi.Place, b.line, place)
	if !b.did("placing", err) {
		return out
	}
	number := orderapi.ByNumber{Number: placed.Order.Number}
	if !b.pay(number) {
		return out
	}
	write := contactapi.SendInput{Keyed: key()}
	write.Body.Category, write.Body.Name, write.Body.Email, write.Body.Text, write.Body.Consent = "order", "Ana", b.email, "¿Llegan antes de las 13?", true
	_, err = stubborn(b.ctx, contactapi.Send, b.line, &write)
	b.did("writing", err)
	if cancels {
		b.cancel(number)
	} else {
		b.receive(number)
	}

	mine, err := orderapi.Mine.Call(b.ctx, b.api, &orderapi.MineInput{})
	if b.did("the orders", err) && mine.Total != 1 {
		b.t.Errorf("%s ordered once and has %d orders", b.email, mine.Total)
	}
	out.order, err = orderapi.Get.Call(b.ctx, b.api, &number)
	if !b.did("the order", err) {
		return out
	}
	want := int64(0)
	if cancels {
		want = out.order.Totals.TotalCLP
	}
	if o := out.order; len(o.Payments) != 1 || o.PaidCLP != o.Totals.TotalCLP || o.RefundedCLP != want {
		b.t.Errorf("%s: %d payments, %d paid and %d returned of %d", b.email, len(o.Payments), o.PaidCLP, o.RefundedCLP, o.Totals.TotalCLP)
	}
	return out
}

// guest adds twice to a cart without an account.
func (b *buyer) guest() {
	token, err := apptest.Purchase{}.Fill(context.Background(), b.api)
	if !b.did("a guest's cart", err) {
		return
	}
	for range 2 {
		add := cartapi.AddInput{Keyed: key(), Guest: cartapi.Guest{Token: token}}
		add.Body.SKU, add.Body.Quantity = apptest.DefaultSKU, 1
		if _, err := stubborn(context.Background(), cartapi.Add, b.line, &add); !b.did("a guest's adding", err) {
			return
		}
	}
	cart, err := cartapi.Get.Call(context.Background(), b.api, &cartapi.Guest{Token: token})
	if b.did("the guest's cart", err) && cart.Body.Count != 3 {
		b.t.Errorf("a guest added three and has %d", cart.Body.Count)
	}
}

func (b *buyer) pay(number orderapi.ByNumber) bool {
	started, err := stubborn(b.ctx, orderapi.Pay, b.line, &orderapi.PayInput{Keyed: key(), ByNumber: number})
	if !b.did("paying", err) {
		return false
	}
	token := started.URL[strings.LastIndex(started.URL, "/")+1:]
	do := orderapi.SandboxDecision{Keyed: key(), SandboxInput: orderapi.SandboxInput{Token: token}}
	do.Body.Decision = "approve"
	if _, err := stubborn(b.ctx, orderapi.SandboxDo, b.line, &do); !b.did("the provider's page", err) {
		return false
	}
	back := orderapi.ReturnInput{Keyed: key()}
	back.Body.Token = token
	returned, err := stubborn(b.ctx, orderapi.Return, b.line, &back)
	if b.did("coming back", err) && returned.Outcome != "accepted" {
		b.t.Errorf("%s paid and is told %s", b.email, returned.Outcome)
	}
	return err == nil
}

func (b *buyer) cancel(number orderapi.ByNumber) {
	_, err := stubborn(b.ctx, orderapi.Cancel, b.line, &orderapi.CancelInput{Keyed: key(), ByNumber: number})
	b.did("cancelling", err)
	// The shop refunds by itself; who asks for it once more gets no second one.
	for range 2 {
		_, err = stubborn(b.staff, orderapi.Refund, b.line, &orderapi.RefundInput{Keyed: key(), ByNumber: number})
		if err != nil && problem.Code(err) != "wrong_state" {
			b.did("refunding", err)
		}
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		o, err := orderapi.Get.Call(b.ctx, b.api, &number)
		if err == nil && o.State == orderapi.Refunded || time.Now().After(deadline) {
			return // the caller counts
		}
	}
}

// receive lets the staff deliver, and reviews.
func (b *buyer) receive(number orderapi.ByNumber) {
	for _, to := range []orderapi.State{orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered} {
		move := orderapi.MoveInput{Keyed: key(), ByNumber: number}
		move.Body.To = to
		if _, err := stubborn(b.staff, orderapi.Move, b.line, &move); !b.did("moving to "+string(to), err) {
			return
		}
	}
	write := reviewapi.WriteInput{}
	write.Body.Slug, write.Body.Rating, write.Body.Text = "rosas-de-recoleta", 5, "Llegaron frescas."
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		write.Keyed = key() // a refusal is an answer too
		_, err := stubborn(b.ctx, reviewapi.Write, b.line, &write)
		if problem.Code(err) == "not_purchased" && time.Now().Before(deadline) {
			continue // the news of the delivery is on its way
		}
		b.did("reviewing", err)
		return
	}
}
