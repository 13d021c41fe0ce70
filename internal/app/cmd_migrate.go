package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"floresvictoria.cl/flores/internal/platform/postgres"
)

// The environment's names of the roles that prepare what the serving role uses.
const (
	// EnvOwner is of the role that owns the service's schema and changes it; the
	// serving role's own address where it is not set.
	EnvOwner = "DATABASE_OWNER_URL"
	// EnvAdmin is of a role that may make roles and schemas: with it, migrate makes
	// owner, serving role and schema first.
	EnvAdmin = "DATABASE_ADMIN_URL"
)

type migrateCmd struct {
	Names    []string      `arg:"" optional:"" name:"service" help:"Only these services; else every one whose store is PostgreSQL."`
	Wait     time.Duration `help:"How long to wait for a server that is not there yet, or does not know the role." default:"0s"`
	LogLevel string        `help:"debug, info, warn or error." enum:"debug,info,warn,error" default:"info" env:"LOG_LEVEL"`
}

// Run brings the schemas to what this binary knows. It may be run again, and by
// several at once; servers of the release before go on meanwhile.
func (c *migrateCmd) Run(ctx context.Context, s streams) error {
	table, err := Services()
	if err != nil {
		return err
	}
	rows, err := relationalRows(table, c.Names)
	if err != nil {
		return err
	}
	log := logger(&Config{LogLevel: c.LogLevel}, s.err)
	var faults []error
	todo := make([]postgres.MigrateOptions, len(rows))
	for i, row := range rows {
		opt := postgres.MigrateOptions{Schema: row.Schema(), Migrations: row.Tables(), Wait: c.Wait, Log: log}
		for env, to := range map[string]*string{EnvDatabase: &opt.URL, EnvOwner: &opt.OwnerURL, EnvAdmin: &opt.AdminURL} {
			own, err1 := s.env.Value(override(row.Name, env))
			common, err2 := s.env.Value(env)
			*to = cmp.Or(own, common)
			faults = append(faults, err1, err2)
			if *to != "" {
				if err := checkPostgres(*to); err != nil {
					faults = append(faults, fmt.Errorf("%s %w", env, err))
				}
			}
		}
		if opt.URL == "" {
			faults = append(faults, fmt.Errorf("%s is missing: PostgreSQL of %s", EnvDatabase, row.Name))
		}
		todo[i] = opt
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	for i, opt := range todo {
		if err := postgres.Migrate(ctx, opt); err != nil {
			return fmt.Errorf("%s: %w", rows[i].Name, err)
		}
		fmt.Fprintf(s.out, "%s: schema %s is up to date\n", rows[i].Name, opt.Schema)
	}
	return nil
}

// relationalRows are the services that keep a schema, or those named.
func relationalRows(table Table, names []string) (rows []*Service, err error) {
	if len(names) == 0 {
		for _, row := range table {
			if row.keeps(PostgreSQL) {
				rows = append(rows, row)
			}
		}
		return rows, nil
	}
	for _, name := range names {
		row := table.Find(name)
		switch {
		case row == nil:
			return nil, fmt.Errorf("there is no service %q: flores services lists them", name)
		case !row.keeps(PostgreSQL):
			return nil, fmt.Errorf("%s keeps nothing in PostgreSQL", name)
		}
		rows = append(rows, row)
	}
	return rows, nil
}
