package kubernetes

import (
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/test/kubernetes/edges"
)

// steady are the services without an autoscaler, and why.
var steady = map[string]string{
	"auth-service":         "log-ins are few, and each is limited; verifying is done by everybody",
	"user-service":         "a profile is read at the checkout only",
	"wishlist-service":     "few use it",
	"review-service":       "its answers are kept by the doors",
	"contact-service":      "a message a day",
	"notification-service": "a queue waits for it",
}

// servicePort is the requirements document's: 80 for the two doors.
func servicePort(row *app.Service) int32 {
	if row.Door() {
		return 80
	}
	return int32(row.Port)
}

func TestEveryServiceHasWhatAServiceNeeds(t *testing.T) {
	for _, name := range whole {
		s := overlay(t, name)
		rows := table(t)
		if len(s.deployments) != len(rows) {
			t.Errorf("%s: %d Deployments, %d services", name, len(s.deployments), len(rows))
		}
		for _, row := range rows {
			t.Run(name+"/"+row.Name, func(t *testing.T) { agrees(t, s, row, name) })
		}
	}
}

func agrees(t *testing.T, s *shop, row *app.Service, overlay string) {
	d := s.deployments[row.Name]
	if d == nil {
		t.Fatal("it has no Deployment")
	}
	if d.Spec.Selector.MatchLabels["app"] != row.Name || len(d.Spec.Selector.MatchLabels) != 1 || d.Spec.Template.Labels["app"] != row.Name {
		t.Errorf("it is found by %v", d.Spec.Selector.MatchLabels)
	}
	pod := d.Spec.Template.Spec
	if len(pod.Containers) != 1 {
		t.Fatalf("%d containers", len(pod.Containers))
	}
	c := pod.Containers[0]
	image := setting(t, overlay, "registry") + "/" + row.Name + ":" + setting(t, overlay, "version")
	if c.Name != row.Name || c.Image != image || strings.Join(c.Args, " ") != "serve "+row.Name || c.Command != nil {
		t.Errorf("%s runs %s %v", c.Name, c.Image, c.Args)
	}
	if row.Stores[0] == app.PostgreSQL {
		if len(pod.InitContainers) != 1 || pod.InitContainers[0].Image != image || strings.Join(pod.InitContainers[0].Args, " ") != "migrate "+row.Name+" --wait=5m" {
			t.Errorf("nothing migrates its schema: %v", pod.InitContainers)
		}
	} else if len(pod.InitContainers) != 0 {
		t.Errorf("it has init containers: %v", pod.InitContainers)
	}
	var ports []int32
	for _, p := range c.Ports {
		ports = append(ports, p.ContainerPort)
	}
	if !slices.Equal(ports, []int32{edges.ContainerPort(row), 9090}) {
		t.Errorf("its ports are %v", ports)
	}
	service := s.services[row.Name]
	if service == nil {
		t.Fatal("it has no Service")
	}
	if p := service.Spec.Ports; len(p) != 1 || p[0].Port != servicePort(row) || p[0].TargetPort.String() != "http" || service.Spec.Selector["app"] != row.Name || service.Spec.Type != corev1.ServiceTypeClusterIP {
		t.Errorf("its Service is %+v", service.Spec)
	}
	account := s.accounts[row.Name]
	if account == nil || *account.AutomountServiceAccountToken || pod.ServiceAccountName != row.Name || *pod.AutomountServiceAccountToken {
		t.Error("it has no account of its own without a token")
	}
	scales(t, s, row)
	rolls(t, s, row)
	probes(t, &c)
	if s.policies[row.Name] == nil {
		t.Error("no policy says who reaches it")
	}
}

