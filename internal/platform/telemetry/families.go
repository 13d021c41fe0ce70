package telemetry

// Family is a name that series share, what it counts, and how.
type Family struct{ Name, Kind, Help string }

const (
	histogram = "histogram"
	counter   = "counter"
	gauge     = "gauge"
)

// CounterFamily describes a counter of the application's own.
func CounterFamily(name, help string) Family { return Family{name, counter, help} }

// GaugeFamily describes a gauge of the application's own.
func GaugeFamily(name, help string) Family { return Family{name, gauge, help} }

// Families are all that this package counts, beside the runtime's go_ and process_.
var Families = []Family{
	{"flores_build_info", gauge, "1; its label tells the build's version."},

	{"http_server_request_duration_seconds", histogram, "How long operations take, by service, operation and class of status."},
	{"http_server_active_requests", gauge, "Requests being served."},

	{"http_client_request_duration_seconds", histogram, "How long calls between services take, repeats included, by outcome: ok, refused (4xx), failed (5xx), timeout, unreachable, circuit_open, cancelled, invalid."},
	{"http_client_retries_total", counter, "Calls between services that were sent again."},
	{"http_client_circuit_open", gauge, "1 while the circuit breaker keeps calls from the provider."},

	{"db_client_operation_duration_seconds", histogram, "How long the store takes, the wait for a connection or the writer included."},
	{"db_client_connections_usage", gauge, "Connections of the pool, by state: used or idle."},
	{"db_client_connections_max", gauge, "The most connections that the pool opens; 0 is no bound."},
	{"db_client_connections_waits_total", counter, "How often somebody waited for a connection."},
	{"db_client_connections_wait_seconds_total", counter, "How long they waited, together."},
	{"db_client_connections_pending_requests", gauge, "Who waits for a connection, or for the one that writes, now."},

	{"events_outbox_size", gauge, "Events that are written and not yet published; -1: the store does not answer."},
	{"events_published_total", counter, "Events published; one may count twice after a crash."},
	{"events_publish_failures_total", counter, "Batches of events that the bus did not take."},
	{"events_queue_ready", gauge, "Events that wait for the consumer, or are at work."},
	{"events_queue_parked", gauge, "Dead letters of the consumer."},
	{"events_handler_duration_seconds", histogram, "How long handlers take, by outcome: ok, refused (the event's own fault) or failed (store or neighbour; tried again)."},

	{"otlp_spans_exported_total", counter, "Spans that the collector took."},
	{"otlp_spans_dropped_total", counter, "Spans that the collector did not take; those that found the queue full are not among them."},
}
