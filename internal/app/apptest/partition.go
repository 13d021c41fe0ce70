package apptest

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/test/processes"
	"floresvictoria.cl/flores/test/servers"
)

// Partitioned are the options of a shop that is cut as the word says:
//
//	""        all services in one process, joined in memory
//	http      the same with HTTP between them
//	doors     the doors in one process, the services in another
//	each      every service in a process of its own, on the four servers
//	random:N  the services in some processes, as seed N has it; the stores of
//	          documents embedded, so that the suite tests the cut and not the stand-in
func Partitioned(t testing.TB, word string) Options {
	t.Helper()
	kind, seed, _ := strings.Cut(word, ":")
	switch kind {
	case "":
		return Options{}
	case "http":
		return Options{HTTP: true}
	case "doors":
		return Options{Split: true}
	case "each":
		o := &processes.Options{Servers: Servers(t)}
		o.Servers[app.EnvMongo] = servers.Mongo(t)
		return Options{Processes: o}
	case "random":
		n, err := strconv.ParseUint(seed, 10, 64)
		if err != nil {
			t.Fatalf("the partition %q has no seed: %v", word, err)
		}
		return Options{Processes: &processes.Options{Servers: Servers(t), Partition: partition(t, n)}}
	}
	t.Fatalf("there is no partition %q", word)
	return Options{}
}

// Servers are fresh places on all servers but that of the documents.
func Servers(t testing.TB) map[string]string {
	t.Helper()
	return map[string]string{app.EnvDatabase: servers.Postgres(t), app.EnvRedis: servers.Redis(t), app.EnvRabbit: servers.RabbitMQ(t)}
}

// partition deals the services to two or more processes.
func partition(t testing.TB, seed uint64) (out [][]string) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 0))
	hands := make([][]string, 2+r.IntN(5))
	table, err := app.Services()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range table {
		i := r.IntN(len(hands))
		hands[i] = append(hands[i], s.Name)
	}
	for _, h := range hands {
		if len(h) > 0 {
			out = append(out, h)
		}
	}
	return out
}
