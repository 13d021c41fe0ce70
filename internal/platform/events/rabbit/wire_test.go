package rabbit_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/events/rabbit"
	"floresvictoria.cl/flores/test/servers"
)

// refused blames every event.
var refused = events.On(paid, func(context.Context, events.Event, note) error { return events.Permanent(errors.New("never")) })

// raw is a channel of a client that knows nothing of the shop.
func raw(t testing.TB, url string) *amqp.Channel {
	t.Helper()
	conn, err := amqp.Dial(url)
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	ch, err := conn.Channel()
	must(t, err)
	return ch
}

func TestAnEventTravelsAsACloudEvent(t *testing.T) {
	url := servers.RabbitMQ(t)
	h := open(t, url, mailPaid)
	ev := some(7, 1)[0]
	must(t, h.bus.Publish(t.Context(), []events.Event{ev, nobodys.New("x", 1, note{})})) // nobody collects the second
	d, ok, err := raw(t, url).Get("mail", true)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if d.ContentType != "application/cloudevents+json" || d.DeliveryMode != amqp.Persistent || d.MessageId != ev.ID ||
		d.Type != "order.paid" || d.RoutingKey != "order.paid" || d.Exchange != "flores.events" {
		t.Errorf("%+v", d)
	}
	for name := range d.Headers {
		if strings.HasPrefix(name, "x-flores") {
			t.Errorf("header %s", name)
		}
	}
	var body map[string]any
	must(t, json.Unmarshal(d.Body, &body))
	if body["specversion"] != "1.0" || body["id"] != ev.ID || body["type"] != "order.paid" || body["source"] != "order-service" {
		t.Errorf("%v", body)
	}
}

func TestWhatIsNoEventIsParkedAndCanBeReplayed(t *testing.T) {
	url := servers.RabbitMQ(t)
	h := open(t, url, mailPaid)
	h.consume(t, refused)
	must(t, h.bus.Ping(t.Context()))
	must(t, raw(t, url).Publish("", "mail", true, false, amqp.Publishing{MessageId: "stray", Body: []byte("hello")}))
	for range 2 {
		eventually(t, "it is parked", func() bool { return h.mail(t) == events.Depth{Consumer: "mail", Parked: 1} })
		dead, err := h.bus.DeadLetters(t.Context(), "", 10)
		must(t, err)
		if len(dead) != 1 || dead[0].EventID != "stray" || dead[0].Tries != events.MaxTries || dead[0].LastError == "" {
			t.Fatalf("%+v", dead)
		}
		must(t, h.bus.Replay(t.Context(), "mail", "stray"))
	}
}

func TestTriesSurviveTheProcess(t *testing.T) {
	h := open(t, servers.RabbitMQ(t), mailPaid)
	tried := newLedger()
	handler := func(gate <-chan struct{}) events.Handler {
		return events.On(paid, func(_ context.Context, ev events.Event, _ note) error {
			if tried.add(ev)%4 == 0 {
				<-gate
			}
			return events.Permanent(errors.New("never"))
		})
	}
	ev := some(0, 1)
	must(t, h.bus.Publish(t.Context(), ev))
	for n := 4; n <= 8; n += 4 { // stopped in the middle of the 4th and 8th try
		gate := make(chan struct{})
		stop := h.consume(t, handler(gate))
		eventually(t, "it is being tried", func() bool { return tried.times(ev[0].ID) == n })
		close(gate)
		stop()
		h.Restart(t)
	}
	open := make(chan struct{})
	close(open)
	h.consume(t, handler(open))
	eventually(t, "it is parked", func() bool { return h.mail(t).Parked == 1 })
	if n := tried.times(ev[0].ID); n < events.MaxTries || n > events.MaxTries+2 {
		t.Errorf("%d tries", n)
	}
}

func TestAQueueThatSomebodyRemovedIsMadeAgain(t *testing.T) {
	url := servers.RabbitMQ(t)
	h := open(t, url, mailPaid)
	must(t, h.bus.Publish(t.Context(), some(0, 1)))
	rabbit.DeleteQueues(t, url, h.bus.Bindings())
	must(t, h.bus.Publish(t.Context(), some(1, 3)))
	if d := h.mail(t); d.Ready != 3 {
		t.Errorf("%+v", d)
	}
	seen := newLedger()
	h.consume(t, seen.on())
	eventually(t, "it is empty", func() bool { return h.mail(t).Ready == 0 })
	rabbit.DeleteQueues(t, url, h.bus.Bindings()) // under the consumer
	evs := some(4, 3)
	must(t, h.bus.Publish(t.Context(), evs))
	eventually(t, "it consumes again", func() bool { return seen.missing(ids(evs)) == 0 })
	must(t, raw(t, url).ExchangeDelete("flores.events", false, false))
	more := some(7, 3)
	eventually(t, "it publishes again", func() bool { return h.bus.Publish(t.Context(), more) == nil })
	eventually(t, "it is consumed", func() bool { return seen.missing(ids(more)) == 0 })
}

func TestDeadLettersThatAreFullPauseTheConsumerAndLoseNothing(t *testing.T) {
	url := servers.RabbitMQ(t)
	h := open(t, url, mailPaid)
	must(t, h.bus.Ping(t.Context()))
	ch := raw(t, url)
	must(t, ch.Confirm(false))
	var pending []*amqp.DeferredConfirmation
	for i := range 10_000 {
		ev := some(i, 1)[0]
		body, err := json.Marshal(ev)
		must(t, err)
		p, err := ch.PublishWithDeferredConfirm("", "mail.dead", true, false, amqp.Publishing{
			MessageId: ev.ID, Body: body, Headers: amqp.Table{"x-flores-parked": int64(1_800_000_000_000_000 + i)},
		})
		must(t, err)
		pending = append(pending, p)
	}
	const more = 20
	total := int64(more)
	for _, p := range pending {
		if p.Wait() {
			total++
		}
	}
	var tries atomic.Int64
	h.consume(t, events.On(paid, func(context.Context, events.Event, note) error {
		tries.Add(1)
		return events.Permanent(errors.New("never"))
	}))
	must(t, h.bus.Publish(t.Context(), some(0, more)))
	eventually(t, "the broker takes no more and none is lost", func() bool {
		d := h.mail(t)
		return tries.Load() > more*events.MaxTries+50 && d.Parked >= 10_000 && d.Ready+d.Parked >= total
	})
	// Looking again and again shows the same, oldest first.
	first, err := h.bus.DeadLetters(t.Context(), "mail", 5)
	must(t, err)
	for range 3 {
		again, err := h.bus.DeadLetters(t.Context(), "mail", 5)
		must(t, err)
		for i := range again {
			if again[i] != first[i] || again[i].Subject != some(i, 1)[0].Subject {
				t.Fatalf("%+v, then %+v", first[i], again[i])
			}
		}
	}
}
