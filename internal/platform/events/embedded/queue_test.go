package embedded

import (
	"path/filepath"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
)

// failedOnce is a queue of three of which the first met an outage, and the
// pause after it is over.
func failedOnce(t *testing.T) (q *queue, failed *message) {
	t.Helper()
	bus, err := Open(t.Context(), Options{
		Path: filepath.Join(t.TempDir(), "bus.sqlite"), Clock: clock.System{},
		Backoff: events.Backoff{First: time.Microsecond, Max: time.Microsecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bus.Close() })
	paid := events.Define[struct{}]("order.paid")
	var evs []events.Event
	for range 3 {
		ev := paid.New("FV-1", 1, struct{}{})
		ev.Source = "order-service"
		evs = append(evs, ev)
	}
	if err := bus.Declare(t.Context(), events.Binding{Consumer: "mail", Types: []string{paid.Type()}}); err != nil {
		t.Fatal(err)
	}
	if err := bus.Publish(t.Context(), evs); err != nil {
		t.Fatal(err)
	}
	q = bus.queue("mail")
	failed = q.next(t.Context())
	q.outage(failed)
	for time.Now().Before(q.openAt) || time.Now().Before(failed.due) {
	}
	return q, failed
}

func TestAfterAPauseOneNewMessageGoesAheadAlone(t *testing.T) {
	q, failed := failedOnce(t)
	probe, _, _ := q.take(t.Context())
	if probe == nil || probe == failed {
		t.Fatalf("took %+v, which is the one that failed, or none", probe)
	}
	if m, _, _ := q.take(t.Context()); m != nil {
		t.Fatal("a second one went ahead")
	}
	q.finished(true)
	if m, _, _ := q.take(t.Context()); m != failed {
		t.Error("with the surroundings well again, what is due is not first")
	}
	if m, _, _ := q.take(t.Context()); m == nil {
		t.Error("with the surroundings well again, only one is at work")
	}
}

func TestAPausedConsumerTriesNothing(t *testing.T) {
	q, _ := failedOnce(t)
	q.openAt = time.Now().Add(time.Hour)
	if m, wait, _ := q.take(t.Context()); m != nil || wait < 59*time.Minute {
		t.Errorf("took %v, waits %v", m, wait)
	}
}
