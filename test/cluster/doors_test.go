package cluster

import (
	"testing"

	"floresvictoria.cl/flores/test/cluster/overlay"
	"floresvictoria.cl/flores/test/cluster/shopper"
)

// Parts of Kubernetes that a cluster may lack.
const (
	gatewayAPI = "gateway.networking.k8s.io/v1"
	metricsAPI = "metrics.k8s.io/v1beta1"
)

func buysThroughBothDoors(t *testing.T, w *world) {
	w.settled(t, w.namespace)
	w.open(t, w.ingress, true)
	w.report.row(t, "a purchase through the Ingress", "%s", w.buys(t, w.ingress, shopper.SKUs[0]))
	if !w.cluster.Has(gatewayAPI) {
		w.report.row(t, "a purchase through the Gateway", "left out: the cluster has no such API")
		return
	}
	ingress := texts(w.objects, "Ingress")
	routes := texts(build(t, write(t, overlay.Layer{
		Dir: overlayDir(w.settings.Overlay), Components: []string{component("gateway-api")}, Own: w.own, Fit: w.fit,
	})), "Gateway", "HTTPRoute")
	// The Gateway takes the Ingress' place and its name: that one has to be gone, or nobody
	// knows which of them answered. The steps to come need it again, whatever happens.
	defer func() {
		w.pipe(t, routes, "delete", "--ignore-not-found", "-f", "-")
		w.pipe(t, ingress, "apply", "-f", "-")
		w.open(t, w.ingress, true)
	}()
	w.pipe(t, ingress, "delete", "-f", "-")
	w.open(t, w.ingress, false)
	w.pipe(t, routes, "apply", "-f", "-")
	w.open(t, w.gateway, true)
	w.report.row(t, "a purchase through the Gateway, the Ingress being removed", "%s", w.buys(t, w.gateway, shopper.SKUs[0]))
}
