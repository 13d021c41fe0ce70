package traceparent_test

import (
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/platform/telemetry/traceparent"
)

const example = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" // of the recommendation

func TestAForeignTraceIsReadOrDropped(t *testing.T) {
	if !traceparent.Valid(example) || !traceparent.Sampled(example) {
		t.Error("the recommendation's own example is refused")
	}
	if id, span := traceparent.TraceID(example), traceparent.SpanID(example); id != "4bf92f3577b34da6a3ce929d0e0e4736" || span != "00f067aa0ba902b7" {
		t.Errorf("trace %s, span %s", id, span)
	}
	for name, tp := range map[string]string{
		"nothing":           "",
		"too short":         example[:54],
		"too long":          example + "-x",
		"another version":   "ff" + example[2:],
		"capitals":          strings.ToUpper(example),
		"no trace":          "00-" + strings.Repeat("0", 32) + example[35:],
		"no span":           example[:36] + strings.Repeat("0", 16) + "-01",
		"signs of a script": "00-4bf92f3577b34da6a3ce929d0e<script>-00f067aa0ba902b7-01",
	} {
		if traceparent.Valid(tp) {
			t.Errorf("%s passes: %q", name, tp)
		}
	}
}

func TestANewTraceIsValidAndItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for i := range 1000 {
		tp := traceparent.New(i%2 == 0)
		if !traceparent.Valid(tp) || seen[tp] || traceparent.Sampled(tp) != (i%2 == 0) {
			t.Fatalf("%q", tp)
		}
		seen[tp] = true
	}
}

func TestWorkUnderAContextHasItsTrace(t *testing.T) {
	if tp := traceparent.From(t.Context()); tp != "" {
		t.Errorf("a trace from nowhere: %q", tp)
	}
	if tp := traceparent.From(traceparent.With(t.Context(), example)); tp != example {
		t.Errorf("got %q", tp)
	}
}
