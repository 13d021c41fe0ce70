package kubernetes

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"floresvictoria.cl/flores/internal/app"
)

// count is how many pods of a Deployment there are at least and at most.
func (s *shop) count(name string) (least, most int64) {
	if scaler := s.scalers[name]; scaler != nil {
		return int64(*scaler.Spec.MinReplicas), int64(scaler.Spec.MaxReplicas)
	}
	n := int64(*s.deployments[name].Spec.Replicas)
	return n, n
}

// asked is what a pod asks of a node: its containers together, or its greediest init
// container if that is more.
func asked(pod *corev1.PodSpec, of corev1.ResourceName, in func(corev1.ResourceRequirements) corev1.ResourceList) int64 {
	var sum int64
	for _, c := range pod.Containers {
		q := in(c.Resources)[of]
		sum += q.MilliValue()
	}
	for _, c := range pod.InitContainers {
		q := in(c.Resources)[of]
		sum = max(sum, q.MilliValue())
	}
	return sum
}

func requests(r corev1.ResourceRequirements) corev1.ResourceList { return r.Requests }
func limits(r corev1.ResourceRequirements) corev1.ResourceList   { return r.Limits }

// all adds up the pods of an overlay: Deployments at their least, or at their most with
// the one more of a roll-out; stores; jobs.
func (s *shop) all(most bool, of corev1.ResourceName, in func(corev1.ResourceRequirements) corev1.ResourceList) (sum, greatest int64) {
	for name, template := range s.templates() {
		one, n := asked(&template.Spec, of, in), int64(1)
		if s.deployments[name] != nil {
			least, up := s.count(name)
			if n = least; most {
				n = up + 1
			}
		}
		sum, greatest = sum+n*one, max(greatest, one)
	}
	return sum, greatest
}

func TestEveryPodSaysWhatItTakes(t *testing.T) {
	for _, name := range every {
		for owner, pod := range overlay(t, name).templates() {
			for _, c := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
				if c.Resources.Requests.Cpu().IsZero() || c.Resources.Requests.Memory().IsZero() || c.Resources.Limits.Memory().IsZero() {
					t.Errorf("%s: %s does not say what %s takes", name, owner, c.Name)
				}
				if !c.Resources.Limits.Cpu().IsZero() {
					t.Errorf("%s: %s of %s is throttled", name, c.Name, owner)
				}
				i := slices.IndexFunc(c.Env, func(e corev1.EnvVar) bool { return e.Name == "GOMEMLIMIT" })
				if i < 0 {
					if pod.Labels["floresvictoria.cl/part"] == "service" && len(c.Ports) > 0 {
						t.Errorf("%s: the collector of %s does not know the limit", name, owner)
					}
					continue
				}
				soft := resource.MustParse(strings.TrimSuffix(c.Env[i].Value, "B"))
				if share := float64(soft.Value()) / float64(c.Resources.Limits.Memory().Value()); share < 0.8 || share > 0.9 {
					t.Errorf("%s: %s collects at %.0f %% of its limit", name, owner, 100*share)
				}
			}
		}
	}
}

// node is what pods may have of one: less what the kubelet keeps (by the table that GKE
// publishes: 6 % of the first core and 1 % of the next, 25 % of the first 4 GiB and 20 %
// of the next), and 200m and 400 MiB for the node's own pods.
func node(cpu, memory resource.Quantity) (milli, bytes int64) {
	const gi = 1 << 30
	milli = cpu.MilliValue() - 60 - max(0, min(1000, cpu.MilliValue()-1000))/100 - 200
	m := memory.Value()
	bytes = m - min(m, 4*gi)/4 - max(0, min(m, 8*gi)-4*gi)/5 - 400<<20
	return milli, bytes
}

