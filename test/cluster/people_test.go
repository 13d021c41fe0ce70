package cluster

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/test/cluster/kube"
	"floresvictoria.cl/flores/test/cluster/shopper"
)

// shelf is more of a SKU than all buyers of the story take.
const shelf = 50_000

// client comes in through the Ingress. What fails is sent again for as long as asked.
func (w *world) client(t *testing.T, patience time.Duration) *shopper.Client {
	t.Helper()
	c := shopper.New(w.ingress, &shopper.Tally{}, patience)
	t.Cleanup(c.Close)
	return c
}

// people makes, once, a customer, and an administrator as the operator makes one, who
// fills the shelves.
func (w *world) people(t *testing.T) {
	t.Helper()
	if w.staff != "" {
		return
	}
	ctx := t.Context()
	w.settled(t, w.namespace)
	customer := w.client(t, time.Minute)
	email := "ana-" + id.New() + "@example.cl"
	if err := errors.Join(customer.Register(ctx, email), customer.SignIn(ctx, email, shopper.Password)); err != nil {
		t.Fatalf("nobody can open an account: %v", err)
	}
	w.await(t, "the customer has a profile", customer.HasProfile)
	boss := "taller-" + id.New() + "@floresvictoria.cl"
	staff := w.client(t, time.Minute)
	if err := staff.Begin(ctx, boss, w.hire(t, w.namespace, "auth-service", boss)); err != nil {
		t.Fatalf("the staff does not get in: %v", err)
	}
	for _, sku := range shopper.SKUs {
		if err := staff.Deliver(ctx, sku, shelf); err != nil {
			t.Fatal(err)
		}
	}
	w.customer, w.staff = email, boss
}

// hire makes an administrator in a pod and answers the password that it prints.
func (w *world) hire(t *testing.T, namespace, workload, email string) string {
	t.Helper()
	printed := w.ran(t, namespace, workload, "/flores", "user", "create", "--role", "admin", email)
	return strings.TrimSpace(printed[strings.LastIndex(printed, ": ")+2:])
}

// office is the back office: a client of somebody of the staff.
func (w *world) office(t *testing.T) *shopper.Client {
	t.Helper()
	w.people(t)
	c := w.client(t, time.Minute)
	if err := c.SignIn(t.Context(), w.staff, shopper.Password); err != nil {
		t.Fatal(err)
	}
	return c
}

// crowd lets everybody in, for the rest of the step, and waits until somebody bought.
func (w *world) crowd(t *testing.T) *shopper.Crowd {
	t.Helper()
	w.people(t)
	w.settled(t, w.namespace)
	c := shopper.Gather(w.ingress, w.customer, w.staff)
	t.Cleanup(c.Disperse)
	w.bought(t, c, time.Now())
	return c
}

// bought waits until a purchase that was begun since then succeeded.
func (w *world) bought(t *testing.T, c *shopper.Crowd, since time.Time) {
	t.Helper()
	w.await(t, "somebody buys", func(context.Context) error {
		if c.BoughtSince(since) {
			return nil
		}
		return errors.New(strings.Join(c.Count().Failures, "\n"))
	})
}

// under does something while everybody shops, waits until all is well again, and keeps
// what the crowd met. Where none may be lost, a request that failed is an error.
func (w *world) under(t *testing.T, c *shopper.Crowd, what string, mayFail bool, do func()) {
	t.Helper()
	c.Mark()
	began := time.Now()
	do()
	done := time.Now()
	w.settled(t, w.namespace)
	w.bought(t, c, done)
	took, met := time.Since(began), c.Count()
	w.report.load(t, what, met, took)
	if met.Given > 0 || met.Failed > 0 && !mayFail {
		t.Errorf("%s: of %d requests %d failed, of the purchases %d:\n%s", what, met.Requests, met.Failed, met.Given, strings.Join(met.Failures, "\n"))
	}
	if met.Purchases == 0 {
		t.Errorf("%s: nobody bought meanwhile", what)
	}
}

// soon is for what takes moments.
func soon(t *testing.T, what string, check func(context.Context) error) {
	t.Helper()
	if err := kube.Await(t.Context(), time.Minute, what, check); err != nil {
		t.Fatal(err)
	}
}
