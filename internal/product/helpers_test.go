package product_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/demo"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// trusting is a guard that believes what it is told: the token names the service,
// and every user is a manager.
type trusting struct{}

func (trusting) Identify(r *http.Request) (contract.Identity, error) {
	id := contract.Identity{Caller: contract.Bearer(r.Header, "Service-Authorization")}
	if user := contract.Bearer(r.Header, "Authorization"); user != "" {
		id.UserID, id.Role = user, "manager"
		id.Permissions = []string{"products:write", "stock:read", "stock:write"}
	}
	return id, nil
}

// shop is a running product-service with a way to call it.
type shop struct {
	*product.Service
	t      testing.TB
	store  product.Store
	db     *sqlite.DB
	clock  *clock.Fake
	router *contract.Router
	conn   *contract.Conn
	path   string
	ctx    context.Context
}

// opening is a Tuesday in spring, in the shop's morning.
var opening = time.Date(2026, 10, 6, 13, 0, 0, 0, time.UTC)

func openStore(t testing.TB, path string, clk clock.Clock) (product.Store, *sqlite.DB) {
	t.Helper()
	db, err := sqlite.Open(context.Background(), sqlite.Options{Path: path, Migrations: product.Migrations()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return product.NewSQLite(db, clk), db
}

func openShop(t testing.TB, path string, clk *clock.Fake) *shop {
	t.Helper()
	store, db := openStore(t, path, clk)
	s := shopOn(t, store, clk)
	s.db, s.path = db, path
	return s
}

// shopOn sells what the store holds.
func shopOn(t testing.TB, store product.Store, clk *clock.Fake) *shop {
	t.Helper()
	s := &shop{t: t, clock: clk, ctx: contract.WithUserToken(context.Background(), "ana")}
	s.serve(store)
	return s
}

// newShop sells the demo catalogue.
func newShop(t testing.TB) *shop {
	t.Helper()
	s := openShop(t, filepath.Join(t.TempDir(), "product.db"), clock.NewFake(opening))
	if err := s.Seed(s.ctx, demo.Catalogue()); err != nil {
		t.Fatal(err)
	}
	return s
}

// smallShop sells roses (ROSA: 10, ROSA-D: 3) and one vase (VASO: 4).
func smallShop(t testing.TB) *shop {
	t.Helper()
	s := openShop(t, filepath.Join(t.TempDir(), "product.db"), clock.NewFake(opening))
	if err := s.Seed(s.ctx, smallCatalogue()); err != nil {
		t.Fatal(err)
	}
	return s
}

func smallCatalogue() demo.Data {
	d := demo.Catalogue()
	d.Products = []demo.Product{{
		Slug: "rosas", Category: "rosas", Name: demo.Text{ES: "Rosas", EN: "Roses"}, Line: demo.Text{ES: "12 rosas"},
		Occasions: []string{"amor", "aniversario"}, Colours: []string{"rojo"}, Flowers: []string{"rosa"},
		Variants: []demo.Variant{
			{Size: "standard", SKU: "ROSA", PriceCLP: 30000, Stock: 10},
			{Size: "deluxe", SKU: "ROSA-D", PriceCLP: 45000, Stock: 3},
		},
		PreparationMinutes: 40, Featured: true, Recipe: d.Products[0].Recipe,
	}, {
		Slug: "florero", Category: "accesorios", Name: demo.Text{ES: "Florero", EN: "Vase"}, Line: demo.Text{ES: "Vidrio"},
		Colours: []string{"blanco"}, Recipe: d.Products[1].Recipe,
		Variants: []demo.Variant{{Size: "standard", SKU: "VASO", PriceCLP: 12000, Stock: 4}},
	}}
	d.AddOns = d.AddOns[:1]
	return d
}

// serve puts a service over a store in the place of the shop's.
func (s *shop) serve(store product.Store) {
	s.t.Helper()
	svc, err := product.New(product.Deps{Store: store, Clock: s.clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		s.t.Fatal(err)
	}
	s.store = store
	s.serveBy(svc)
}

func (s *shop) serveBy(svc *product.Service) {
	s.Service = svc
	s.router = contract.NewRouter(product.Name, trusting{}, slog.New(slog.DiscardHandler), nil)
	svc.Routes(s.router)
	s.conn = contract.Join(product.Name, s.router, func(context.Context, string) (string, error) { return "order-service", nil })
}

// call asks the shop and demands an answer.
func call[I, O any](s *shop, op *contract.Operation[I, O], in I) *O {
	s.t.Helper()
	out, err := op.Call(s.ctx, s.conn, &in)
	if err != nil {
		s.t.Fatalf("%s: %v", op, err)
	}
	return out
}

// refused asks the shop and demands a refusal with the code.
func refused[I, O any](s *shop, op *contract.Operation[I, O], in I, code string) error {
	s.t.Helper()
	_, err := op.Call(s.ctx, s.conn, &in)
	if got := problem.Code(err); got != code {
		s.t.Fatalf("%s: refused with %q (%v), want %q", op, got, err, code)
	}
	return err
}

func holdOf(order string, version int64, until time.Time, lines ...productapi.Line) productapi.HoldInput {
	in := productapi.HoldInput{OrderID: order}
	in.Body.Version, in.Body.Lines, in.Body.Until = version, lines, until
	return in
}

func keepOf(order string, version int64, until time.Time) productapi.KeepInput {
	in := productapi.KeepInput{OrderID: order}
	in.Body.Version, in.Body.Until = version, until
	return in
}

func releaseOf(order string, version int64) productapi.ReleaseInput {
	in := productapi.ReleaseInput{OrderID: order}
	in.Body.Version = version
	return in
}

func line(sku string, quantity int64) productapi.Line {
	return productapi.Line{SKU: sku, Quantity: quantity}
}

// later is an hour from the shop's now.
func (s *shop) later() time.Time { return s.clock.Now().Add(time.Hour) }

// hear hands an event to the service as the bus would.
func hear[T any](s *shop, d events.Definition[T], subject string, version int64, data T) {
	s.t.Helper()
	ev := d.New(subject, version, data)
	for _, h := range s.Handlers() {
		if h.Type == ev.Type {
			if err := h.Handle(s.ctx, ev); err != nil {
				s.t.Fatalf("%s: %v", ev.Type, err)
			}
			return
		}
	}
	s.t.Fatal(errors.New("nobody hears " + ev.Type))
}

// published lists the types of what waits in the outbox, oldest first.
func (s *shop) published() []string {
	s.t.Helper()
	evs, err := s.store.Outbox().Pending(s.ctx, 1000)
	if err != nil {
		s.t.Fatal(err)
	}
	types := []string{}
	for _, ev := range evs {
		types = append(types, ev.Type)
	}
	return types
}

// books are the audit by SKU, which must balance.
func (s *shop) books() map[string]productapi.StockAudit {
	s.t.Helper()
	bySKU := map[string]productapi.StockAudit{}
	held := map[string]int64{}
	audit := call(s, productapi.AuditStock, contract.None{})
	for _, h := range audit.Holds {
		for _, l := range h.Lines {
			held[l.SKU] += l.Quantity
		}
	}
	for _, a := range audit.Stock {
		if a.OnHand+a.Consumed != a.Initial+a.Movements {
			s.t.Fatalf("books of %s do not balance: %+v", a.SKU, a)
		}
		if a.Held != held[a.SKU] {
			s.t.Fatalf("%s: %d held by its own document, %d by the reservations", a.SKU, a.Held, held[a.SKU])
		}
		bySKU[a.SKU] = a
	}
	return bySKU
}
