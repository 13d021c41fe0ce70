package rabbit

import (
	"encoding/json"
	"fmt"

	amqp "github.com/rabbitmq/amqp091-go"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
)

// contentType is that of a CloudEvent whose attributes are in the body.
const contentType = "application/cloudevents+json"

// The headers that a message gets on its way; an event as published has none.
const (
	headerTries  = "x-flores-tries"  // failures that were its own fault
	headerError  = "x-flores-error"  // the last one
	headerParked = "x-flores-parked" // microseconds since epoch
)

// encode makes the message of an event.
func encode(ev events.Event) (amqp.Publishing, error) {
	body, err := json.Marshal(ev)
	if err != nil {
		return amqp.Publishing{}, fmt.Errorf("encode event %s: %w", ev.ID, err)
	}
	return amqp.Publishing{
		ContentType: contentType, DeliveryMode: amqp.Persistent, Body: body,
		MessageId: ev.ID, Type: ev.Type, AppId: ev.Source, Timestamp: ev.Time,
	}, nil
}

// copyOf is the message again, with other headers.
func copyOf(d *amqp.Delivery, headers amqp.Table) amqp.Publishing {
	return amqp.Publishing{
		ContentType: d.ContentType, DeliveryMode: amqp.Persistent, Body: d.Body,
		MessageId: d.MessageId, Type: d.Type, AppId: d.AppId, Timestamp: d.Timestamp, Headers: headers,
	}
}

// decode reads the event of a message. An error is the message's own fault.
func decode(d *amqp.Delivery) (events.Event, error) {
	var ev events.Event
	if err := json.Unmarshal(d.Body, &ev); err != nil {
		return ev, events.Permanent(fmt.Errorf("decode the envelope: %w", err))
	}
	return ev, nil
}

// number reads a whole number from the headers; others may have written it.
func number(headers amqp.Table, name string) int64 {
	switch n := headers[name].(type) {
	case int64:
		return n
	case int32:
		return int64(n)
	}
	return 0
}

// deadLetter describes a parked message. One that is no event is known by its
// properties.
func deadLetter(consumer string, d *amqp.Delivery) events.DeadLetter {
	out := events.DeadLetter{Consumer: consumer, EventID: d.MessageId, Type: d.Type, Tries: int(number(d.Headers, headerTries))}
	if us := number(d.Headers, headerParked); us != 0 {
		out.ParkedAt = clock.FromMicros(us)
	}
	out.LastError, _ = d.Headers[headerError].(string)
	if ev, err := decode(d); err == nil {
		out.EventID, out.Type, out.Subject = ev.ID, ev.Type, ev.Subject
	}
	return out
}
