package cluster

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	networkingv1 "k8s.io/api/networking/v1"

	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/test/cluster/overlay"
	"floresvictoria.cl/flores/test/cluster/shopper"
	"floresvictoria.cl/flores/test/kubernetes/manifests"
)

// singleNamespace is where the small shop stands beside the great one.
const singleNamespace = "flores-single"

// Its own product, since it begins with none.
const (
	singleSlug = "ramo-de-la-casa"
	singleSKU  = "FV-CASA-S"
)

// noPayment is how the checkout says that nobody can pay here.
const noPayment = "no se puede pagar aquí"

func isASmallShopInOnePod(t *testing.T, w *world) {
	ctx := t.Context()
	if err := w.cluster.Remove(ctx, w.settings.Patience, singleNamespace); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.cluster.Remove(ctx, w.settings.Patience, singleNamespace); err != nil {
			t.Error(err)
		}
	}()
	dir := write(t, w.single(t))
	w.kubectl(t, "apply", "-k", dir)
	took := w.settled(t, singleNamespace)
	door := shopper.Door{URL: w.settings.Ingress.URL, Host: host(t, build(t, dir))}
	w.open(t, door, true)
	w.report.row(t, "`kubectl apply -k kubernetes/overlays/single`, with this cluster's images and classes, in a namespace of its own", "its pod is ready after %.0f s", took.Seconds())

	client := func() *shopper.Client {
		c := shopper.New(door, &shopper.Tally{}, time.Minute)
		t.Cleanup(c.Close)
		return c
	}
	staff := client()
	boss := "taller-" + id.New() + "@floresvictoria.cl"
	if err := errors.Join(staff.Begin(ctx, boss, w.hire(t, singleNamespace, "flores", boss)), staff.Offer(ctx, singleSlug, singleSKU)); err != nil {
		t.Fatal(err)
	}
	w.takesNoMoney(t, client(), client())

	pods, err := w.cluster.Serving(ctx, singleNamespace, "flores")
	if err != nil || len(pods) != 1 {
		t.Fatalf("there are %d pods: %v", len(pods), err)
	}
	w.kubectl(t, "delete", "pod", pods[0].Name, "-n", singleNamespace)
	w.settled(t, singleNamespace)
	w.open(t, door, true)
	soon(t, "the account and the product are there after a restart", func(ctx context.Context) error {
		_, err := staff.Do(ctx, shopper.Request{Method: http.MethodGet, Path: "/api/products/" + singleSlug}, nil)
		return errors.Join(err, staff.SignIn(ctx, boss, shopper.Password))
	})
	w.report.row(t, "the overlay single: its pod is deleted", "an account and a product outlive it")

	layer := w.single(t)
	layer.Patches = append(layer.Patches, overlay.Patch{
		Target: map[string]string{"kind": "ConfigMap", "name": "flores"}, Patch: `- {op: replace, path: /data/FLORES_DEMO, value: "true"}`,
	})
	w.kubectl(t, "apply", "-k", write(t, layer))
	w.settled(t, singleNamespace)
	w.open(t, door, true)
	w.report.row(t, "the overlay single with `FLORES_DEMO=true` patched in", "%s bought", w.buys(t, door, singleSKU))
}

// single is the overlay, fitted to this cluster as the great shop's is.
func (w *world) single(t *testing.T) overlay.Layer {
	t.Helper()
	own, fit := overlay.Own(build(t, overlayDir("single"))), w.fit
	fit.Stores, fit.WithoutRoles = own.Stores, own.WithoutRoles // it has no servers
	return overlay.Layer{Dir: overlayDir("single"), Namespace: singleNamespace, Own: own, Fit: fit}
}

func host(t *testing.T, objects []manifests.Object) string {
	t.Helper()
	for _, o := range objects {
		if x, ok := o.Typed.(*networkingv1.Ingress); ok {
			return x.Spec.Rules[0].Host
		}
	}
	t.Fatal("there is no Ingress")
	return ""
}

// takesNoMoney checks that both doors of a shop without a provider say so.
func (w *world) takesNoMoney(t *testing.T, guest, browser *shopper.Client) {
	t.Helper()
	p := &shopper.Purchase{SKU: singleSKU, Email: "ana@example.cl"}
	soon(t, "the product can be put in a cart", func(ctx context.Context) error { return guest.Fill(ctx, p) })
	err := guest.Place(t.Context(), p)
	if err == nil || !strings.Contains(err.Error(), "payment_unavailable") {
		t.Errorf("an order without a way to pay is answered with: %v", err)
	}
	if err := browser.Post(t.Context(), "/bolsa", url.Values{"sku": {singleSKU}}); err != nil {
		t.Fatal(err)
	}
	page, err := browser.Page(t.Context(), "/pago")
	if err != nil || !strings.Contains(page, noPayment) {
		t.Errorf("the checkout does not say that %s: %v", noPayment, err)
	}
	w.report.row(t, "the overlay single, as it stands", "it begins without products, and both its page and its API say that no payment method is set up")
}
