// Package settings is what the environment says of the cluster under test.
package settings

import (
	"cmp"
	"fmt"
	"os"
	"time"

	"floresvictoria.cl/flores/test/cluster/shopper"
)

// Settings are described, with their variables, in the documentation of the module's
// root. What is empty is the overlay's own.
type Settings struct {
	Overlay          string
	AsWritten        bool
	Registry, Tag    string
	Stores           map[string]string // images of the four servers that are said
	WithoutRoles     string            // "yes" or "no"
	StorageClass     string
	IngressClass     string
	IngressNamespace string
	Ingress, Gateway shopper.Door
	Outside          string // HOST:PORT
	Flores           string // a binary
	Mine, Keep       bool
	Patience         time.Duration
}

// Stores are the kinds of server that the shop keeps its data on, by the names of
// their workloads. Both instances of Redis run one image.
var Stores = []string{"postgres", "mongodb", "redis", "rabbitmq"}

// storeVariables are where their images are said.
var storeVariables = map[string]string{
	"postgres": "FLORES_CLUSTER_POSTGRES", "mongodb": "FLORES_CLUSTER_MONGODB", "redis": "FLORES_CLUSTER_REDIS", "rabbitmq": "FLORES_CLUSTER_RABBITMQ",
}

// Read reads them.
func Read() (Settings, error) {
	env := func(name string) string { return os.Getenv("FLORES_CLUSTER_" + name) }
	s := Settings{
		Overlay:  cmp.Or(env("OVERLAY"), "dev"),
		Registry: env("REGISTRY"), Tag: env("TAG"), Stores: map[string]string{},
		WithoutRoles: env("MONGODB_WITHOUT_ROLES"), StorageClass: env("STORAGE_CLASS"),
		IngressClass: env("INGRESS_CLASS"), IngressNamespace: env("INGRESS_NAMESPACE"),
		Ingress: shopper.Door{URL: cmp.Or(env("INGRESS_URL"), "http://127.0.0.1"), Host: env("INGRESS_HOST")},
		Outside: env("OUTSIDE"), Flores: env("FLORES"),
	}
	s.Gateway = shopper.Door{URL: cmp.Or(env("GATEWAY_URL"), s.Ingress.URL), Host: cmp.Or(env("GATEWAY_HOST"), s.Ingress.Host)}
	for kind, variable := range storeVariables {
		if image := os.Getenv(variable); image != "" {
			s.Stores[kind] = image
		}
	}
	for name, to := range map[string]*bool{"AS_WRITTEN": &s.AsWritten, "MINE": &s.Mine, "KEEP": &s.Keep} {
		switch v := env(name); v {
		case "yes":
			*to = true
		case "", "no":
		default:
			return s, fmt.Errorf("FLORES_CLUSTER_%s is yes or no, not %q", name, v)
		}
	}
	var err error
	if s.Patience, err = time.ParseDuration(cmp.Or(env("PATIENCE"), "10m")); err != nil {
		return s, fmt.Errorf("FLORES_CLUSTER_PATIENCE: %w", err)
	}
	return s, nil
}
