package pages

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// world is a shop on a morning in November, and its back office.
type world struct {
	*apptest.Shop
	t     *testing.T
	clock *clock.Fake
	api   *contract.Conn
	boss  context.Context // an administrator at the API
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldWith(t, func(*apptest.Options) {})
}

func newWorldWith(t *testing.T, change func(*apptest.Options)) *world {
	t.Helper()
	t.Parallel()
	w := &world{t: t, clock: clock.NewFake(apptest.Morning(t))}
	o := apptest.Options{Clock: w.clock, Config: func(c *app.Config) { c.RateLimit = 100_000 }}
	change(&o)
	w.Shop = apptest.Start(t, o)
	w.api = w.API()
	w.boss = w.Staff(authapi.Admin)
	return w
}

// later lets time pass; the administrator's token does not outlive it.
func (w *world) later(d time.Duration) {
	w.t.Helper()
	w.clock.Advance(d)
	w.boss = w.Staff(authapi.Admin)
}

// today is the date of the shop's clock.
const today = "2026-11-24"

// at is somebody of the staff, logged in at the pages.
func (w *world) at(role authapi.Role) *browser {
	w.t.Helper()
	email := fmt.Sprintf("%s-%s@floresvictoria.cl", role, id.New()[24:])
	printed, err := w.App.CreateUser(context.Background(), role, email)
	w.must(err)
	in := authapi.LoginInput{}
	in.Body.Email, in.Body.Password = email, printed
	out, err := authapi.Login.Call(context.Background(), w.api, &in)
	w.must(err)
	change := authapi.ChangePasswordInput{}
	change.Body.Current, change.Body.New = printed, apptest.Password
	_, err = authapi.ChangePassword.Call(contract.WithUserToken(context.Background(), out.AccessToken), w.api, &change)
	w.must(err)
	return w.logIn(email)
}

func (w *world) logIn(email string) *browser {
	w.t.Helper()
	b := newBrowser(w.t, w.URL)
	b.open("/entrar")
	if status := b.send(b.form("/entrar"), fill{"correo": email, "clave": apptest.Password}); b.url.Path == "/entrar" {
		w.t.Fatalf("%s does not get in: %d\n%s", email, status, b.text)
	}
	return b
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// bought is a paid order for today's slot.
func (w *world) bought(slot string, change ...func(*apptest.Purchase)) *orderapi.Order {
	w.t.Helper()
	p := apptest.Purchase{Choice: &orderapi.ChosenDelivery{Kind: orderapi.BySlot, Date: today, Slot: slot}}
	for _, f := range change {
		f(&p)
	}
	return &p.Buy(w.Shop, context.Background()).Order
}

// order is how the API sees it.
func (w *world) order(number string) *orderapi.Order {
	w.t.Helper()
	o, err := orderapi.Get.Call(w.boss, w.api, &orderapi.ByNumber{Number: number})
	w.must(err)
	return o
}

// moved takes an order through states by the API.
func (w *world) moved(number string, states ...orderapi.State) {
	w.t.Helper()
	for _, to := range states {
		in := orderapi.MoveInput{Keyed: contract.Keyed{Key: id.New()}, ByNumber: orderapi.ByNumber{Number: number}}
		in.Body.To = to
		if to == orderapi.Cancelled {
			in.Body.Why = "sin flores"
		}
		_, err := orderapi.Move.Call(w.boss, w.api, &in)
		w.must(err)
	}
}

var toDelivered = []orderapi.State{orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered}

// wrote is a message to the shop.
func (w *world) wrote(name, text string) *contactapi.Message {
	w.t.Helper()
	in := contactapi.SendInput{Keyed: contract.Keyed{Key: id.New()}}
	in.Body.Category, in.Body.Name, in.Body.Email, in.Body.Text, in.Body.Consent, in.Body.Lang = "order", name, "marta@example.cl", text, true, "es"
	got, err := contactapi.Send.Call(context.Background(), w.api, &in)
	w.must(err)
	list, err := contactapi.Inbox.Call(w.boss, w.api, &contactapi.InboxInput{})
	w.must(err)
	for _, m := range list.Items {
		if m.Number == got.Number {
			return &m
		}
	}
	w.t.Fatalf("message %s is not in the inbox", got.Number)
	return nil
}

// reviewed is an opinion that waits, of a delivered order.
func (w *world) reviewed(title string) *reviewapi.Review {
	w.t.Helper()
	placed := apptest.Purchase{Buyer: id.New()[24:] + "@example.cl"}.Buy(w.Shop, context.Background())
	w.moved(placed.Order.Number, toDelivered...)
	in := reviewapi.WriteInput{Keyed: contract.Keyed{Key: id.New()}, Writer: reviewapi.Writer{Link: placed.Link}}
	in.Body.Slug, in.Body.Rating, in.Body.Title, in.Body.Text = placed.Order.Lines[0].Slug, 5, title, "Llegaron a la hora."
	var out *reviewapi.Review
	apptest.Eventually(w.t, "the delivered order may be reviewed", func() (ok bool) {
		var err error
		out, err = reviewapi.Write.Call(context.Background(), w.api, &in)
		return err == nil
	})
	return out
}

// forbidden is what whoever may not come in is told.
func (b *browser) forbidden(path string) {
	b.t.Helper()
	if b.status != http.StatusForbidden {
		b.t.Errorf("%s answers %d", path, b.status)
	}
	b.says(b.words.Problem("forbidden", nil))
}

// wreath is a SKU for condolences.
func (w *world) wreath() string {
	w.t.Helper()
	out, err := productapi.List.Call(context.Background(), w.api, &productapi.ListInput{Category: "coronas"})
	w.must(err)
	return out.Items[0].SKU
}

// fetched is a paid order that its buyer fetches today.
func (w *world) fetched() string {
	w.t.Helper()
	return w.placed(orderapi.ChosenDelivery{Kind: orderapi.ByPickup, Date: today, Slot: "12-15"}, 45000)
}

// hurried is a paid express order of the present hour.
func (w *world) hurried() string {
	w.t.Helper()
	return w.placed(orderapi.ChosenDelivery{Kind: orderapi.Express, Date: today}, 45000)
}

// placed pays for one classic Rosas de Recoleta, whose price carries its delivery.
func (w *world) placed(d orderapi.ChosenDelivery, total int64) string {
	w.t.Helper()
	ctx := context.Background()
	token, err := apptest.Purchase{}.Fill(ctx, w.api)
	w.must(err)
	in := orderapi.PlaceInput{Keyed: contract.Keyed{Key: id.New()}, CartToken: token}
	in.Body = orderapi.PlaceBody{
		Buyer: orderapi.Buyer{Name: "Ana Soto", Email: "ana@example.cl", Phone: "+56961234567"}, Recipient: orderapi.Recipient{Name: "Luz Peña", Phone: "+56987654321"},
		Delivery: d, Card: orderapi.Card{Message: "Con cariño", Signature: "Ana", Anonymous: true}, HidePrice: true, Terms: true, Payment: "sandbox", ExpectedTotalCLP: total,
	}
	if d.Kind != orderapi.ByPickup {
		in.Body.Recipient.Address, in.Body.Recipient.Comuna, in.Body.Recipient.Instructions = "Av. Italia 1450", "Providencia", "Portón verde"
	}
	out, err := orderapi.Place.Call(ctx, w.api, &in)
	w.must(err)
	_, err = apptest.Pay(ctx, w.api, out, "approve")
	w.must(err)
	return out.Order.Number
}
