package app

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// ClusterSecret is what one consumer in a cluster is told in secret. Nobody else
// mounts it.
type ClusterSecret struct {
	Name string // the consumer's
	Data map[string]string
}

// The cluster's names of the four servers; redis-sessions is the doors' own.
const (
	hostPostgres = "postgres"
	hostMongo    = "mongodb"
	hostRedis    = "redis"
	hostSessions = "redis-sessions"
	hostRabbit   = "rabbitmq"

	clusterDatabase = "floresvictoria" // of PostgreSQL
	clusterAdmin    = "floresuser"     // who makes its roles
	clusterVhost    = "flores"         // of RabbitMQ
	brokerAdmin     = "admin"          // of all of it
)

// ClusterKey is the key under which a service's Secret holds what the service must be
// told in secret: the variable's name, but for the one that the requirements document
// names.
func ClusterKey(n Need) string {
	switch {
	case n.Env == EnvSigningKey:
		return "jwt_secret"
	case n.Env == EnvSessions || n.Instead == "":
		return n.Env
	}
	return n.Instead // a Secret is one service's, so nothing has to say whose
}

// InClusterSecret tells whether a need is met by the service's Secret: what is
// secret, and the public half of a key that is made with it.
func InClusterSecret(n Need) bool { return n.Secret || n.Env == EnvMailPublic }

