package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// makeRoles makes the service's two roles, or gives those that are there the
// passwords of their URLs, and the schema that the owner owns. Roles belong to the
// whole server, so services take turns.
func (m *migration) makeRoles(ctx context.Context) error {
	unlock, err := lock(ctx, m.admin, "roles")
	if err != nil {
		return err
	}
	defer unlock()
	conn, err := pgx.ConnectConfig(ctx, m.admin)
	if err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	tx, err := conn.Begin(ctx)
	if err != nil {
		return fmt.Errorf("make roles: %w", err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) // after a commit it does nothing
	for _, role := range m.roles() {
		if err := makeRole(ctx, tx, role); err != nil {
			return fmt.Errorf("make role %s: %w", role.User, err)
		}
	}
	if err := m.ownSchema(ctx, tx); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("make roles: %w", err)
	}
	return nil
}

func (m *migration) roles() []*pgx.ConnConfig {
	if m.separate() {
		return []*pgx.ConnConfig{m.owner, m.dml}
	}
	return []*pgx.ConnConfig{m.owner}
}

// makeRole sends no password: the verifier that the server would keep is made here,
// so neither its log nor an error can hold one.
func makeRole(ctx context.Context, tx pgx.Tx, role *pgx.ConnConfig) error {
	verifier, err := scramVerifier(role.Password)
	if err != nil {
		return err
	}
	var super bool
	err = tx.QueryRow(ctx, `SELECT rolsuper FROM pg_roles WHERE rolname = $1`, role.User).Scan(&super)
	verb := "ALTER"
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		verb = "CREATE" // NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION unless said otherwise
	case err != nil:
		return err
	case super:
		return errors.New("it is a superuser's: a service has roles that may do nothing else")
	}
	_, err = tx.Exec(ctx, verb+` ROLE `+quoted(role.User)+` LOGIN PASSWORD '`+verifier+`'`) // base64, colons and dollars
	return err
}

// ownSchema makes the schema the owner's and nobody else's.
func (m *migration) ownSchema(ctx context.Context, tx pgx.Tx) error {
	owner, schema, database := quoted(m.owner.User), quoted(m.Schema), quoted(m.owner.Database)
	var super bool
	if err := tx.QueryRow(ctx, `SELECT rolsuper FROM pg_roles WHERE rolname = current_user`).Scan(&super); err != nil {
		return fmt.Errorf("look at the administrator's role: %w", err)
	}
	var statements []string
	if !super { // it may give away only to roles that it is a member of
		statements = append(statements, `GRANT `+owner+` TO CURRENT_USER`)
	}
	statements = append(statements,
		`REVOKE CREATE, TEMPORARY ON DATABASE `+database+` FROM PUBLIC`,
		`REVOKE CREATE ON SCHEMA public FROM PUBLIC`, // the default of old servers
		`GRANT CONNECT ON DATABASE `+database+` TO `+owner+`, `+quoted(m.dml.User),
		`CREATE SCHEMA IF NOT EXISTS `+schema,
		`ALTER SCHEMA `+schema+` OWNER TO `+owner,
		`REVOKE ALL ON SCHEMA `+schema+` FROM PUBLIC`,
	)
	for _, s := range statements {
		if _, err := tx.Exec(ctx, s); err != nil {
			return fmt.Errorf("make the schema the owner's (%s): %w", s, err)
		}
	}
	return nil
}

// grant lets the serving role read and write rows, of tables to come as well, and
// nothing else. What says how old the schema is stays the owner's to change.
func (m *migration) grant(ctx context.Context, pool *sql.DB) error {
	schema, dml := quoted(m.Schema), quoted(m.dml.User)
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("grant: %w", err)
	}
	defer tx.Rollback() // after a commit it does nothing
	for _, s := range []string{
		`REVOKE ALL ON SCHEMA ` + schema + ` FROM PUBLIC`,
		`REVOKE ALL ON SCHEMA ` + schema + ` FROM ` + dml,
		`GRANT USAGE ON SCHEMA ` + schema + ` TO ` + dml,
		`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ` + schema + ` TO ` + dml,
		`REVOKE INSERT, UPDATE, DELETE ON schema_floor, goose_db_version FROM ` + dml,
		`ALTER DEFAULT PRIVILEGES IN SCHEMA ` + schema + ` GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ` + dml,
	} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("grant (%s): %w", s, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("grant: %w", err)
	}
	return nil
}
