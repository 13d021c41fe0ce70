package app

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"sort"
	"strings"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/health"
	"floresvictoria.cl/flores/internal/platform/operator"
)

// Store is a kind of store that the requirements document names. Its embedded
// twin stands in where no address of a server is given.
type Store string

// The stores.
const (
	PostgreSQL Store = "PostgreSQL"
	MongoDB    Store = "MongoDB"
	Redis      Store = "Redis"
)

// Service is a row of the table: everything that start order, routes, documents,
// scrape targets and manifests have to agree on.
type Service struct {
	Name       string
	About      string   // one sentence, for the document of the API
	Port       int      // the requirements document's
	Base       []string // public paths; a door's own
	Stores     []Store
	Operations []*contract.Op
	Operator   *operator.Operations // made from the first base path; part of Operations
	Calls      []string             // the services it has connections to, and no others
	Publishes  []string
	Consumes   []string
	Egress     []string     // what it reaches outside the cluster
	Keys       []string     // secrets that it is told by the environment: see Needs
	Links      bool         // it writes links to the shop, so it must know what the shop is called from outside
	Tables     func() fs.FS // of its relational store: its own, or those of its embedded twin
	Build      func(ctx context.Context, k *Kit) (*Part, error)
}

// Door tells whether the public comes in through the service.
func (s *Service) Door() bool { return len(s.Operations) == 0 }

// Part is a service that has been built and not yet started.
type Part struct {
	Routes   func(*contract.Router)
	Handler  http.Handler // of a door, in place of Routes
	Handlers []events.Handler
	Watches  []events.Handler
	Run      []func(ctx context.Context) error
	Checks   map[string]health.Check
}

// Table is the shop: its services in start order.
type Table []*Service

// NewTable checks the rows against each other and sorts them: who is called
// comes first, ties by name. Every fault is reported.
func NewTable(rows []*Service) (Table, error) {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	byName := map[string]*Service{}
	published := map[string]string{}
	routes := map[string]string{}
	for _, s := range rows {
		if !s.Door() && len(s.Base) > 0 && s.Operator == nil {
			s.Operator = operator.For(s.Base[0])
			s.Operations = append(s.Operations, s.Operator.Meta()...)
		}
		if byName[s.Name] != nil {
			fault("%s stands twice in the table", s.Name)
		}
		byName[s.Name] = s
		for _, t := range s.Publishes {
			if published[t] != "" {
				fault("%s is published by %s and %s", t, published[t], s.Name)
			}
			published[t] = s.Name
		}
		for _, op := range s.Operations {
			if err := op.Check(); err != nil {
				fault("%s: %v", s.Name, err)
			}
			if other := routes[op.String()]; other != "" {
				fault("%s is an operation of %s and %s", op, other, s.Name)
			}
			routes[op.String()] = s.Name
			if !op.Internal() && !underBase(op.Path, s.Base) {
				fault("%s: %s lies outside its base paths", s.Name, op)
			}
		}
	}
	for _, s := range rows {
		for _, name := range s.Calls {
			if byName[name] == nil {
				fault("%s calls %s, which is not in the table", s.Name, name)
			}
		}
		for _, t := range s.Consumes {
			if published[t] == "" {
				fault("%s consumes %s, which nobody publishes", s.Name, t)
			}
		}
		for _, op := range s.Operations {
			for _, caller := range op.Access.Callers() {
				c := byName[caller]
				if c == nil || (caller != s.Name && !slices.Contains(c.Calls, s.Name)) {
					fault("%s lets %s call, which the table does not connect to %s", op, caller, s.Name)
				}
			}
		}
	}
	sorted, err := startOrder(rows)
	if err != nil {
		fault("%v", err)
	}
	if len(faults) > 0 {
		sort.Strings(faults)
		return nil, fmt.Errorf("the table of services: %s", strings.Join(faults, "; "))
	}
	return sorted, nil
}

func underBase(path string, base []string) bool {
	for _, b := range base {
		if path == b || strings.HasPrefix(path, b+"/") {
			return true
		}
	}
	return false
}

func startOrder(rows []*Service) (Table, error) {
	left := slices.Clone(rows)
	slices.SortFunc(left, func(a, b *Service) int { return strings.Compare(a.Name, b.Name) })
	var out Table
	started := map[string]bool{}
	for len(left) > 0 {
		i := slices.IndexFunc(left, func(s *Service) bool {
			return !slices.ContainsFunc(s.Calls, func(name string) bool { return !started[name] })
		})
		if i < 0 {
			names := make([]string, len(left))
			for j, s := range left {
				names[j] = s.Name
			}
			return nil, fmt.Errorf("these call each other in a circle: %s", strings.Join(names, ", "))
		}
		out = append(out, left[i])
		started[left[i].Name] = true
		left = slices.Delete(left, i, i+1)
	}
	return out, nil
}

// Find returns the row of a service, or nil.
func (t Table) Find(name string) *Service {
	for _, s := range t {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// EnvURL is the environment variable that says where a service is: the
// requirements document's AUTH_SERVICE_URL and its like.
func EnvURL(service string) string {
	return strings.ToUpper(strings.ReplaceAll(service, "-", "_")) + "_URL"
}
