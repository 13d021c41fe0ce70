package telemetry

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// exportTime bounds one batch: OTLP's own default.
const exportTime = 10 * time.Second

// exporter sends batches by OTLP over HTTP in JSON, gzipped. A batch that the
// collector does not take is dropped and counted: a trace is not worth keeping the
// shop's memory for. The queue calls it with one batch at a time.
type exporter struct {
	address *url.URL
	headers map[string]string
	client  *http.Client
	log     *slog.Logger
	failing atomic.Bool
	taken   *metrics.Counter
	dropped *metrics.Counter
	life    context.Context
	stop    context.CancelFunc
}

func newExporter(address *url.URL, headers map[string]string, log *slog.Logger, taken, dropped *metrics.Counter) *exporter {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns, transport.DisableCompression = 1, true
	e := &exporter{
		address: address, headers: headers, log: log, taken: taken, dropped: dropped,
		client: &http.Client{
			Transport:     transport,
			Timeout:       exportTime,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // the headers are the collector's alone
		},
	}
	life, cancel := context.WithCancel(context.Background())
	e.life, e.stop = life, func() { cancel(); transport.CloseIdleConnections() }
	return e
}

// ExportSpans sends a batch. It never returns an error: the library would print it,
// for every batch, where no one looks.
func (e *exporter) ExportSpans(ctx context.Context, batch []sdktrace.ReadOnlySpan) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(e.life, cancel)()
	err := e.send(ctx, batch)
	if err == nil {
		e.taken.Add(len(batch))
		if e.failing.CompareAndSwap(true, false) {
			e.log.InfoContext(ctx, "the collector takes traces again", "collector", e.address.Host)
		}
		return nil
	}
	e.dropped.Add(len(batch))
	if e.failing.CompareAndSwap(false, true) {
		e.log.WarnContext(ctx, "traces are dropped until the collector takes them", "collector", e.address.Host, "error", err)
	}
	return nil
}

// Shutdown has nothing to wait for: no batch is kept here.
func (e *exporter) Shutdown(context.Context) error { return nil }

func (e *exporter) send(ctx context.Context, batch []sdktrace.ReadOnlySpan) error {
	var body bytes.Buffer
	zip, err := gzip.NewWriterLevel(&body, gzip.BestSpeed)
	if err != nil {
		return fmt.Errorf("zip: %w", err)
	}
	if err := json.NewEncoder(zip).Encode(encode(batch)); err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	if err := zip.Close(); err != nil {
		return fmt.Errorf("zip: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.address.String(), &body)
	if err != nil {
		return errors.New("the collector's address makes no request")
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Content-Encoding", "gzip")
	for name, v := range e.headers {
		req.Header.Set(name, v)
	}
	resp, err := e.client.Do(req)
	if err != nil {
		var of *url.Error
		if errors.As(err, &of) {
			err = of.Err // without the address, which may hold a key
		}
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10) // so that the connection can be used again
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("the collector answers %d", resp.StatusCode)
	}
	return nil
}
