package auth

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// hasher hashes a bounded number of passwords at a time: each takes Memory KiB
// and a core, and a flood of log-ins must not take the shop with it.
type hasher struct {
	params argon2id.Params
	slots  chan struct{}
	wait   time.Duration
	dummy  string // checked where there is no account, so that it takes as long
}

func newHasher(cfg Config) (*hasher, error) {
	dummy, err := argon2id.CreateHash(id.Secret(), &cfg.Hashing)
	if err != nil {
		return nil, fmt.Errorf("make the hash that stands for unknown accounts: %w", err)
	}
	return &hasher{params: cfg.Hashing, slots: make(chan struct{}, cfg.HashAtOnce), wait: cfg.HashWait, dummy: dummy}, nil
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	hash, err := argon2id.CreateHash(password, &h.params)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// matches compares with the stored hash; with an empty one it takes the same
// time and says no.
func (h *hasher) matches(ctx context.Context, password, stored string) (bool, error) {
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.leave()
	hash := stored
	if stored == "" {
		hash = h.dummy
	}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("compare a password: %w", err)
	}
	return ok && stored != "", nil
}

func (h *hasher) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	default:
	}
	t := time.NewTimer(h.wait)
	defer t.Stop()
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-t.C:
		return problem.Unavailable("busy")
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *hasher) leave() { <-h.slots }

// acceptable refuses the passwords that are tried first. The length is the contract's.
func acceptable(pointer, password, email string) error {
	lower := strings.ToLower(password)
	local, _, _ := strings.Cut(email, "@")
	if isCommon(lower) || lower == email || lower == local {
		return problem.Invalid(problem.At(pointer, "password_common"))
	}
	return nil
}
