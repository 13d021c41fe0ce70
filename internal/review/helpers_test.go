package review_test

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review"
	"floresvictoria.cl/flores/internal/review/reviewapi"
)

// trusting believes the token, which is the user; Sofía and Tomás are of the staff.
type trusting struct{}

func (trusting) Identify(r *http.Request) (contract.Identity, error) {
	id := contract.Identity{Caller: contract.Bearer(r.Header, "Service-Authorization")}
	if id.UserID = contract.Bearer(r.Header, "Authorization"); id.UserID == "" {
		return id, nil
	}
	role := authapi.Customer
	if id.UserID == "sofia" || id.UserID == "tomas" {
		role = authapi.Support
	}
	id.Role, id.Permissions = string(role), role.Permissions()
	return id, nil
}

// shop is a running review-service beside the order-service that its links come from.
type shop struct {
	*embedded
	t     *testing.T
	clk   *clock.Fake
	svc   *review.Service
	conn  *contract.Conn
	deps  review.Deps
	links map[string]orderapi.Verified // what order-service says of each link
}

var opening = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) *shop {
	t.Helper()
	s := &shop{embedded: openSQLite(t), t: t, clk: clock.NewFake(opening), links: map[string]orderapi.Verified{}}
	s.restart()
	return s
}

// restart is a deployment.
func (s *shop) restart() {
	s.t.Helper()
	s.Restart(s.t)
	s.deps = review.Deps{Store: s.Store(), Clock: s.clk, Orders: s.orders(), Log: slog.New(slog.DiscardHandler)}
	s.serveOn(s.Store())
}

// serveOn serves from another store than its own.
func (s *shop) serveOn(store review.Store) {
	s.t.Helper()
	d := s.deps
	d.Store = store
	svc, err := review.New(d)
	must(s.t, err)
	s.serve(svc)
}

func (s *shop) serve(svc *review.Service) {
	s.svc = svc
	r := contract.NewRouter(review.Name, trusting{}, slog.New(slog.DiscardHandler), nil)
	svc.Routes(r)
	s.conn = contract.Join(review.Name, r, func(context.Context, string) (string, error) { return "", nil })
}

