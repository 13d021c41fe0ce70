// Package telemetry is what an operator sees of a process: metrics in Prometheus'
// text, traces sent to an OpenTelemetry collector when one is configured, and the
// trace's id in every log line.
//
// Telemetry is the process's; Service is one service's part of it, whose hooks the
// application puts on the service's router, connections, stores and queue. Names
// follow OpenTelemetry's conventions, written as Prometheus writes them; families.go
// lists all of them. Nothing personal goes into a label or a span: routes are
// patterns, and neither paths, queries, bodies nor error texts are recorded.
package telemetry
