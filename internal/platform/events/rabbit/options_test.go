package rabbit_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/rabbit"
	"floresvictoria.cl/flores/test/servers"
)

func TestAWrongURLIsRefusedWithoutShowingIt(t *testing.T) {
	for _, url := range []string{"", "http://guest:hush@host/", "amqp://guest:hush@host:port/", "guest:hush@host", "amqp://guest:hush@host:5672/%zz"} {
		bus, err := rabbit.Open(rabbit.Options{URL: url})
		if err == nil {
			_ = bus.Close()
			t.Errorf("%q was taken", url)
		} else if strings.Contains(err.Error(), "hush") {
			t.Errorf("%q: %v shows the password", url, err)
		}
	}
}

func TestACertificateOfAnUnknownAuthorityIsRefused(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = nil
	server.StartTLS()
	t.Cleanup(server.Close)
	address := "amqps://guest:hush@" + server.Listener.Addr().String()
	known := x509.NewCertPool()
	known.AddCert(server.Certificate())
	for _, c := range []struct {
		name     string
		trust    *tls.Config
		unknown  bool
		patience time.Duration // it is no broker and answers nothing
	}{
		{"the system's authorities", nil, true, time.Minute},
		{"its own authority", &tls.Config{RootCAs: known, MinVersion: tls.VersionTLS12}, false, 200 * time.Millisecond},
	} {
		bus, err := rabbit.Open(rabbit.Options{URL: address, TLS: c.trust, Log: quiet(t)})
		must(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), c.patience)
		err = bus.Ping(ctx)
		cancel()
		var refused *tls.CertificateVerificationError
		if err == nil || errors.As(err, &refused) != c.unknown || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", c.name, err)
		}
		must(t, bus.Close())
	}
}

func TestMetricsHearOfEveryOutcome(t *testing.T) {
	var mu sync.Mutex
	heard := map[string]int{}
	bus, err := rabbit.Open(rabbit.Options{
		URL: servers.RabbitMQ(t), Name: "test", Bindings: []events.Binding{mailPaid}, Backoff: soon, Log: quiet(t),
		OnPublish: func(n int, took time.Duration, err error) {
			mu.Lock()
			defer mu.Unlock()
			if heard["published"] += n; err != nil || took <= 0 {
				t.Errorf("published in %v: %v", took, err)
			}
		},
		OnHandle: func(consumer, kind string, outcome rabbit.Outcome, _ time.Duration) {
			mu.Lock()
			defer mu.Unlock()
			heard[consumer+" "+kind+" "+string(outcome)]++
		},
	})
	must(t, err)
	t.Cleanup(func() { must(t, bus.Close()) })
	h := &harness{bus: bus}
	fails := newLedger()
	stop := h.consume(t, events.On(paid, func(_ context.Context, ev events.Event, n note) error {
		switch {
		case n.N == 1:
			return events.Permanent(errors.New("never"))
		case n.N == 2 && fails.add(ev) == 1:
			return errors.New("not now")
		}
		return nil
	}))
	must(t, bus.Publish(t.Context(), some(0, 3)))
	eventually(t, "all is settled", func() bool { return h.mail(t) == events.Depth{Consumer: "mail", Parked: 1} })
	stop()
	mu.Lock()
	defer mu.Unlock()
	for what, n := range map[string]int{
		"published": 3, "mail order.paid done": 2, "mail order.paid refused": 9, "mail order.paid parked": 1, "mail order.paid paused": 1,
	} {
		if heard[what] != n {
			t.Errorf("%s: %d times, not %d", what, heard[what], n)
		}
	}
}
