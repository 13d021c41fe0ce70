package telemetry_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/telemetry"
)

func TestALogLineNamesItsTrace(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(telemetry.NewHandler(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelInfo}))).With("service", "order-service")
	line := func(of *slog.Logger, tp string) map[string]any {
		out.Reset()
		of.InfoContext(contract.WithTrace(t.Context(), tp), "paid", "n", 1)
		got := map[string]any{}
		must(t, json.Unmarshal(out.Bytes(), &got))
		return got
	}
	if got := line(log, foreign); got["trace_id"] != "4bf92f3577b34da6a3ce929d0e0e4736" || got["span_id"] != "00f067aa0ba902b7" || got["service"] != "order-service" || got["n"] != 1.0 {
		t.Errorf("%v", got)
	}
	for _, none := range []string{"", "not a trace"} {
		if got := line(log, none); got["trace_id"] != nil || got["msg"] != "paid" {
			t.Errorf("%v", got)
		}
	}
	if got := line(log.WithGroup("order"), foreign); got["service"] != "order-service" || got["order"] == nil {
		t.Errorf("%v", got)
	}
	out.Reset()
	if log.Debug("nothing"); out.Len() != 0 {
		t.Errorf("%s", out.String())
	}
}
