package telemetry

import (
	"strconv"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// What follows is OTLP's ExportTraceServiceRequest in the JSON that its specification
// describes: ids in hexadecimal, 64-bit integers as text, enumerations as numbers.
// The official exporter brings protobuf and gRPC, which weigh more than the shop.

type otlpRequest struct {
	ResourceSpans []*otlpResourceSpans `json:"resourceSpans"`
}

type otlpResourceSpans struct {
	Resource struct {
		Attributes []otlpAttribute `json:"attributes,omitempty"`
	} `json:"resource"`
	ScopeSpans [1]otlpScopeSpans `json:"scopeSpans"`
}

type otlpScopeSpans struct {
	Scope struct {
		Name string `json:"name"`
	} `json:"scope"`
	Spans []otlpSpan `json:"spans"`
}

type otlpSpan struct {
	TraceID      string          `json:"traceId"`
	SpanID       string          `json:"spanId"`
	ParentSpanID string          `json:"parentSpanId,omitempty"`
	Flags        int             `json:"flags"`
	Name         string          `json:"name"`
	Kind         int             `json:"kind"`
	Start        string          `json:"startTimeUnixNano"`
	End          string          `json:"endTimeUnixNano"`
	Attributes   []otlpAttribute `json:"attributes,omitempty"`
	Dropped      int             `json:"droppedAttributesCount,omitempty"`
	Status       struct {
		Code int `json:"code,omitempty"`
	} `json:"status"`
}

type otlpAttribute struct {
	Key   string    `json:"key"`
	Value otlpValue `json:"value"`
}

type otlpValue struct {
	String *string  `json:"stringValue,omitempty"`
	Bool   *bool    `json:"boolValue,omitempty"`
	Int    *string  `json:"intValue,omitempty"`
	Double *float64 `json:"doubleValue,omitempty"`
}

// Flags beside the trace's own: the parent is known to be in another process, or not.
const (
	flagHasRemote = 0x100
	flagRemote    = 0x200
)

// statusError is OTLP's number of an error, which is not the library's.
const statusError = 2

// encode groups a batch by the service that made it.
func encode(batch []sdktrace.ReadOnlySpan) *otlpRequest {
	req := &otlpRequest{}
	of := map[*resource.Resource]*otlpResourceSpans{}
	for _, s := range batch {
		group := of[s.Resource()]
		if group == nil {
			group = &otlpResourceSpans{}
			group.Resource.Attributes = encodeAttributes(s.Resource().Attributes())
			group.ScopeSpans[0].Scope.Name = s.InstrumentationScope().Name
			of[s.Resource()] = group
			req.ResourceSpans = append(req.ResourceSpans, group)
		}
		group.ScopeSpans[0].Spans = append(group.ScopeSpans[0].Spans, encodeSpan(s))
	}
	return req
}

func encodeSpan(s sdktrace.ReadOnlySpan) otlpSpan {
	sc, parent := s.SpanContext(), s.Parent()
	out := otlpSpan{
		TraceID: sc.TraceID().String(), SpanID: sc.SpanID().String(), Flags: int(sc.TraceFlags()) | flagHasRemote,
		Name: s.Name(), Kind: kindOf(s.SpanKind()), Start: nanoseconds(s.StartTime()), End: nanoseconds(s.EndTime()),
		Attributes: encodeAttributes(s.Attributes()), Dropped: s.DroppedAttributes(),
	}
	if parent.HasSpanID() {
		out.ParentSpanID = parent.SpanID().String()
	}
	if parent.IsRemote() {
		out.Flags |= flagRemote
	}
	if s.Status().Code == codes.Error {
		out.Status.Code = statusError
	}
	return out
}

func kindOf(k trace.SpanKind) int {
	switch k {
	case trace.SpanKindServer:
		return 2
	case trace.SpanKindClient:
		return 3
	case trace.SpanKindProducer:
		return 4
	case trace.SpanKindConsumer:
		return 5
	}
	return 1
}

func nanoseconds(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }

func encodeAttributes(attrs []attribute.KeyValue) []otlpAttribute {
	out := make([]otlpAttribute, len(attrs))
	for i, a := range attrs {
		out[i] = otlpAttribute{string(a.Key), encodeValue(a.Value)}
	}
	return out
}

func encodeValue(v attribute.Value) (out otlpValue) {
	switch v.Type() {
	case attribute.BOOL:
		b := v.AsBool()
		out.Bool = &b
	case attribute.INT64:
		n := strconv.FormatInt(v.AsInt64(), 10)
		out.Int = &n
	case attribute.FLOAT64:
		f := v.AsFloat64()
		out.Double = &f
	default:
		text := v.String()
		out.String = &text
	}
	return out
}
