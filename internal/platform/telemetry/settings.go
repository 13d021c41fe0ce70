package telemetry

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// Settings say where traces go and how many, by OpenTelemetry's own environment
// variables. The zero value records none.
type Settings struct {
	Endpoint       string `help:"Collector of traces (OTLP over HTTP, JSON), such as http://collector:4318; without it none are recorded." env:"OTEL_EXPORTER_OTLP_ENDPOINT" placeholder:"URL" name:"otlp-endpoint"`
	TracesEndpoint string `help:"As OTEL_EXPORTER_OTLP_ENDPOINT, with the whole path." env:"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" placeholder:"URL" name:"otlp-traces-endpoint"`
	Headers        string `help:"What the collector wants to be sent: name=value,name=value, percent-encoded." env:"OTEL_EXPORTER_OTLP_HEADERS" placeholder:"LIST" name:"otlp-headers" secret:"true"`
	Sampler        string `help:"Which traces are recorded: parentbased_always_on, parentbased_always_off, parentbased_traceidratio, or these without parentbased_." env:"OTEL_TRACES_SAMPLER" default:"parentbased_always_on" name:"traces-sampler"`
	SamplerArg     string `help:"The share that the traceidratio samplers take, 0 to 1." env:"OTEL_TRACES_SAMPLER_ARG" placeholder:"SHARE" name:"traces-sampler-arg"`
}

// Check reports every fault at once.
func (s Settings) Check() error {
	_, errAddress := s.address()
	_, errHeaders := s.headers()
	_, _, errSampler := s.sampler()
	return errors.Join(errAddress, errHeaders, errSampler)
}

// address is where the collector takes traces; nil is nowhere.
func (s Settings) address() (*url.URL, error) {
	text, name, path := s.TracesEndpoint, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", ""
	if text == "" {
		text, name, path = s.Endpoint, "OTEL_EXPORTER_OTLP_ENDPOINT", "/v1/traces"
	}
	if text == "" {
		return nil, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, fmt.Errorf("%s: not an http(s) address", name)
	}
	if path != "" {
		u.Path = strings.TrimSuffix(u.Path, "/") + path
	}
	return u, nil
}

// headers are those to send with every batch. A fault does not say the value, which
// may be a key.
func (s Settings) headers() (map[string]string, error) {
	out := map[string]string{}
	for part := range strings.SplitSeq(s.Headers, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		name, value, ok := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		v, err := url.PathUnescape(strings.TrimSpace(value))
		if !ok || name == "" || err != nil || strings.ContainsAny(v, "\r\n") {
			return nil, errors.New("OTEL_EXPORTER_OTLP_HEADERS: not name=value,name=value")
		}
		out[name] = v
	}
	return out, nil
}

// sampler decides which traces are recorded; follows tells whether it leaves that to
// who began the trace.
func (s Settings) sampler() (_ sdktrace.Sampler, follows bool, _ error) {
	name, follows := strings.CutPrefix(s.Sampler, "parentbased_")
	var root sdktrace.Sampler
	switch name {
	case "always_on":
		root = sdktrace.AlwaysSample()
	case "always_off":
		root = sdktrace.NeverSample()
	case "traceidratio":
		share := 1.0
		if s.SamplerArg != "" {
			var err error
			if share, err = strconv.ParseFloat(s.SamplerArg, 64); err != nil || !(share >= 0 && share <= 1) {
				return nil, false, errors.New("OTEL_TRACES_SAMPLER_ARG: not a share between 0 and 1")
			}
		}
		root = sdktrace.TraceIDRatioBased(share)
	case "":
		return sdktrace.ParentBased(sdktrace.AlwaysSample()), true, nil
	default:
		return nil, false, fmt.Errorf("OTEL_TRACES_SAMPLER: %q is none of OpenTelemetry's samplers", s.Sampler)
	}
	if follows {
		return sdktrace.ParentBased(root), true, nil
	}
	return root, false, nil
}
