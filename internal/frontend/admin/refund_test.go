package admin

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/frontend/i18n"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/edge"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/kv"
)

// desk is the back office before a real order-service whose provider may fail.
type desk struct {
	*ordertest.Shop
	t    *testing.T
	base string
	http *http.Client
}

// newDesk sits somebody with the role at it.
func newDesk(t *testing.T, role authapi.Role) *desk {
	s := ordertest.New(t)
	site := web.NewSite(web.Options{
		Sessions: kv.NewMemory(s.Clock, 100), Limiter: edge.NewMemory(s.Clock), Clock: s.Clock, Log: slog.New(slog.DiscardHandler),
		Services: []web.Behind{
			{Name: "order-service", Operations: orderapi.Operations(), Conn: s.Conn},
			{Name: "cart-service", Operations: cartapi.Operations(), Conn: contract.Join("cart-service", http.NotFoundHandler(), nil)},
		},
	})
	Mount(site)
	s.As("sara", role) // order-service knows the token from here on
	site.Page("GET /sentarse", func(v *web.Visit) error {
		return v.SignedIn(&authapi.SignIn{
			AccessToken: "sara." + string(role), ExpiresAt: s.Clock.Now().Add(time.Hour), RefreshToken: "none",
			User: authapi.User{ID: "sara", Email: "sara@floresvictoria.cl", Role: role, Permissions: role.Permissions()},
		})
	})
	srv := httptest.NewServer(site)
	t.Cleanup(srv.Close)
	jar, err := cookiejar.New(nil)
	s.Must(err)
	d := &desk{Shop: s, t: t, base: srv.URL, http: &http.Client{Jar: jar}}
	d.open("/sentarse")
	return d
}

func (d *desk) open(path string) string { return d.read(d.http.Get(d.base + path)) }

func (d *desk) read(r *http.Response, err error) string {
	d.t.Helper()
	d.Must(err)
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	d.Must(err)
	return string(b)
}

// delivered is an order that was paid and brought.
func (d *desk) delivered() string {
	d.t.Helper()
	b := d.Buyer()
	b.Buy()
	for _, to := range []orderapi.State{orderapi.Confirmed, orderapi.Preparing, orderapi.Ready, orderapi.OutForDelivery, orderapi.Delivered} {
		in := orderapi.MoveInput{Keyed: contract.Keyed{Key: id.New()}, ByNumber: orderapi.ByNumber{Number: b.Number}}
		in.Body.To = to
		_, err := orderapi.Move.Call(d.As("marta", authapi.Manager), d.Conn, &in)
		d.Must(err)
	}
	return b.Number
}

// A refund that the provider does not make is told as what it is; it stays owed, is
// asked for again by itself, and is then told as made.
func TestARefundThatFailsIsToldAndMadeLater(t *testing.T) {
	d := newDesk(t, authapi.Support)
	number, words := d.delivered(), i18n.For(i18n.ES)
	page := "/admin/pedidos/" + number
	key := regexp.MustCompile(`name="idempotency_key" value="([^"]+)"`).FindStringSubmatch(d.open(page + "/devolver"))
	if key == nil {
		t.Fatal("the question has no form")
	}
	d.Provider.Fail("refund", errors.New("the line is down"))
	got := d.read(d.http.PostForm(d.base+page+"/devolver", url.Values{"idempotency_key": {key[1]}}))
	if !strings.Contains(got, words.Problem("refund_failed", nil)) || !strings.Contains(got, "notice-bad") {
		t.Errorf("the failure is not told: %s", got)
	}
	if !strings.Contains(got, page+"/devolver") || strings.Contains(got, `data-state="refunded"`) {
		t.Error("what was not given back is shown as given back")
	}
	d.Provider.Fail("refund", nil)
	d.Clock.Advance(time.Minute)
	d.Must(d.Service.Sweep(t.Context()))
	if got = d.open(page); !strings.Contains(got, `data-state="refunded"`) || strings.Contains(got, page+"/devolver") {
		t.Error("what was given back in the end is still owed")
	}
}
