package kubernetes

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

func TestEveryPodIsRestricted(t *testing.T) {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	strict := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	for _, name := range every {
		s := overlay(t, name)
		for _, mode := range []string{"enforce", "audit", "warn"} {
			if s.namespace.Labels["pod-security.kubernetes.io/"+mode] != "restricted" {
				t.Errorf("%s does not %s", name, mode)
			}
		}
		for owner, pod := range s.templates() {
			result := policy.AggregateCheckResults(evaluator.EvaluatePod(strict, &pod.ObjectMeta, &pod.Spec))
			if !result.Allowed {
				t.Errorf("%s: %s: %s", name, owner, result.ForbiddenDetail())
			}
			// More than restricted asks for.
			if *pod.Spec.AutomountServiceAccountToken || *pod.Spec.EnableServiceLinks || pod.Spec.SecurityContext.RunAsUser == nil {
				t.Errorf("%s: %s is given a token, its neighbours' names or no user", name, owner)
			}
			for _, c := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
				if c.SecurityContext.ReadOnlyRootFilesystem == nil || !*c.SecurityContext.ReadOnlyRootFilesystem {
					t.Errorf("%s: %s may write to its image", name, owner)
				}
				if _, tag, ok := strings.Cut(c.Image[strings.LastIndex(c.Image, "/")+1:], ":"); !ok || tag == "latest" {
					t.Errorf("%s: %s runs %s, which is a different thing tomorrow", name, owner, c.Image)
				}
			}
		}
		for account, a := range s.accounts {
			if a.AutomountServiceAccountToken == nil || *a.AutomountServiceAccountToken {
				t.Errorf("%s: whoever runs as %s gets a token", name, account)
			}
		}
	}
}

func TestTheStoresKeepTheirDataAndTheirNames(t *testing.T) {
	for _, name := range whole {
		s := overlay(t, name)
		if len(s.stateful) != 5 {
			t.Errorf("%s has %d stores", name, len(s.stateful))
		}
		for store, x := range s.stateful {
			service := s.services[store]
			if service == nil || service.Spec.ClusterIP != "None" || x.Spec.ServiceName != store {
				t.Errorf("%s: %s has no name of its own", name, store)
			}
			claim := x.Spec.VolumeClaimTemplates[0]
			if *claim.Spec.StorageClassName != setting(t, name, "storageClass") || x.Spec.PersistentVolumeClaimRetentionPolicy.WhenDeleted != "Retain" {
				t.Errorf("%s: %s keeps its data by %+v", name, store, claim.Spec)
			}
			c := x.Spec.Template.Spec.Containers[0]
			if c.StartupProbe == nil || c.ReadinessProbe == nil || c.LivenessProbe == nil {
				t.Errorf("%s: nobody asks whether %s works", name, store)
			}
			// The volume's root may hold what a file system puts there.
			for _, m := range c.VolumeMounts {
				below := m.SubPath != ""
				for _, e := range c.Env {
					below = below || e.Name == "PGDATA" && strings.HasPrefix(e.Value, m.MountPath+"/")
				}
				if m.Name == "data" && !below {
					t.Errorf("%s: %s writes to the root of its volume", name, store)
				}
			}
			if s.budgets[store] != nil && *x.Spec.Replicas == 1 {
				t.Errorf("%s: the budget of %s keeps its node for ever", name, store)
			}
		}
	}
}

// high is what random keys look like: 40 or more characters of base64 or hexadecimal.
var high = regexp.MustCompile(`[A-Za-z0-9_\-+]{40,}={0,2}`)

func TestNoSecretIsInAnyFile(t *testing.T) {
	for _, name := range every {
		for _, o := range overlay(t, name).objects {
			if o.Kind == "Secret" {
				t.Errorf("%s has the Secret %s", name, o.Name)
			}
			for _, found := range high.FindAllString(o.YAML, -1) {
				t.Errorf("%s: %s %s holds %q", name, o.Kind, o.Name, found)
			}
			if strings.Contains(o.YAML, "://") && regexp.MustCompile(`://[^/\s$]+:[^/\s$@]+@`).MatchString(o.YAML) {
				t.Errorf("%s: %s %s holds a password", name, o.Kind, o.Name)
			}
		}
	}
	ignored, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil || !slices.Contains(strings.Split(string(ignored), "\n"), "/secrets.yaml") {
		t.Errorf("Git would take kubernetes/secrets.yaml: %v", err)
	}
}
