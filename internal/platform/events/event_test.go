package events_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/events"
)

type paidData struct {
	TotalCLP int64  `json:"total_clp"`
	Note     string `json:"note,omitzero"`
}

var paid = events.Define[paidData]("order.paid")

func TestAnEventTravelsAsACloudEvent(t *testing.T) {
	ev := paid.New("FV-1", 3, paidData{TotalCLP: 25990})
	ev.Source, ev.Time, ev.TraceParent = "order-service", time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), "00-aa-bb-01"
	b, err := json.Marshal(ev)
	must(t, err)
	var got map[string]any
	must(t, json.Unmarshal(b, &got))
	for key, want := range map[string]any{
		"specversion": "1.0", "id": ev.ID, "source": "order-service", "type": "order.paid", "subject": "FV-1",
		"time": "2026-11-24T12:00:00Z", "datacontenttype": "application/json", "aggregateversion": "3", "traceparent": "00-aa-bb-01",
	} {
		if got[key] != want {
			t.Errorf("%s is %v, not %v", key, got[key], want)
		}
	}
	if data, _ := json.Marshal(got["data"]); string(data) != `{"total_clp":25990}` {
		t.Errorf("data is %s", data)
	}
}

func TestAnEnvelopeIsReadOrRefused(t *testing.T) {
	const good = `{"specversion":"1.0","id":"i","source":"s","type":"order.paid","aggregateversion":"7","data":{"total_clp":1},"fromthefuture":[1]}`
	var ev events.Event
	must(t, json.Unmarshal([]byte(good), &ev))
	data, err := paid.Decode(ev)
	if err != nil || ev.Version != 7 || data.TotalCLP != 1 {
		t.Errorf("%+v %+v %v", ev, data, err)
	}
	for name, change := range map[string][2]string{
		"another version of the format": {`"1.0"`, `"2.0"`},
		"no id":                         {`"id":"i",`, ``},
		"no type":                       {`"type":"order.paid",`, ``},
		"no source":                     {`"source":"s",`, ``},
		"no aggregate's version":        {`"aggregateversion":"7",`, ``},
		"no JSON":                       {`}`, ``},
	} {
		if json.Unmarshal([]byte(strings.Replace(good, change[0], change[1], 1)), &ev) == nil {
			t.Errorf("%s: read", name)
		}
	}
}

func TestAHandlerGetsTypedDataOrBlamesTheMessage(t *testing.T) {
	var got paidData
	broken := errors.New("the store is down")
	var answer error
	h := events.On(paid, func(_ context.Context, _ events.Event, data paidData) error { got = data; return answer })
	ev := paid.New("FV-1", 1, paidData{TotalCLP: 9, Note: "hola"})
	if err := h.Handle(t.Context(), ev); err != nil || got.Note != "hola" || h.Type != "order.paid" {
		t.Errorf("%+v %v", got, err)
	}
	answer = broken
	if err := h.Handle(t.Context(), ev); !errors.Is(err, broken) || events.IsPermanent(err) {
		t.Errorf("an outage: %v", err)
	}
	answer = fmt.Errorf("pay: %w", events.Permanent(broken))
	if err := h.Handle(t.Context(), ev); !errors.Is(err, broken) || !events.IsPermanent(err) {
		t.Errorf("a rule: %v", err)
	}
	bad, other := ev, ev
	bad.Data, other.Type = json.RawMessage(`{"total_clp":"x"}`), "order.placed"
	for _, ev := range []events.Event{bad, other} {
		if err := h.Handle(t.Context(), ev); !events.IsPermanent(err) {
			t.Errorf("%s %s: %v", ev.Type, ev.Data, err)
		}
	}
	if events.Permanent(nil) != nil {
		t.Error("no error became one")
	}
}

func TestWaitsGrowToTheirBound(t *testing.T) {
	b := events.Backoff{}
	for n := 1; n < 100; n++ {
		step := min(50*time.Millisecond<<min(n-1, 20), 10*time.Second)
		if d := b.After(n); d < step/2 || d > step {
			t.Errorf("wait %d is %v, step %v", n, d, step)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
