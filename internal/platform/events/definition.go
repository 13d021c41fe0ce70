package events

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

// Definition is one type of event and the type of its data: the line of a
// service's contract that publisher and consumers share.
//
//	var Paid = events.Define[PaidData]("order.paid")
type Definition[T any] struct{ name string }

// Define names a type of event. T only ever gains members: consumers of an
// older release ignore what they do not know, and a member that is absent must
// have a sensible zero.
func Define[T any](name string) Definition[T] { return Definition[T]{name: name} }

// Type is the event's type as it travels, for bindings.
func (d Definition[T]) Type() string { return d.name }

// New makes the event. subject is the aggregate's identifier and version the
// one that the change gave it. It panics when data has no JSON form, which is
// a fault of T and no state a program can be in.
func (d Definition[T]) New(subject string, version int64, data T) Event {
	body, err := json.Marshal(data)
	if err != nil {
		panic(fmt.Sprintf("event %s has no JSON form: %v", d.name, err))
	}
	return Event{ID: id.New(), Type: d.name, Subject: subject, Version: version, Data: body}
}

// Decode reads the event's data. An error is the message's own fault.
func (d Definition[T]) Decode(ev Event) (T, error) {
	var data T
	if ev.Type != d.name {
		return data, Permanent(fmt.Errorf("event is %s, not %s", ev.Type, d.name))
	}
	if err := json.Unmarshal(ev.Data, &data); err != nil {
		return data, Permanent(fmt.Errorf("decode %s: %w", d.name, withoutValue(err)))
	}
	return data, nil
}

// withoutValue says where decoding failed and not what was there: the error is kept
// with the dead letter and logged, and the value may be somebody's secret.
func withoutValue(err error) error {
	var at *json.UnmarshalTypeError
	if errors.As(err, &at) && at.Field != "" {
		return fmt.Errorf("%s is no %s", at.Field, at.Type)
	}
	return errors.New("the data is not what the type says")
}

// Handler takes the events of one type for a consumer.
type Handler struct {
	Type   string
	Handle func(ctx context.Context, ev Event) error
}

// On makes a handler of fn. fn runs at least once per event and several at a
// time, in no order. It returns nil when the event is dealt with (also when it
// was known already), Permanent(err) when the event itself can never be dealt
// with, and any other error when the store or a neighbour fails: then the
// consumer pauses and the event is tried again, without end. ctx carries the trace
// of the event's cause.
func On[T any](d Definition[T], fn func(ctx context.Context, ev Event, data T) error) Handler {
	return Handler{Type: d.name, Handle: func(ctx context.Context, ev Event) error {
		data, err := d.Decode(ev)
		if err != nil {
			return err
		}
		if traceparent.From(ctx) == "" && traceparent.Valid(ev.TraceParent) {
			ctx = traceparent.With(ctx, ev.TraceParent)
		}
		return fn(ctx, ev, data)
	}}
}
