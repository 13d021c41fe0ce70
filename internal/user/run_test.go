package user_test

import (
	"context"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/user/usertest"
)

func TestRunSweepsFromTheStartUntilItIsStopped(t *testing.T) {
	s := open(t)
	s.Customer("ana")
	_, err := s.AddAddress("ana", "k", usertest.Address("Calle 1"))
	must(t, err)
	s.Clock.Advance(30 * 24 * time.Hour)
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.Service.Run(ctx) }()
	for calls := 1; calls > 0; {
		must(t, s.DB().Read().QueryRowContext(ctx, `SELECT count(*) FROM calls`).Scan(&calls))
	}
	stop()
	must(t, <-ended)
}
