package telemetry_test

import (
	"cmp"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/platform/telemetry"
)

func TestSettingsThatCannotWorkAreNamedWithoutTheirSecrets(t *testing.T) {
	for _, s := range []telemetry.Settings{
		{},
		{Endpoint: "http://collector:4318", Sampler: "parentbased_always_on"},
		{TracesEndpoint: "https://collector.example/take/v1/traces", Headers: "api-key=x%2Cy, more = z"},
		{Endpoint: "http://collector:4318/", Sampler: "traceidratio", SamplerArg: "0.25"},
	} {
		if err := s.Check(); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
	}
	for want, s := range map[string]telemetry.Settings{
		"OTEL_EXPORTER_OTLP_ENDPOINT":        {Endpoint: "collector:4317"},
		"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": {TracesEndpoint: "grpc://collector"},
		"OTEL_EXPORTER_OTLP_HEADERS":         {Headers: "s3cret"},
		"OTEL_TRACES_SAMPLER":                {Sampler: "jaeger_remote"},
		"OTEL_TRACES_SAMPLER_ARG":            {Sampler: "parentbased_traceidratio", SamplerArg: "7"},
	} {
		err := s.Check()
		if err == nil || !strings.HasPrefix(err.Error(), want+":") || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%+v: %v", s, err)
		}
		s.Endpoint = cmp.Or(s.Endpoint, "http://collector:4318")
		if _, err := telemetry.New(telemetry.Options{Settings: s}); err == nil {
			t.Errorf("%+v starts", s)
		}
	}
}
