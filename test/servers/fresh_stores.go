package servers

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

func freshPostgres(ctx context.Context, base string) (string, remove, error) {
	u, err := url.Parse(base)
	if err != nil {
		return "", nil, fmt.Errorf("read PostgreSQL's address: %w", err)
	}
	name := randomName()
	execute := func(ctx context.Context, sql string) error {
		err := withPostgres(ctx, base, func(c *pgx.Conn) error {
			_, err := c.Exec(ctx, sql)
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
		return nil
	}
	// template0 has no session that could refuse to be copied.
	if err := execute(ctx, "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		return "", nil, err
	}
	u.Path = "/" + name
	return u.String(), func(ctx context.Context) error {
		return execute(ctx, "DROP DATABASE "+name+" WITH (FORCE)")
	}, nil
}

// freshVirtualHost makes a virtual host by the HTTP API at admin; when none is
// given, by the one that may be at its usual port.
func freshVirtualHost(ctx context.Context, base, admin string) (string, remove, error) {
	u, err := url.Parse(base)
	if err != nil {
		return "", nil, fmt.Errorf("read RabbitMQ's address: %w", err)
	}
	if admin == "" {
		usual := url.URL{Scheme: "http", User: u.User, Host: net.JoinHostPort(u.Hostname(), "15672")}
		admin = usual.String()
		if rabbitAPI(ctx, admin, "GET", "/api/overview") != nil {
			return base, func(context.Context) error { return nil }, nil
		}
	}
	name := randomName()
	if err := rabbitAPI(ctx, admin, "PUT", "/api/vhosts/"+name); err != nil {
		return "", nil, err
	}
	u.Path = "/" + name
	return u.String(), func(ctx context.Context) error {
		return rabbitAPI(ctx, admin, "DELETE", "/api/vhosts/"+name)
	}, nil
}

func freshMongo(_ context.Context, base string) (string, remove, error) {
	// Not by net/url: an address may name several hosts.
	address, query, _ := strings.Cut(base, "?")
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return "", nil, fmt.Errorf("read MongoDB's address: it has no scheme")
	}
	hosts, database, _ := strings.Cut(rest, "/")
	if strings.Contains(hosts, "@") && !strings.Contains(query, "authSource=") {
		// The user belongs to the database that the address named, not to ours.
		if database == "" {
			database = "admin"
		}
		query = strings.TrimPrefix(query+"&authSource="+database, "&")
	}
	name := randomName() // comes to be with its first document
	uri := scheme + "://" + hosts + "/" + name
	if query != "" {
		uri += "?" + query
	}
	return uri, func(ctx context.Context) error {
		return withMongo(ctx, uri, func(c *mongo.Client) error { return c.Database(name).Drop(ctx) })
	}, nil
}
