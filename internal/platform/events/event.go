package events

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Event says that something happened to one aggregate, with enough state for
// those who react. On the wire it is a CloudEvents 1.0 JSON envelope.
type Event struct {
	ID          string    // UUIDv7; consumers act once per ID
	Source      string    // the publishing service; the outbox fills it when empty
	Type        string    // "order.paid"
	Subject     string    // the aggregate's identifier
	Version     int64     // the aggregate's version after the change
	Time        time.Time // when it happened; the outbox fills it when zero
	TraceParent string    // W3C trace context of the cause; empty when unknown
	Data        json.RawMessage
}

// envelope is the JSON event format of CloudEvents 1.0. The version travels as
// a string: CloudEvents integers have 32 bits.
type envelope struct {
	SpecVersion string          `json:"specversion"`
	ID          string          `json:"id"`
	Source      string          `json:"source"`
	Type        string          `json:"type"`
	Subject     string          `json:"subject,omitzero"`
	Time        time.Time       `json:"time,omitzero"`
	ContentType string          `json:"datacontenttype,omitzero"`
	Version     string          `json:"aggregateversion"`
	TraceParent string          `json:"traceparent,omitzero"`
	Data        json.RawMessage `json:"data,omitzero"`
}

// MarshalJSON writes the envelope.
func (e Event) MarshalJSON() ([]byte, error) {
	return json.Marshal(envelope{
		SpecVersion: "1.0", ID: e.ID, Source: e.Source, Type: e.Type, Subject: e.Subject,
		Time: e.Time, ContentType: "application/json", Version: strconv.FormatInt(e.Version, 10),
		TraceParent: e.TraceParent, Data: e.Data,
	})
}

// UnmarshalJSON reads an envelope and ignores attributes it does not know, since
// the publisher may be of a newer release.
func (e *Event) UnmarshalJSON(b []byte) error {
	var v envelope
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	switch {
	case v.SpecVersion != "1.0":
		return fmt.Errorf("event of CloudEvents version %q, not 1.0", v.SpecVersion)
	case v.ID == "" || v.Type == "" || v.Source == "":
		return fmt.Errorf("event without id, source or type")
	}
	version, err := strconv.ParseInt(v.Version, 10, 64)
	if err != nil {
		return fmt.Errorf("event's aggregateversion: %w", err)
	}
	*e = Event{ID: v.ID, Source: v.Source, Type: v.Type, Subject: v.Subject, Version: version,
		Time: v.Time, TraceParent: v.TraceParent, Data: v.Data}
	return nil
}
