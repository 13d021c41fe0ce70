package kubernetes

import (
	"net/netip"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/test/kubernetes/edges"
)

// peer is an end of a connection: a pod of the shop, a pod of another namespace, or an
// address.
type peer struct {
	name      string
	namespace string // by its name; "" is the shop's own
	labels    map[string]string
	ports     []int32
	ip        netip.Addr // of what is no pod
}

// allowed tells whether policies let one reach another: out of the one and into the
// other, as far as these are pods of the shop.
func (s *shop) allowed(from, to peer, port int32, protocol corev1.Protocol) bool {
	return s.open(networkingv1.PolicyTypeEgress, from, to, port, protocol) && s.open(networkingv1.PolicyTypeIngress, to, from, port, protocol)
}

func (s *shop) open(way networkingv1.PolicyType, at, other peer, port int32, protocol corev1.Protocol) bool {
	if at.namespace != "" || at.ip.IsValid() {
		return true // not ours to say
	}
	selected := false
	for _, p := range s.policies {
		if !slices.Contains(p.Spec.PolicyTypes, way) || !selects(&p.Spec.PodSelector, at.labels) {
			continue
		}
		selected = true
		if way == networkingv1.PolicyTypeEgress {
			for _, rule := range p.Spec.Egress {
				if matches(rule.To, rule.Ports, other, port, protocol) {
					return true
				}
			}
			continue
		}
		for _, rule := range p.Spec.Ingress {
			if matches(rule.From, rule.Ports, other, port, protocol) {
				return true
			}
		}
	}
	return !selected
}

func matches(peers []networkingv1.NetworkPolicyPeer, ports []networkingv1.NetworkPolicyPort, other peer, port int32, protocol corev1.Protocol) bool {
	if !slices.ContainsFunc(ports, func(p networkingv1.NetworkPolicyPort) bool {
		return p.Protocol != nil && *p.Protocol == protocol && p.Port != nil && p.Port.IntVal == port // numbers: not every network knows names
	}) {
		return false
	}
	return slices.ContainsFunc(peers, func(p networkingv1.NetworkPolicyPeer) bool {
		if p.IPBlock != nil {
			if !other.ip.IsValid() || !netip.MustParsePrefix(p.IPBlock.CIDR).Contains(other.ip) {
				return false
			}
			return !slices.ContainsFunc(p.IPBlock.Except, func(e string) bool { return netip.MustParsePrefix(e).Contains(other.ip) })
		}
		if other.ip.IsValid() {
			return false
		}
		if p.NamespaceSelector == nil {
			return other.namespace == "" && selects(p.PodSelector, other.labels)
		}
		return other.namespace != "" && selects(p.NamespaceSelector, map[string]string{"kubernetes.io/metadata.name": other.namespace}) &&
			(p.PodSelector == nil || selects(p.PodSelector, other.labels))
	})
}

func selects(s *metav1.LabelSelector, of map[string]string) bool {
	selector, err := metav1.LabelSelectorAsSelector(s)
	return err == nil && selector.Matches(labels.Set(of))
}

// pods are those of the shop, with every port that they say.
func (s *shop) pods() (out []peer) {
	for name, template := range s.templates() {
		p := peer{name: name, labels: template.Labels}
		for _, c := range template.Spec.Containers {
			for _, port := range c.Ports {
				p.ports = append(p.ports, port.ContainerPort)
			}
		}
		out = append(out, p)
	}
	return out
}

func TestPodsReachWhomTheTableConnectsThemToAndNobodyElse(t *testing.T) {
	for _, name := range whole {
		s, rows := overlay(t, name), table(t)
		pods := s.pods()
		outside := []peer{
			{name: edges.Ingress, namespace: setting(t, name, "ingressNamespace")},
			{name: "a stranger", namespace: "default", labels: map[string]string{"app": "order-service", "calls.floresvictoria.cl/postgres": "yes"}},
			{name: "the network", ip: netip.MustParseAddr("10.1.2.3")},
		}
		// Whoever gathers metrics is no part of these overlays; what it may call is said beside it.
		gatherer := peer{name: edges.Gatherer, labels: map[string]string{"app": "prometheus"}}
		got := map[edges.Edge]bool{}
		tried := 0
		for _, to := range pods {
			for _, port := range append(slices.Clone(to.ports), 22, 4369, 15672, 25672) {
				for _, from := range append(slices.Clone(pods), outside...) {
					if tried++; from.name != to.name && s.allowed(from, to, port, corev1.ProtocolTCP) {
						got[edges.Edge{From: from.name, To: to.name, Port: port}] = true
					}
				}
				if s.open(networkingv1.PolicyTypeIngress, to, gatherer, port, corev1.ProtocolTCP) {
					got[edges.Edge{From: gatherer.name, To: to.name, Port: port}] = true
				}
			}
		}
		want := edges.Of(rows)
		for edge := range want {
			if !got[edge] {
				t.Errorf("%s: shut: %+v", name, edge)
			}
		}
		for edge := range got {
			if !want[edge] {
				t.Errorf("%s: open: %+v", name, edge)
			}
		}
		t.Logf("%s: %d ways tried, %d open", name, tried, len(got))
	}
}

func TestOnlyWhoHasAPartnerOutsideGetsOut(t *testing.T) {
	rows := table(t)
	ports := []int32{25, 80, 443, 465, 587, 5432, 8080}
	for _, name := range every {
		s := overlay(t, name)
		for _, pod := range s.pods() {
			may := map[int32]bool{}
			row := rows.Find(pod.name)
			if pod.name == "flores" {
				row = &app.Service{Egress: slices.Concat(rows.Find("order-service").Egress, rows.Find("notification-service").Egress)}
			}
			for _, port := range ports {
				may[port] = edges.Outward(row, port)
			}
			for _, address := range []string{"8.8.8.8", "10.0.0.1", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "127.0.0.1"} {
				for _, port := range ports {
					open := s.allowed(pod, peer{name: address, ip: netip.MustParseAddr(address)}, port, corev1.ProtocolTCP)
					if want := may[port] && address == "8.8.8.8"; open != want {
						t.Errorf("%s: %s to %s:%d: open %v, want %v", name, pod.name, address, port, open, want)
					}
				}
			}
			dns := peer{name: "dns", namespace: "kube-system", labels: map[string]string{"k8s-app": "kube-dns"}}
			other := peer{name: "its neighbour", namespace: "kube-system", labels: map[string]string{"k8s-app": "other"}}
			if !s.allowed(pod, dns, 53, corev1.ProtocolUDP) || !s.allowed(pod, dns, 53, corev1.ProtocolTCP) || s.allowed(pod, other, 53, corev1.ProtocolUDP) || s.allowed(pod, dns, 443, corev1.ProtocolTCP) {
				t.Errorf("%s: %s cannot ask for names, or can do more", name, pod.name)
			}
		}
	}
}

// Policies that say nothing must open nothing: this is what the two tests above lean on.
func TestWithoutPoliciesEverythingIsOpenAndWithTheDefaultNothingIs(t *testing.T) {
	s := overlay(t, "production")
	a, b := peer{labels: map[string]string{"app": "a"}}, peer{labels: map[string]string{"app": "b"}}
	none := &shop{}
	if !none.allowed(a, b, 80, corev1.ProtocolTCP) {
		t.Error("no policy shuts")
	}
	shut := &shop{policies: map[string]*networkingv1.NetworkPolicy{"default-deny": s.policies["default-deny"]}}
	if shut.allowed(a, b, 80, corev1.ProtocolTCP) {
		t.Error("the default is open")
	}
}
