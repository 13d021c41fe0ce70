package postgres

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// parse reads a URL. Its error says nothing of the URL, which holds a password.
func parse(which, url string) (*pgx.ConnConfig, error) {
	if strings.TrimSpace(url) == "" {
		return nil, fmt.Errorf("the %s is missing", which)
	}
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the %s is no PostgreSQL URL (postgres://user:password@host:port/database)", which)
	}
	if cfg.User == "" || cfg.Database == "" {
		return nil, fmt.Errorf("the %s names no user or no database", which)
	}
	cfg.ConnectTimeout = connectTimeout
	// A peer that is gone without a word is noticed within half a minute.
	dialer := &net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}}
	cfg.DialFunc = dialer.DialContext
	return cfg, nil
}

// session sets what holds for every connection of a service's schema.
func session(cfg *pgx.ConnConfig, schema string, params map[string]string) {
	maps.Copy(cfg.RuntimeParams, map[string]string{
		"search_path":                   quoted(schema),
		"default_transaction_isolation": "read committed",
	})
	if cfg.RuntimeParams["application_name"] == "" {
		cfg.RuntimeParams["application_name"] = schema
	}
	maps.Copy(cfg.RuntimeParams, params)
}

// serving are the bounds of connections that serve.
func serving() map[string]string {
	return map[string]string{
		"statement_timeout":                   millis(statementTimeout),
		"lock_timeout":                        millis(lockTimeout),
		"idle_in_transaction_session_timeout": millis(idleInTxTimeout),
	}
}

// millis is a duration as PostgreSQL's settings take it.
func millis(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// quoted is an identifier in SQL.
func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

func checkSchema(schema string) error {
	if schema == "" || strings.ContainsRune(schema, 0) || strings.HasPrefix(schema, "pg_") {
		return errors.New("the database needs the name of the service's schema")
	}
	return nil
}
