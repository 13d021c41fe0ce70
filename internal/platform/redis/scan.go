package redis

import (
	"context"
	"fmt"
	"strings"

	redigo "github.com/gomodule/redigo/redis"

	"floresvictoria.cl/flores/internal/platform/kv"
)

// literal makes a pattern that matches nothing but the text.
var literal = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`, `]`, `\]`)

// scanSteps bounds the server's steps of one page: where few keys have the prefix,
// pages are small or empty.
const scanSteps = 16

// Scan walks the keys with a prefix in the server's order; after is its cursor. The
// server looks at every key of its database, so that a walk costs what all of them are.
func (s *Store) Scan(ctx context.Context, prefix, after string, limit int) (kv.Page, error) {
	limit = kv.PageSize(limit)
	if after == "" {
		after = "0"
	}
	page, pattern := kv.Page{}, literal.Replace(s.entryKey(prefix))+"*"
	for n := 0; n < scanSteps && len(page.Entries) < limit && page.Next != "0"; n++ {
		cursor, keys, err := s.step(ctx, after, pattern, limit-len(page.Entries))
		if err != nil {
			return kv.Page{}, fmt.Errorf("scan keys: %w", err)
		}
		after, page.Next = cursor, cursor
		found, err := s.all(ctx, keys)
		if err != nil {
			return kv.Page{}, fmt.Errorf("scan keys: %w", err)
		}
		page.Entries = append(page.Entries, found...)
	}
	if page.Next == "0" {
		page.Next = ""
	}
	return page, nil
}

func (s *Store) step(ctx context.Context, cursor, pattern string, count int) (next string, keys []string, err error) {
	reply, err := redigo.Values(s.pool.Do(ctx, "SCAN", cursor, "MATCH", pattern, "COUNT", count))
	if err != nil {
		return "", nil, err
	}
	_, err = redigo.Scan(reply, &next, &keys)
	return next, keys, err
}

// all reads the living entries among keys of the server.
func (s *Store) all(ctx context.Context, keys []string) ([]kv.Entry, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	bodies, err := redigo.ByteSlices(s.pool.Do(ctx, "MGET", redigo.Args{}.AddFlat(keys)...))
	if err != nil {
		return nil, err
	}
	now, found := s.clk.Now(), make([]kv.Entry, 0, len(keys))
	for i, b := range bodies {
		if b == nil {
			continue // gone between the two
		}
		r, err := decode(strings.TrimPrefix(keys[i], s.entryKey("")), b)
		if err != nil {
			return nil, err
		}
		if e, ok := r.seen(now); ok {
			found = append(found, e)
		}
	}
	return found, nil
}
