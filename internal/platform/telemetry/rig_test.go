package telemetry_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/embedded"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
	"floresvictoria.cl/flores/internal/platform/telemetry"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

type ask struct {
	Number string `path:"number"`
}

type answer struct {
	Trace string `json:"trace"`
}

var (
	placeOrder = contract.Get[ask, answer]("/api/orders/{number}", contract.Public)
	takeStock  = contract.Get[ask, answer]("/api/stock/{number}", contract.Public)
	sweepStock = contract.Get[ask, answer]("/internal/stock/{number}", contract.Internal("order-service"))
	placed     = events.Define[answer]("order.placed")
)

// shop is a door, two services behind it, and one that hears of it.
type shop struct {
	tel    *telemetry.Telemetry
	door   http.Handler
	stock  *contract.Conn // order-service's
	bus    events.Bus
	db     relational.DB
	mailed chan string // the trace of each handled event
	logs   *journal

	fault atomic.Pointer[error] // what stock answers, and the mail
}

type guard struct{}

func (guard) Identify(r *http.Request) (contract.Identity, error) {
	return contract.Identity{Caller: contract.Bearer(r.Header, "Service-Authorization")}, nil
}

func open(t testing.TB, remote bool, set telemetry.Settings) *shop {
	t.Helper()
	s := &shop{mailed: make(chan string, 10), logs: &journal{}}
	log := slog.New(telemetry.NewHandler(slog.NewTextHandler(s.logs, nil)))
	var err error
	s.tel, err = telemetry.New(telemetry.Options{Settings: set, Version: "1.2.3", Log: log})
	must(t, err)
	t.Cleanup(func() { s.flush(t) })
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "order.db")})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	bus, err := embedded.Open(t.Context(), embedded.Options{Path: filepath.Join(t.TempDir(), "bus.db"), Clock: clock.System{}, Log: log})
	must(t, err)
	t.Cleanup(func() { _ = bus.Close() })
	orders, stock := s.tel.Service("order-service"), s.tel.Service("product-service")
	s.bus, s.db = s.tel.Bus(bus), orders.DB("sqlite", db)
	outbox := events.NewRelationalOutbox(s.db, clock.System{}, "order-service")
	orders.Outbox(outbox.Size)
	orders.Publishes(placed.Type(), "order.paid")

	stockRouter := contract.NewRouter("product-service", guard{}, log, nil)
	stock.Router(stockRouter)
	take := func(ctx context.Context, in *ask) (*answer, error) {
		log.InfoContext(ctx, "taken")
		return &answer{contract.Trace(ctx)}, s.refused()
	}
	contract.Handle(stockRouter, takeStock, take)
	contract.Handle(stockRouter, sweepStock, take)
	s.stock = connect(t, "product-service", stockRouter, remote)
	orders.Conn(s.stock)

	orderRouter := contract.NewRouter("order-service", guard{}, log, nil)
	orders.Router(orderRouter)
	contract.Handle(orderRouter, placeOrder, func(ctx context.Context, in *ask) (*answer, error) {
		if _, err := takeStock.Call(ctx, s.stock, in); err != nil {
			return nil, err
		}
		err := s.db.Write(ctx, func(ctx context.Context, tx relational.DBTX) error {
			return outbox.Add(ctx, tx, placed.New(in.Number, 1, answer{}))
		})
		return &answer{contract.Trace(ctx)}, err
	})
	order := connect(t, "order-service", orderRouter, remote)
	gateway := contract.NewRouter("api-gateway", guard{}, log, nil)
	gateway.Forward(placeOrder.Meta(), http.HandlerFunc(order.Forward))
	s.door = s.tel.Service("api-gateway").Door(gateway)

	sub, err := s.bus.Subscribe(t.Context(), events.Consumer{Name: "notification-service.mail", Handlers: []events.Handler{
		events.On(placed, func(ctx context.Context, _ events.Event, _ answer) error {
			s.mailed <- contract.Trace(ctx)
			return s.refused()
		})}})
	must(t, err)
	background(t, sub.Run)
	background(t, events.NewRelay(outbox, s.bus, events.RelayOptions{Log: log}).Run)
	return s
}

func connect(t testing.TB, name string, h http.Handler, remote bool) *contract.Conn {
	t.Helper()
	token := func(context.Context, string) (string, error) { return "order-service", nil }
	if !remote {
		return contract.Join(name, h, token)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	c, err := contract.Dial(name, srv.URL, token)
	must(t, err)
	t.Cleanup(c.Close)
	return c
}

func background(t testing.TB, run func(context.Context) error) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// refuse lets stock and mail fail from now on.
func (s *shop) refuse(err error) { s.fault.Store(&err) }

func (s *shop) refused() error {
	if err := s.fault.Load(); err != nil {
		return *err
	}
	return nil
}

// order places one at the door.
func (s *shop) order(t testing.TB, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/api/orders/FV-1", nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	s.door.ServeHTTP(w, r)
	return w
}

// flush sends what is recorded.
func (s *shop) flush(t testing.TB) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	must(t, s.tel.Close(ctx))
}

func (s *shop) mail(t testing.TB) (trace string) {
	t.Helper()
	select {
	case tp := <-s.mailed:
		return tp
	case <-time.After(10 * time.Second):
		t.Fatal("nobody heard of the order")
		return ""
	}
}

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still not: %s", what)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var (
	errBusy = problem.Unavailable("busy")
	valid   = traceparent.Valid
)

type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}