func scales(t *testing.T, s *shop, row *app.Service) {
	d, scaler := s.deployments[row.Name], s.scalers[row.Name]
	budget := s.budgets[row.Name]
	if budget == nil || budget.Spec.MaxUnavailable.IntValue() != 1 || *budget.Spec.UnhealthyPodEvictionPolicy != policyv1.AlwaysAllow || budget.Spec.Selector.MatchLabels["app"] != row.Name {
		t.Errorf("its budget is %+v", budget)
	}
	switch {
	case (scaler == nil) != (steady[row.Name] != ""):
		t.Error("it has neither an autoscaler nor a reason to have none, or both")
	case scaler != nil && d.Spec.Replicas != nil:
		t.Error("its replicas would fight with its autoscaler")
	case scaler == nil && d.Spec.Replicas == nil:
		t.Error("nobody says how many of it there are")
	case scaler != nil:
		up, down := scaler.Spec.Behavior.ScaleUp, scaler.Spec.Behavior.ScaleDown
		if scaler.Name != row.Name+"-hpa" || *scaler.Spec.MinReplicas >= scaler.Spec.MaxReplicas || *up.StabilizationWindowSeconds != 0 || *down.StabilizationWindowSeconds < 60 {
			t.Errorf("it scales by %+v", scaler.Spec)
		}
	}
}

func rolls(t *testing.T, s *shop, row *app.Service) {
	d := s.deployments[row.Name]
	r := d.Spec.Strategy.RollingUpdate
	if r == nil || r.MaxUnavailable.IntValue() != 0 || r.MaxSurge.IntValue() != 1 || d.Spec.MinReadySeconds == 0 || d.Spec.ProgressDeadlineSeconds == nil {
		t.Errorf("it is rolled out by %+v", d.Spec.Strategy)
	}
	pod := d.Spec.Template.Spec
	if stop := pod.Containers[0].Lifecycle; stop == nil || stop.PreStop.Sleep == nil || *pod.TerminationGracePeriodSeconds < stop.PreStop.Sleep.Seconds+5+3*20 {
		t.Error("it is stopped before it has finished: the drain delay, and 20 s each for requests, jobs and outboxes")
	}
	var over []string
	for _, spread := range pod.TopologySpreadConstraints {
		over = append(over, spread.TopologyKey)
	}
	if !slices.Equal(over, []string{"kubernetes.io/hostname", "topology.kubernetes.io/zone"}) {
		t.Errorf("it is spread over %v", over)
	}
}

func probes(t *testing.T, c *corev1.Container) {
	for what, p := range map[string]struct {
		probe *corev1.Probe
		path  string
	}{"startup": {c.StartupProbe, "/livez"}, "liveness": {c.LivenessProbe, "/livez"}, "readiness": {c.ReadinessProbe, "/readyz"}} {
		if p.probe == nil || p.probe.HTTPGet == nil || p.probe.HTTPGet.Path != p.path || p.probe.HTTPGet.Port.String() != "http" {
			t.Errorf("its %s probe is %+v", what, p.probe)
		}
	}
	if c.ReadinessProbe.TimeoutSeconds < 3 {
		t.Error("readiness takes its checks two seconds at most, the probe gives up before")
	}
}

func TestTheIngressLeadsToTheTwoDoors(t *testing.T) {
	for _, name := range every {
		s, rows := overlay(t, name), table(t)
		i := s.ingresses["flores-victoria-ingress"]
		if i == nil {
			t.Errorf("%s has no Ingress", name)
			continue
		}
		host := setting(t, name, "host")
		if i.Spec.Rules[0].Host != host || i.Spec.TLS[0].Hosts[0] != host || setting(t, name, "url") != "https://"+host {
			t.Errorf("%s is called %+v", name, i.Spec)
		}
		for key := range i.Annotations {
			if !strings.HasPrefix(key, "cert-manager.io/") {
				t.Errorf("%s: %s is one controller's own", name, key)
			}
		}
		for _, path := range i.Spec.Rules[0].HTTP.Paths {
			b := path.Backend.Service
			if to := s.services[b.Name]; to == nil || to.Spec.Ports[0].Port != b.Port.Number {
				t.Errorf("%s: %s leads to %s:%d, which is not there", name, path.Path, b.Name, b.Port.Number)
			}
			if row := rows.Find(b.Name); row != nil && row.Base[0] != path.Path {
				t.Errorf("%s: %s leads to %s", name, path.Path, b.Name)
			}
		}
	}
}
