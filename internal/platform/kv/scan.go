package kv

import (
	"context"
	"fmt"

	"floresvictoria.cl/flores/internal/platform/clock"
)

// Scan walks the keys with a prefix in key order.
func (t *Table) Scan(ctx context.Context, prefix, after string, limit int) (Page, error) {
	limit = PageSize(limit)
	// Keys are UTF-8 and compare by bytes: none that starts with prefix is
	// above prefix + 0xff. One row more than asked tells of a next page.
	rows, err := t.db.Read().QueryContext(ctx, `SELECT key, value, version, expires_us FROM kv
		WHERE key >= $1 AND key > $2 AND key < $3 AND (expires_us = 0 OR expires_us > $4)
		ORDER BY key LIMIT $5`, prefix, after, prefix+"\xff", clock.Micros(t.clk.Now()), limit+1)
	if err != nil {
		return Page{}, fmt.Errorf("scan keys: %w", err)
	}
	defer rows.Close()
	var page Page
	for rows.Next() {
		var e Entry
		var expires int64
		if err := rows.Scan(&e.Key, &e.Value, &e.Version, &expires); err != nil {
			return Page{}, fmt.Errorf("scan keys: %w", err)
		}
		e.Expires = clock.FromMicros(expires)
		page.Entries = append(page.Entries, e)
	}
	if err := rows.Err(); err != nil {
		return Page{}, fmt.Errorf("scan keys: %w", err)
	}
	if len(page.Entries) > limit {
		page.Entries = page.Entries[:limit]
		page.Next = page.Entries[limit-1].Key
	}
	return page, nil
}

// PageSize holds a limit within 1…MaxPage.
func PageSize(limit int) int {
	if limit <= 0 || limit > MaxPage {
		return MaxPage
	}
	return limit
}
