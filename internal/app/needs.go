package app

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"floresvictoria.cl/flores/internal/auth/authapi"
)

// Need is something that a service must be told by the environment before it can
// run in a process of its own.
type Need struct {
	Env     string
	Instead string // another variable that counts where this one is not set
	Help    string
	Secret  bool // it is, or holds, a secret
	// InData says that a process with a data directory can do without: it keeps the
	// store, or makes the secret, there.
	InData bool
	check  func(string) error
}

// The environment's names of the four servers.
const (
	EnvDatabase = "DATABASE_URL"
	EnvMongo    = "MONGODB_URI"
	EnvRedis    = "REDIS_URL"
	EnvSessions = "REDIS_SESSIONS_URL" // a second instance for sessions and limits; REDIS_URL where it is not set
	EnvRabbit   = "RABBITMQ_URL"
)

// The environment's names of the keys.
const (
	EnvSigningKey       = "AUTH_SIGNING_KEY"
	EnvRefreshKey       = "AUTH_REFRESH_KEY"
	EnvCredentialHashes = "AUTH_CREDENTIAL_HASHES"
	EnvLinkKey          = "ORDER_LINK_KEY"
	EnvMailPrivate      = "NOTIFICATION_PRIVATE_KEY"
	EnvMailPublic       = "NOTIFICATION_PUBLIC_KEY"
	EnvPublicURL        = "FLORES_PUBLIC_URL"
)

// keys describes the secrets that rows of the table list by name.
var keys = map[string]Need{
	EnvSigningKey:       {Help: "Signs access tokens: 32 random bytes in base64.", check: checkKey},
	EnvRefreshKey:       {Help: "Makes the successors of refresh tokens: 32 random bytes in base64.", check: checkKey},
	EnvCredentialHashes: {Help: "SHA-256 of every service's credential: SERVICE:HASH, separated by spaces; twice the same service while a credential is being replaced.", check: checkHashes},
	EnvLinkKey:          {Help: "Makes guests' order links: 32 random bytes in base64.", check: checkKey},
	EnvMailPrivate:      {Help: "Opens what other services seal for mails: 32 random bytes in base64.", check: checkKey},
	EnvMailPublic:       {Help: "The public half of " + EnvMailPrivate + ", in base64.", check: checkKey},
}

// override is the variable that says a setting for one service alone, where several
// share a process: ORDER_SERVICE_DATABASE_URL.
func override(service, env string) string {
	return strings.ToUpper(strings.ReplaceAll(service, "-", "_")) + "_" + env
}

// Needs lists what the service must be told, when those others run in its process.
func (t Table) Needs(s *Service, beside []string) []Need {
	var out []Need
	store := func(env, help string, check func(string) error) {
		out = append(out, Need{Env: override(s.Name, env), Instead: env, Help: help, Secret: true, InData: true, check: check})
	}
	for _, kind := range s.Stores {
		switch {
		case kind == PostgreSQL:
			store(EnvDatabase, "PostgreSQL of the service: postgres://user:password@host/database.", checkPostgres)
		case kind == MongoDB:
			store(EnvMongo, "MongoDB of the service: mongodb://user:password@host/database.", checkMongo)
		case s.Door():
			out = append(out, Need{Env: EnvSessions, Instead: EnvRedis, Help: "Redis of sessions and limits: redis://:password@host/0.", Secret: true, InData: true, check: checkRedis})
		default:
			store(EnvRedis, "Redis of carts and wishlists: redis://:password@host/0.", checkRedis)
		}
	}
	if len(s.Publishes)+len(s.Consumes) > 0 {
		out = append(out, Need{Env: EnvRabbit, Help: "RabbitMQ: amqp://user:password@host/vhost.", Secret: true, InData: true, check: checkAMQP})
	}
	if !s.Door() {
		out = append(out, Need{Env: EnvCredential(s.Name), Help: "What the service shows to auth-service to get its tokens: 32 or more random characters.", Secret: true, InData: true, check: checkCredential})
	}
	for _, name := range s.Keys {
		n := keys[name]
		n.Env, n.Secret, n.InData = name, name != EnvMailPublic, true
		out = append(out, n)
	}
	for _, name := range t.neighbours(s) {
		if !slices.Contains(beside, name) {
			out = append(out, Need{Env: EnvURL(name), Help: "Where " + name + " is.", check: checkNeighbour})
		}
	}
	if s.Links {
		out = append(out, Need{Env: EnvPublicURL, Help: "What the shop is called from outside.", check: func(v string) error {
			_, err := (&Config{PublicURL: v}).publicURL()
			return err
		}})
	}
	return out
}

// neighbours are those that the service calls: auth-service too, whose keys
// everybody but a door verifies with.
func (t Table) neighbours(s *Service) []string {
	names := slices.Clone(s.Calls)
	if !s.Door() && s.Name != authapi.Service && !slices.Contains(names, authapi.Service) {
		names = append(names, authapi.Service)
	}
	return names
}

// CheckNeeds reports everything that some services, together in one process, lack or
// were told wrong. With a data directory, what it can hold is not missed.
func (t Table) CheckNeeds(env Environment, names []string, data bool) error {
	var faults []error
	seen := map[string]bool{}
	for _, name := range names {
		s := t.Find(name)
		if s == nil {
			faults = append(faults, fmt.Errorf("there is no service %q: flores services lists them", name))
			continue
		}
		for _, n := range t.Needs(s, names) {
			err := n.fault(env, data)
			if err == nil || seen[err.Error()] {
				continue
			}
			seen[err.Error()] = true
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

func (n Need) fault(env Environment, data bool) error {
	name, value, err := n.value(env)
	switch {
	case err != nil:
		return err
	case value == "" && data && n.InData:
		return nil
	case value == "":
		return fmt.Errorf("%s is missing. %s", name, n.Help)
	}
	if err := n.check(value); err != nil {
		return fmt.Errorf("%s %w", name, err)
	}
	return nil
}

// value is what the environment says, and by which of the two names.
func (n Need) value(env Environment) (name, value string, err error) {
	name = n.Env
	value, err = env.Value(n.Env)
	if value == "" && err == nil && n.Instead != "" {
		name = n.Instead
		value, err = env.Value(n.Instead)
	}
	return name, value, err
}

// checkHashes: SERVICE:HASH SERVICE:HASH …
func checkHashes(s string) error { _, err := readHashes(s); return err }

func readHashes(s string) (map[string][]string, error) {
	out := map[string][]string{}
	for _, field := range strings.Fields(s) {
		name, hash, ok := strings.Cut(field, ":")
		if !ok || len(hash) != 64 {
			return nil, errors.New("is not a list of SERVICE:HASH")
		}
		out[name] = append(out[name], hash)
	}
	if len(out) == 0 {
		return nil, errors.New("is not a list of SERVICE:HASH")
	}
	return out, nil
}
