package app_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Everybody wants the same at the same moment: the last bouquets, the last places.

const (
	buyers = 200
	prize  = 10
)

func TestTheLastTenBouquetsAreSoldOnce(t *testing.T) {
	for name, skus := range map[string][]string{
		"one line":             {apptest.DefaultSKU},
		"two lines of one SKU": {apptest.DefaultSKU, apptest.DefaultSKU},
	} {
		t.Run(name, func(t *testing.T) {
			clk := clock.NewFake(apptest.Morning(t))
			shop := apptest.Start(t, apptest.Options{Clock: clk})
			count(t, shop, apptest.DefaultSKU, prize*int64(len(skus)))
			sold := rush(t, shop, func(i int) apptest.Purchase {
				return apptest.Purchase{Buyer: fmt.Sprintf("b%d@example.cl", i), SKUs: skus, Comuna: comunas[i%len(comunas)]}
			})
			if sold != prize {
				t.Errorf("%d were sold of %d", sold, prize)
			}
			settle(t, shop, clk)
		})
	}
}

func TestASlotWithTenPlacesTakesTen(t *testing.T) {
	clk := clock.NewFake(apptest.Morning(t))
	shop := apptest.Start(t, apptest.Options{Clock: clk})
	count(t, shop, apptest.DefaultSKU, buyers)
	choice := &orderapi.ChosenDelivery{Kind: orderapi.BySlot, Date: "2026-11-25", Slot: "12-15"}
	for range 2 { // of its 12 places
		apptest.Purchase{Choice: choice}.Buy(shop, context.Background())
	}
	sold := rush(t, shop, func(i int) apptest.Purchase {
		return apptest.Purchase{Buyer: fmt.Sprintf("b%d@example.cl", i), Choice: choice}
	})
	if sold != prize {
		t.Errorf("%d places were sold of %d", sold, prize)
	}
	settle(t, shop, clk)
}

var comunas = []string{"Recoleta", "Providencia", "Huechuraba", "Quinta Normal", "Las Condes", "Ñuñoa"}

// rush lets all buyers fill their carts, then place and pay at once; it returns how
// many were told that their order is paid.
func rush(t *testing.T, shop *apptest.Shop, purchase func(i int) apptest.Purchase) int64 {
	t.Helper()
	ctx := context.Background()
	api := shop.API()
	carts := make([]string, buyers)
	each(func(i int) {
		token, err := purchase(i).Fill(ctx, api)
		if err != nil {
			t.Errorf("buyer %d could not fill a cart: %v", i, err)
		}
		carts[i] = token
	})
	var paid atomic.Int64
	each(func(i int) {
		placed, err := purchase(i).PlaceCart(ctx, api, carts[i])
		if err != nil {
			switch problem.Code(err) {
			case "sold_out", "cart_problems", "slot_unavailable", "total_changed":
			default:
				t.Errorf("buyer %d was refused with %v", i, err)
			}
			return
		}
		out, err := apptest.Pay(ctx, api, placed, "approve")
		if err != nil || out.Outcome != "accepted" {
			t.Errorf("buyer %d placed and was not paid: %+v %v", i, out, err)
			return
		}
		paid.Add(1)
	})
	return paid.Load()
}

func each(do func(i int)) {
	var wg sync.WaitGroup
	turns := make(chan struct{}, 64) // as many connections as a door would see
	for i := range buyers {
		wg.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			do(i)
		})
	}
	wg.Wait()
}

// count sets a SKU's stock by a staff's count.
func count(t *testing.T, shop *apptest.Shop, sku string, n int64) {
	t.Helper()
	in := productapi.MoveInput{Keyed: contract.Keyed{Key: id.New()}, SKU: sku}
	in.Body.Quantity, in.Body.Reason = n, "count"
	if _, err := productapi.Move.Call(shop.Staff(authapi.Manager), shop.API(), &in); err != nil {
		t.Fatal(err)
	}
}

// settle passes the expiry of whatever is unpaid and checks the books.
func settle(t *testing.T, shop *apptest.Shop, clk *clock.Fake) {
	t.Helper()
	clk.Advance(31 * time.Minute)
	shop.Balance()
	audit, err := orderapi.AuditOrders.Call(context.Background(), shop.Conn("order-service", "order-service"), &contract.None{})
	if err != nil {
		t.Fatal(err)
	}
	if n := audit.States[orderapi.PendingPayment] + audit.States[orderapi.Paying]; n != 0 {
		t.Errorf("%d orders are still unpaid after their time", n)
	}
}

func TestOneKeySentFiftyTimesMakesOneOrder(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	ctx, _ := shop.Customer("llave@example.cl")
	api := shop.API()
	p := apptest.Purchase{Buyer: "llave@example.cl", Key: id.New()}
	if _, err := p.Fill(ctx, api); err != nil {
		t.Fatal(err)
	}
	numbers := sync.Map{}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			for {
				placed, err := p.PlaceCart(ctx, api, "")
				if problem.Code(err) == "in_progress" {
					time.Sleep(20 * time.Millisecond) // what Retry-After asks of a client
					continue
				}
				if err != nil {
					t.Errorf("the same key was refused: %v", err)
					return
				}
				numbers.Store(placed.Order.Number, true)
				return
			}
		})
	}
	wg.Wait()
	n := 0
	numbers.Range(func(any, any) bool { n++; return true })
	if n != 1 {
		t.Errorf("one key made %d orders", n)
	}

	other, _ := shop.Customer("otra@example.cl")
	if _, err := p.Fill(other, api); err != nil {
		t.Fatal(err)
	}
	placed, err := apptest.Purchase{Buyer: "otra@example.cl", Key: p.Key}.PlaceCart(other, api, "")
	if err != nil {
		t.Fatalf("another account's use of the same key: %v", err)
	}
	if _, same := numbers.Load(placed.Order.Number); same {
		t.Error("another account was shown the order")
	}
	if _, err := (apptest.Purchase{Buyer: "llave@example.cl", Key: p.Key, Comuna: "Recoleta"}).PlaceCart(ctx, api, ""); problem.Code(err) != "key_reused" {
		t.Errorf("the same key with another body: %v", err)
	}
}

func TestAChangedTotalIsRefusedWithTheNewQuote(t *testing.T) {
	shop := apptest.Start(t, apptest.Options{})
	_, err := apptest.Purchase{Expect: 1}.Try(context.Background(), shop.API())
	p, _ := problem.From(err)
	if p == nil || p.Status != http.StatusConflict || p.Code != "total_changed" {
		t.Fatalf("a wrong total: %v", err)
	}
	quote, ok := problem.Info[orderapi.PlacedQuote](err)
	if !ok || quote.Totals.TotalCLP < 45000 {
		t.Errorf("the refusal carries no quote: %+v", quote)
	}
}
