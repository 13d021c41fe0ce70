package edges_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/test/kubernetes/edges"
)

func TestTheEdgesAreThoseOfTheTable(t *testing.T) {
	rows, err := app.Services()
	if err != nil {
		t.Fatal(err)
	}
	got := edges.Of(rows)
	for e, want := range map[edges.Edge]bool{
		{From: "order-service", To: "product-service", Port: 3002}:   true,
		{From: "order-service", To: "postgres", Port: 5432}:          true,
		{From: "order-service", To: "product-service", Port: 9090}:   false,
		{From: "product-service", To: "order-service", Port: 3004}:   false,
		{From: "product-service", To: "postgres", Port: 5432}:        false,
		{From: "cart-service", To: "redis", Port: 6379}:              true,
		{From: "cart-service", To: "redis-sessions", Port: 6379}:     false,
		{From: "frontend", To: "redis-sessions", Port: 6379}:         true,
		{From: "frontend", To: "rabbitmq", Port: 5672}:               false,
		{From: "user-service", To: "rabbitmq", Port: 5672}:           true,
		{From: edges.Ingress, To: "frontend", Port: 8080}:            true,
		{From: edges.Ingress, To: "order-service", Port: 3004}:       false,
		{From: edges.Gatherer, To: "auth-service", Port: 9090}:       true,
		{From: "postgres-roles", To: "postgres", Port: 5432}:         true,
		{From: "auth-service", To: "order-service", Port: 3004}:      false,
		{From: "contact-service", To: "auth-service", Port: 3001}:    true,
		{From: "contact-service", To: "contact-service", Port: 3008}: false,
	} {
		if got[e] != want {
			t.Errorf("%+v: %t", e, got[e])
		}
	}
	out := func(name string, port int32) bool { return edges.Outward(rows.Find(name), port) }
	if !out("order-service", 443) || out("order-service", 80) || out("cart-service", 443) || !out("notification-service", 465) || out("flores", 443) {
		t.Error("somebody else gets out than the table says")
	}
}
