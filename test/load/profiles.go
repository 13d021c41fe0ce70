package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// profiles runs each load once more, under the CPU profiler: what explains a figure.
// The figures of these runs are not kept.
func (b *bench) profiles(ctx context.Context) error {
	for _, r := range readings(b.goods) {
		if err := b.profiled(ctx, r.name, b.length, func() error {
			_, err := b.crowd(ctx, b.shop.process, b.shop.host, r.pages, 0)
			return err
		}); err != nil {
			return err
		}
	}
	return b.profiled(ctx, "whole purchase", b.purchase, func() error {
		_, _, err := b.buy(ctx)
		return err
	})
}

func (b *bench) profiled(ctx context.Context, name string, length time.Duration, work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	err := b.fetchProfile(ctx, name, length)
	if workErr := <-done; workErr != nil {
		return workErr
	}
	return err
}

func (b *bench) fetchProfile(ctx context.Context, name string, length time.Duration) error {
	seconds := max(int(length.Seconds()), 1)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", b.shop.metrics, seconds), nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("profile: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("profile: %s", resp.Status)
	}
	if err := os.MkdirAll(b.out, 0o755); err != nil {
		return err
	}
	file := strings.NewReplacer(",", "", " ", "-").Replace(name) + ".pprof"
	f, err := os.Create(filepath.Join(b.out, file))
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, resp.Body); err != nil {
		_ = f.Close()
		return fmt.Errorf("profile: %w", err)
	}
	say("profile of %s: %s", name, f.Name())
	return f.Close()
}