// With the pods at their least, and one node lost where there are three or more.
func TestTheShopFitsItsNodes(t *testing.T) {
	for _, name := range every {
		s := overlay(t, name)
		nodes, err := strconv.ParseInt(setting(t, name, "nodes"), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		if nodes >= 3 {
			nodes--
		}
		cpu, memory := node(resource.MustParse(setting(t, name, "nodeCPU")), resource.MustParse(setting(t, name, "nodeMemory")))
		for _, r := range []struct {
			of  corev1.ResourceName
			has int64
		}{{corev1.ResourceCPU, cpu}, {corev1.ResourceMemory, memory * 1000}} {
			sum, greatest := s.all(false, r.of, requests)
			// The last place on each node may be too small for the greatest pod.
			if room := nodes * (r.has - greatest); nodes > 1 && sum > room || sum > nodes*r.has {
				t.Errorf("%s: %s: %d are asked for, %d nodes have %d", name, r.of, sum, nodes, room)
			}
			t.Logf("%s: %s: %d asked of %d", name, r.of, sum, nodes*r.has)
		}
	}
}

func TestTheQuotaAllowsTheShopAtItsGreatest(t *testing.T) {
	for _, name := range every {
		s := overlay(t, name)
		hard := s.quotas["flores-victoria"].Spec.Hard
		for _, r := range []struct {
			of    corev1.ResourceName
			limit corev1.ResourceName
			in    func(corev1.ResourceRequirements) corev1.ResourceList
		}{{corev1.ResourceCPU, corev1.ResourceRequestsCPU, requests}, {corev1.ResourceMemory, corev1.ResourceRequestsMemory, requests}, {corev1.ResourceMemory, corev1.ResourceLimitsMemory, limits}} {
			sum, _ := s.all(true, r.of, r.in)
			if allowed := hard[r.limit]; sum > allowed.MilliValue() {
				t.Errorf("%s: %s: %d are needed, %d allowed", name, r.limit, sum, allowed.MilliValue())
			}
		}
	}
}

// Pools of all replicas, with the one more of a roll-out, fit what a server takes.
func TestThePoolsFitTheServers(t *testing.T) {
	for _, name := range whole {
		s, rows := overlay(t, name), table(t)
		used := map[string]int64{}
		for _, row := range rows {
			_, most := s.count(row.Name)
			told := s.told(&s.deployments[row.Name].Spec.Template.Spec.Containers[0])
			pool := func(env string, otherwise int64) int64 {
				if told[env] == "" {
					return otherwise
				}
				n, err := strconv.ParseInt(told[env], 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
			switch row.Stores[0] {
			case app.PostgreSQL: // and a migration's two
				used["postgres"] += (most+1)*pool("DATABASE_POOL", 10) + 2
			case app.MongoDB: // the driver watches its server on two more
				used["mongodb"] += (most + 1) * (pool("MONGODB_POOL", 20) + 2)
			case app.Redis:
				if row.Door() { // sessions and limits have a pool each
					used["redis-sessions"] += (most + 1) * 2 * pool("REDIS_POOL", 16)
				} else {
					used["redis"] += (most + 1) * pool("REDIS_POOL", 16)
				}
			}
		}
		takes := map[string]int64{
			"postgres": number(t, s.stateful["postgres"].Spec.Template.Spec.Containers[0].Args, `^max_connections=(\d+)$`) - 3 - 10, // the superuser's own, and people
			"mongodb":  number(t, s.stateful["mongodb"].Spec.Template.Spec.Containers[0].Args, `^--maxConns=(\d+)$`) - 20,
		}
		for config, x := range s.configs {
			if strings.HasPrefix(config, "redis-") {
				takes["redis"] = number(t, strings.Split(x.Data["redis.conf"], "\n"), `^maxclients (\d+)$`) - 20
				takes["redis-sessions"] = takes["redis"]
			}
		}
		for store, n := range used {
			if n > takes[store] {
				t.Errorf("%s: %s may be asked for %d connections and takes %d", name, store, n, takes[store])
			}
			t.Logf("%s: %s: %d of %d connections", name, store, n, takes[store])
		}
	}
}

func number(t *testing.T, lines []string, pattern string) int64 {
	t.Helper()
	p := regexp.MustCompile(pattern)
	for _, line := range lines {
		if m := p.FindStringSubmatch(line); m != nil {
			n, err := strconv.ParseInt(m[1], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	}
	t.Fatalf("nothing says %s", pattern)
	return 0
}
