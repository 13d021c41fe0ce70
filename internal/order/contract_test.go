package order_test

import (
	"strings"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/ordertest"
	"floresvictoria.cl/flores/internal/platform/contract"
)

func TestEveryOperationOfTheContractIsServed(t *testing.T) {
	served := map[string]bool{}
	for _, op := range ordertest.New(t).Router().Served() {
		served[op.String()] = true
	}
	for _, op := range orderapi.Operations() {
		if err := op.Check(); err != nil {
			t.Error(err)
		}
		if !served[op.String()] {
			t.Errorf("%s is not served", op)
		}
		delete(served, op.String())
		if need := op.Access.Permission(); need != "" && !authapi.KnownPermission(need) {
			t.Errorf("%s needs %s, which nobody has", op, need)
		}
	}
	if len(served) > 0 {
		t.Errorf("served but not in the table: %v", served)
	}
}

func TestMoneyCallsWithoutAKeyAreRefused(t *testing.T) {
	for _, op := range orderapi.Operations() {
		if op.Method != "POST" || op.Idempotent || op.OnceWhy != "" {
			continue
		}
		t.Errorf("%s takes no key", op)
	}
	for _, op := range []*contract.Op{orderapi.Place.Meta(), orderapi.Pay.Meta(), orderapi.Return.Meta(), orderapi.Refund.Meta(), orderapi.Move.Meta(), orderapi.Cancel.Meta()} {
		if !op.Idempotent || op.KeyOptional || !strings.HasPrefix(op.Path, "/api/") {
			t.Errorf("%s may be called without a key", op)
		}
	}
}
