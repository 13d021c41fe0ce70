// Package edges is who may talk to whom in the cluster, by the table of services.
package edges

import (
	"fmt"
	"strings"

	"floresvictoria.cl/flores/internal/app"
)

// Who is no service of the table and talks to some.
const (
	Ingress  = "the ingress"
	Gatherer = "prometheus"
)

// Metrics is the port on which every service is watched.
const Metrics = 9090

// Edge is a way that is open: from a workload's pod to a port of another's.
type Edge struct {
	From, To string
	Port     int32
}

// ContainerPort is what a service's process listens on: the table's port, but for the
// frontend, which is not root.
func ContainerPort(row *app.Service) int32 {
	if row.Name == "frontend" {
		return 8080
	}
	return int32(row.Port)
}

// Of are the ways that the table asks for; every other is to be shut.
func Of(rows app.Table) map[Edge]bool {
	out := map[Edge]bool{{"postgres-roles", "postgres", 5432}: true, {"mongodb-users", "mongodb", 27017}: true}
	for _, row := range rows {
		for _, n := range rows.Needs(row, nil) {
			if to, port := server(n); to != "" {
				out[Edge{row.Name, to, port}] = true
			}
			for _, callee := range rows {
				if n.Env == app.EnvURL(callee.Name) {
					out[Edge{row.Name, callee.Name, ContainerPort(callee)}] = true
				}
			}
		}
		if row.Door() {
			out[Edge{Ingress, row.Name, ContainerPort(row)}] = true
		}
		out[Edge{Gatherer, row.Name, Metrics}] = true
	}
	return out
}

// server is the one that a need is about.
func server(n app.Need) (name string, port int32) {
	switch {
	case n.Instead == app.EnvDatabase:
		return "postgres", 5432
	case n.Instead == app.EnvMongo:
		return "mongodb", 27017
	case n.Env == app.EnvSessions:
		return "redis-sessions", 6379
	case n.Instead == app.EnvRedis:
		return "redis", 6379
	case n.Env == app.EnvRabbit:
		return "rabbitmq", 5672
	}
	return "", 0
}

// Outward tells whether a service may reach that port of the world's addresses; a nil
// row is no service.
func Outward(row *app.Service, port int32) bool {
	return row != nil && strings.Contains(strings.Join(row.Egress, " ")+" ", fmt.Sprintf(" %d ", port))
}