// orders serves the one operation of order-service that is called here.
func (s *shop) orders() *contract.Conn {
	r := contract.NewRouter("order-service", trusting{}, slog.New(slog.DiscardHandler), nil)
	contract.Handle(r, orderapi.VerifyLink, func(_ context.Context, in *orderapi.VerifyInput) (*orderapi.Verified, error) {
		v, ok := s.links[in.Body.Link]
		if !ok {
			return nil, problem.NotFound("order_not_found")
		}
		return &v, nil
	})
	return contract.Join("order-service", r, func(context.Context, string) (string, error) { return review.Name, nil })
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks a refusal's status and code.
func refused(t *testing.T, err error, status int, code string) {
	t.Helper()
	if p, ok := problem.From(err); !ok || p.Status != status || p.Code != code {
		t.Errorf("answered %v, not %d %s", err, status, code)
	}
}

// line is a product of an order; its slug is the product's id too.
func line(slug string) orderapi.Line {
	return orderapi.Line{SKU: slug + "-S", ProductID: slug, Slug: slug, Name: productapi.Text{ES: slug, EN: slug}, Quantity: 1}
}

// order is one that was delivered to a customer, a guest when customerID is empty.
func (s *shop) order(id, customerID, name, email string, slugs ...string) orderapi.Changed {
	o := orderapi.Changed{
		OrderID: id, Number: "FV-" + id, State: orderapi.Delivered, Version: 9, At: s.clk.Now(), CustomerID: customerID,
		Buyer: orderapi.Buyer{Name: name, Email: email},
	}
	for _, slug := range slugs {
		o.Lines = append(o.Lines, line(slug))
	}
	vase := line("florero")
	vase.AddOn = true
	o.Lines = append(o.Lines, vase)
	return o
}

// deliver tells the service of it, and order-service knows the link "link-<id>".
func (s *shop) deliver(o orderapi.Changed) {
	s.t.Helper()
	s.links["link-"+o.OrderID] = orderapi.Verified{
		OrderID: o.OrderID, Number: o.Number, CustomerID: o.CustomerID, BuyerEmail: o.Buyer.Email, BuyerName: o.Buyer.Name, Delivered: true, Lines: o.Lines,
	}
	hear(s, orderapi.OrderDelivered, o)
}

// hear hands an event to the service as the bus would.
func hear[T any](s *shop, d events.Definition[T], data T) {
	s.t.Helper()
	for _, h := range s.svc.Handlers() {
		if h.Type == d.Type() {
			must(s.t, h.Handle(s.t.Context(), d.New("subject", 1, data)))
			return
		}
	}
	s.t.Fatalf("nobody hears %s", d.Type())
}

// caller is who asks: a user, or a guest with a link, or both.
type caller struct{ user, link string }

func (s *shop) ctx(user string) context.Context { return contract.WithUserToken(s.t.Context(), user) }

// write writes a review of the product under the key.
func (s *shop) write(c caller, key, slug string, rating int, text string) (*reviewapi.Review, error) {
	var in reviewapi.WriteInput
	in.Key, in.Link = key, c.link
	in.Body.Slug, in.Body.Rating, in.Body.Text = slug, rating, text
	return reviewapi.Write.Call(s.ctx(c.user), s.conn, &in)
}

// wrote demands that it can be written.
func (s *shop) wrote(c caller, slug string, rating int, text string) *reviewapi.Review {
	s.t.Helper()
	out, err := s.write(c, "", slug, rating, text)
	must(s.t, err)
	return out
}

func (s *shop) mine(c caller) ([]reviewapi.Open, error) {
	out, err := reviewapi.Mine.Call(s.ctx(c.user), s.conn, &reviewapi.OpenInput{Writer: reviewapi.Writer{Link: c.link}})
	if err != nil {
		return nil, err
	}
	return out.Items, nil
}

func (s *shop) decide(user, key, id, state string, version int64) (*reviewapi.Review, error) {
	in := reviewapi.DecideInput{ID: id}
	in.Key, in.Body.State, in.Body.Version = key, state, version
	return reviewapi.Decide.Call(s.ctx(user), s.conn, &in)
}

// decided demands that Sofía can.
func (s *shop) decided(id, state string) *reviewapi.Review {
	s.t.Helper()
	out, err := s.decide("sofia", "", id, state, 0)
	must(s.t, err)
	return out
}

func (s *shop) public(slug string) []reviewapi.Review {
	s.t.Helper()
	out, err := reviewapi.List.Call(s.t.Context(), s.conn, &reviewapi.ListInput{Slug: slug})
	must(s.t, err)
	return out.Items
}

func (s *shop) queue(state string) []reviewapi.Review {
	s.t.Helper()
	out, err := reviewapi.Queue.Call(s.ctx("sofia"), s.conn, &reviewapi.QueueInput{State: state, Paging: contract.Paging{Limit: 100}})
	must(s.t, err)
	return out.Items
}

// rating is an event of a product's figures.
type rating struct {
	Type string
	reviewapi.RatingChanged
}

// ratings lists what was published, by version.
func (s *shop) ratings() (out []rating) {
	s.t.Helper()
	evs, err := s.outbox.Pending(s.t.Context(), 1000)
	must(s.t, err)
	for _, ev := range evs {
		d := reviewapi.ReviewPublished
		if ev.Type == reviewapi.ReviewRemoved.Type() {
			d = reviewapi.ReviewRemoved
		}
		data, err := d.Decode(ev)
		must(s.t, err)
		if ev.Subject != data.ProductID || ev.Version != data.Version {
			s.t.Errorf("%s of %s, version %d, tells of %+v", ev.Type, ev.Subject, ev.Version, data)
		}
		out = append(out, rating{ev.Type, data})
	}
	return out
}

// last is the newest event, by version.
func (s *shop) last() rating {
	s.t.Helper()
	var newest rating
	for _, r := range s.ratings() {
		if r.Version > newest.Version {
			newest = r
		}
	}
	return newest
}

// crowd is how many do the same at once.
const crowd = 32

func together(fn func(n int)) {
	var all sync.WaitGroup
	begin := make(chan struct{})
	for n := range crowd {
		all.Go(func() { <-begin; fn(n) })
	}
	close(begin)
	all.Wait()
}
