package product

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// Product reads one record.
func (d *sqliteDocs) Product(ctx context.Context, id string) (*Record, error) {
	return stored[Record](ctx, d.read(), "read product", `SELECT doc FROM products WHERE id = $1`, id)
}

// ProductBySlug reads one record.
func (d *sqliteDocs) ProductBySlug(ctx context.Context, slug string) (*Record, error) {
	return stored[Record](ctx, d.read(), "read product", `SELECT doc FROM products WHERE slug = $1`, slug)
}

// ProductByKey reads the record that a request made.
func (d *sqliteDocs) ProductByKey(ctx context.Context, key string) (*Record, error) {
	return stored[Record](ctx, d.read(), "read product", `SELECT doc FROM products WHERE made_by = $1`, key)
}

// SaveProduct inserts or replaces one record.
func (d *sqliteDocs) SaveProduct(ctx context.Context, before int64, next *Record, evs ...events.Event) error {
	next.Rev = before + 1
	doc, err := text(next)
	if err != nil {
		return err
	}
	now := clock.Micros(d.clk.Now())
	return d.write(ctx, "save product", func(ctx context.Context, tx relational.DBTX) error {
		if before == 0 {
			_, err = tx.ExecContext(ctx, `INSERT INTO products (id, doc, rev, changed_us) VALUES ($1, $2, $3, $4)`, next.ID, doc, next.Rev, now)
		} else {
			err = relational.ChangedResult(tx.ExecContext(ctx,
				`UPDATE products SET doc = $1, rev = $2, changed_us = $3 WHERE id = $4 AND rev = $5`, doc, next.Rev, now, next.ID, before))
		}
		if err != nil {
			return err
		}
		return d.outbox.Add(ctx, tx, evs...)
	})
}

// Heads reads revisions by the time of the last write.
func (s *sqliteStore) Heads(ctx context.Context, since time.Time) (map[string]int64, error) {
	heads := map[string]int64{}
	_, err := collect(ctx, s.read(), "list revisions", func(scan func(...any) error) (struct{}, error) {
		var id string
		var rev int64
		err := scan(&id, &rev)
		heads[id] = rev
		return struct{}{}, err
	}, `SELECT id, rev FROM products WHERE changed_us >= $1`, micros(since))
	return heads, err
}

// Products reads many records in one statement.
func (s *sqliteStore) Products(ctx context.Context, ids []string) ([]*Record, error) {
	list, err := text(ids)
	if err != nil {
		return nil, err
	}
	return storedAll[Record](ctx, s.read(), "list products",
		`SELECT p.doc FROM json_each($1) j CROSS JOIN products p ON p.id = j.value ORDER BY p.id`, list)
}

// Terms reads the one document of terms.
func (d *sqliteDocs) Terms(ctx context.Context) (Terms, error) {
	t, err := stored[Terms](ctx, d.read(), "read terms", `SELECT doc FROM terms WHERE name = 'catalogue'`)
	if t == nil {
		return Terms{}, err
	}
	return *t, err
}

// SaveTerms inserts or replaces it.
func (d *sqliteDocs) SaveTerms(ctx context.Context, before int64, next Terms) error {
	next.Rev = before + 1
	doc, err := text(next)
	if err != nil {
		return err
	}
	return d.write(ctx, "save terms", func(ctx context.Context, tx relational.DBTX) error {
		if before > 0 {
			return relational.ChangedResult(tx.ExecContext(ctx,
				`UPDATE terms SET doc = $1, rev = $2 WHERE name = 'catalogue' AND rev = $3`, doc, next.Rev, before))
		}
		return relational.ChangedResult(tx.ExecContext(ctx,
			`INSERT INTO terms (name, doc, rev) VALUES ('catalogue', $1, $2) ON CONFLICT DO NOTHING`, doc, next.Rev))
	})
}

// micros is the zero time as the beginning of all.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return clock.Micros(t)
}
