// Package cluster tries the manifests of kubernetes/ on a real cluster: one story, whose
// steps install the shop, buy in it, and do to it what operators and nodes do. It is a
// module of its own for the sake of client-go. Run it with
//
//	KUBECONFIG=… go test -count=1 -timeout 2h -v .
//
// It makes and removes the shop's namespace and some of its own. -run
// 'TestTheShopInACluster/network' does one step with a shop that stands already. What
// was seen is written to test/out/cluster.md.
//
// The cluster needs a network that enforces policies, a way in by Ingress, a storage
// class, and the images: those of "make images", and the four servers'. kubectl is on
// the PATH. Without metrics, or without the Gateway API, that step is left out.
//
// Settings, all of the environment. Without any it suits kind, with the services' images
// loaded as flores-victoria/NAME:dev, an ingress controller of the overlay's class in
// the namespace that the overlay names, and its port 80 mapped to this machine's:
//
//	KUBECONFIG                 the cluster; without it everything is skipped
//	FLORES_CLUSTER_OVERLAY     which of kubernetes/overlays; dev. It has to be a demo
//	FLORES_CLUSTER_AS_WRITTEN  yes: what is not said below is the overlay's own, not
//	                           kind's; if nothing is said the overlay itself is applied
//	FLORES_CLUSTER_REGISTRY    of the services' images; flores-victoria
//	FLORES_CLUSTER_TAG         of the services' images; dev
//	FLORES_CLUSTER_POSTGRES    image of that server; production's. Likewise _MONGODB,
//	                           _REDIS and _RABBITMQ
//	FLORES_CLUSTER_MONGODB_WITHOUT_ROLES
//	                           yes: what stands in for MongoDB knows no roles; no
//	FLORES_CLUSTER_STORAGE_CLASS
//	                           standard
//	FLORES_CLUSTER_INGRESS_CLASS, _INGRESS_NAMESPACE
//	                           the overlay's own
//	FLORES_CLUSTER_INGRESS_URL where this machine reaches the Ingress; http://127.0.0.1
//	FLORES_CLUSTER_INGRESS_HOST
//	                           what the shop is called there; the overlay's host
//	FLORES_CLUSTER_GATEWAY_URL, _GATEWAY_HOST
//	                           the same of the Gateway; the Ingress'
//	FLORES_CLUSTER_OUTSIDE     HOST:PORT of a public address that answers, to try who gets
//	                           out of the cluster; without it that is left out
//	FLORES_CLUSTER_FLORES      the shop's binary, for its secrets; without it Go runs
//	                           ./cmd/flores
//	FLORES_CLUSTER_MINE        yes: a shop that is in the cluster already may be removed,
//	                           killed and evicted; without it the tests refuse
//	FLORES_CLUSTER_KEEP        yes: the shop is left standing at the end
//	FLORES_CLUSTER_PATIENCE    how long anything may take to be ready; 10m
package cluster
