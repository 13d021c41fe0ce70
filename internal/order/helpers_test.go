package order_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

var noInput contract.None

// refused checks the code of a refusal.
func refused(t *testing.T, err error, code string) {
	t.Helper()
	if problem.Code(err) != code {
		t.Errorf("answered %v, not %s", err, code)
	}
}