// ClusterSecrets makes everything secret of a shop in a cluster: a Secret a service, a
// second one for what migrates its schema, and one for each server and each job that
// makes a server's users. Every service has a user of its own on each server it uses.
func ClusterSecrets(table Table) ([]ClusterSecret, error) {
	made, err := NewSecrets(table)
	if err != nil {
		return nil, err
	}
	c := &clusterSecrets{made: made, out: map[string]map[string]string{}}
	c.servers()
	for _, row := range table {
		for _, n := range table.Needs(row, nil) {
			if InClusterSecret(n) {
				c.put(row.Name, ClusterKey(n), c.value(row, n))
			}
		}
	}
	c.put("notification-service", "SMTP_URL", "") // who has a mail server writes its address here
	if err := c.definitions(); err != nil {
		return nil, err
	}
	var out []ClusterSecret
	for name, data := range c.out {
		out = append(out, ClusterSecret{Name: name, Data: data})
	}
	slices.SortFunc(out, func(a, b ClusterSecret) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

type clusterSecrets struct {
	made    map[string]string
	out     map[string]map[string]string
	brokers []brokerUser
}

func (c *clusterSecrets) put(consumer, key, value string) {
	if c.out[consumer] == nil {
		c.out[consumer] = map[string]string{}
	}
	c.out[consumer][key] = value
}

// servers makes what each server itself is told.
func (c *clusterSecrets) servers() {
	admin := password()
	c.put(hostPostgres, "postgres_password", admin)
	c.put(hostPostgres, "username", clusterAdmin) // these two are what the operator CloudNativePG reads
	c.put(hostPostgres, "password", admin)
	c.put("postgres-roles", EnvAdmin, address("postgres", clusterAdmin, admin, hostPostgres+":5432", clusterDatabase))
	root := password()
	c.put(hostMongo, "mongo_root_password", root)
	c.put(hostMongo, "keyfile", base64.StdEncoding.EncodeToString(slices.Concat(random(), random(), random())))
	c.put("mongodb-users", "mongo_root_password", root)
	for _, host := range []string{hostRedis, hostSessions} {
		c.put(host, "users.acl", "user default off\nuser health on nopass resetkeys resetchannels -@all +ping\n")
	}
	operator := password()
	c.put(hostRabbit, "rabbitmq_password", operator)
	// As whom the RabbitMQ Cluster Operator asks, where there is one.
	c.put(hostRabbit+"-default-user", "username", brokerAdmin)
	c.put(hostRabbit+"-default-user", "password", operator)
	c.put(hostRabbit+"-default-user", "default_user.conf", "default_user = "+brokerAdmin+"\ndefault_pass = "+operator+"\n")
	c.brokers = append(c.brokers, brokerUser{name: brokerAdmin, password: operator, tags: "administrator", read: ".*", write: ".*", configure: ".*"})
}

// value is what a service is told for a need: the key that was made, or the address
// of a server with a user that is made for it.
func (c *clusterSecrets) value(row *Service, n Need) string {
	user, secret := row.Schema(), password()
	switch {
	case n.Instead == EnvDatabase:
		owner := password()
		serve := address("postgres", user, secret, hostPostgres+":5432", clusterDatabase)
		migrate := address("postgres", user+"_owner", owner, hostPostgres+":5432", clusterDatabase)
		c.put(row.Name+"-owner", EnvOwner, migrate)
		c.put("postgres-roles", override(row.Name, EnvDatabase), serve)
		c.put("postgres-roles", override(row.Name, EnvOwner), migrate)
		return serve
	case n.Instead == EnvMongo:
		c.put("mongodb-users", user, secret)
		return address("mongodb", user, secret, hostMongo+":27017", user)
	case n.Env == EnvSessions:
		return c.redis(hostSessions, user, secret, "~limits:*")
	case n.Instead == EnvRedis:
		return c.redis(hostRedis, user, secret)
	case n.Env == EnvRabbit:
		own := "^(flores\\.events|" + row.Name + "(\\.dead)?|amq\\.gen-.*)$"
		c.brokers = append(c.brokers, brokerUser{
			name: user, password: secret, read: own,
			// Whoever publishes first makes all queues; dead letters go by the default exchange.
			configure: `^(flores\.events|[a-z]+-service(\.dead)?|amq\.gen-.*)$`,
			write:     `^(flores\.events|amq\.default|[a-z]+-service(\.dead)?|amq\.gen-.*)$`,
		})
		return address("amqp", user, secret, hostRabbit+":5672", clusterVhost)
	}
	return c.made[n.Env]
}

// redis adds a user who may touch its own keys, and those.
func (c *clusterSecrets) redis(host, user, secret string, keys ...string) string {
	hash := sha256.Sum256([]byte(secret))
	c.out[host]["users.acl"] += fmt.Sprintf("user %s on #%s ~{%s}:* %s resetchannels +@all -@admin -@dangerous\n",
		user, hex.EncodeToString(hash[:]), user, strings.Join(keys, " "))
	return address("redis", user, secret, host+":6379", "0")
}

// brokerUser is a user of RabbitMQ and the names, as patterns, of what it may make,
// write to and read from.
type brokerUser struct {
	name, password, tags   string
	configure, write, read string
}

// definitions is what RabbitMQ reads at each start.
func (c *clusterSecrets) definitions() error {
	type member = map[string]any
	var users, permissions []member
	for _, u := range c.brokers {
		users = append(users, member{"name": u.name, "password_hash": brokerHash(u.password), "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": u.tags})
		permissions = append(permissions, member{"user": u.name, "vhost": clusterVhost, "configure": u.configure, "write": u.write, "read": u.read})
	}
	b, err := json.Marshal(member{"vhosts": []member{{"name": clusterVhost}}, "users": users, "permissions": permissions})
	if err != nil {
		return err
	}
	c.put(hostRabbit, "definitions.json", string(b))
	return nil
}

// brokerHash is RabbitMQ's own: four bytes of salt, then the hash of them with the
// password.
func brokerHash(secret string) string {
	salt := make([]byte, 4)
	rand.Read(salt)
	hash := sha256.Sum256(append(slices.Clone(salt), secret...))
	return base64.StdEncoding.EncodeToString(append(salt, hash[:]...))
}

func password() string { return base64.RawURLEncoding.EncodeToString(random()) }

func address(scheme, user, secret, host, path string) string {
	u := url.URL{Scheme: scheme, User: url.UserPassword(user, secret), Host: host, Path: "/" + path}
	return u.String()
}

// manifest is the Secret as kubectl takes it. JSON strings are YAML strings.
func (s ClusterSecret) manifest(namespace string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\n  namespace: %s\n  labels:\n    app.kubernetes.io/part-of: flores-victoria\ntype: Opaque\nstringData:\n", s.Name, namespace)
	for _, key := range slices.Sorted(maps.Keys(s.Data)) {
		value, _ := json.Marshal(s.Data[key]) // a string always can
		fmt.Fprintf(&b, "  %s: %s\n", key, value)
	}
	return b.String()
}
