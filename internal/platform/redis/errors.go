package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	redigo "github.com/gomodule/redigo/redis"

	"floresvictoria.cl/flores/internal/platform/problem"
)

// Words that begin a server's answer: elsewhere says that another server has to be
// asked, or this one later; full and busy that it cannot do it now.
var (
	elsewhere = []string{"READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN"}
	notNow    = []string{"OOM", "BUSY", "MISCONF", "NOREPLICAS"}
)

func says(err error, words []string) bool {
	var answer redigo.Error
	if !errors.As(err, &answer) {
		return false
	}
	word, _, _ := strings.Cut(string(answer), " ")
	return slices.Contains(words, word)
}

func refuses(err error) bool { return says(err, elsewhere) }

// explain says what was being done. The end of the caller's context stays what it
// is; a server that does not serve is the problem of a 503, which a caller may try
// again; every other answer is a fault of ours.
func explain(ctx context.Context, doing string, err error) error {
	var answer redigo.Error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("redis %s: %w", doing, ctx.Err())
	case errors.As(err, &answer) && !refuses(err) && !says(err, notNow):
		return fmt.Errorf("redis %s: %w", doing, err)
	}
	return fmt.Errorf("redis %s: %w: %w", doing, err, problem.Unavailable("service_unavailable"))
}
