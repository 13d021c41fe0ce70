package kubernetes

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"floresvictoria.cl/flores/internal/app"
)

const (
	mounted    = "/run/secrets/flores/"
	fileSuffix = "_FILE"
)

// everybodys are told to all; extra are told to their readers, beside what they need.
var (
	everybodys = []string{"LOG_LEVEL", "LOG_FORMAT", "FLORES_HOST", "FLORES_METRICS", "FLORES_DRAIN", "GOMEMLIMIT"}
	extra      = map[string][]string{
		"auth-service":         {"FLORES_DEMO", "DATABASE_POOL"},
		"product-service":      {"FLORES_DEMO"},
		"user-service":         {"DATABASE_POOL"},
		"order-service":        {"FLORES_DEMO", "DATABASE_POOL"},
		"notification-service": {"DATABASE_POOL", "MAIL_FROM", "STAFF_MAIL", "SMTP_URL_FILE"},
		"api-gateway":          {"FLORES_TRUSTED_PROXIES", "FLORES_RATE_LIMIT"},
		"frontend":             {"FLORES_TRUSTED_PROXIES", "FLORES_RATE_LIMIT", "FLORES_DEMO", "FLORES_PORTS", "MAIL_FROM", "SHOP_WHATSAPP"},
	}
)

// given is the variable that says a need, and its value where the manifests have one.
func given(rows app.Table, n app.Need) (name, value string) {
	name = n.Env
	if app.InClusterSecret(n) {
		if n.Instead != "" && n.Env != app.EnvSessions {
			name = n.Instead
		}
		return name + fileSuffix, mounted + app.ClusterKey(n)
	}
	for _, row := range rows {
		if n.Env == app.EnvURL(row.Name) {
			return name, "http://" + row.Name + ":" + strconv.Itoa(row.Port)
		}
	}
	return name, ""
}

func TestEveryServiceIsToldWhatItNeedsAndNothingElse(t *testing.T) {
	for _, overlayName := range whole {
		s, rows := overlay(t, overlayName), table(t)
		for _, row := range rows {
			c := &s.deployments[row.Name].Spec.Template.Spec.Containers[0]
			got := s.told(c)
			want := slices.Concat(everybodys, extra[row.Name])
			for _, n := range rows.Needs(row, nil) {
				name, value := given(rows, n)
				want = append(want, name)
				if value != "" && got[name] != value {
					t.Errorf("%s: %s is told %s=%s, not %s", overlayName, row.Name, name, got[name], value)
				}
			}
			slices.Sort(want)
			if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, slices.Compact(want)) {
				t.Errorf("%s: %s is told\n%v, needs\n%v", overlayName, row.Name, names, want)
			}
			for _, e := range c.Env {
				if e.ValueFrom != nil {
					t.Errorf("%s: %s takes %s from elsewhere", overlayName, row.Name, e.Name)
				}
			}
			if url := got["FLORES_PUBLIC_URL"]; url != "" && url != setting(t, overlayName, "url") {
				t.Errorf("%s: %s believes that the shop is %s", overlayName, row.Name, url)
			}
			if demo := got["FLORES_DEMO"]; demo != "" && demo != setting(t, overlayName, "demo") {
				t.Errorf("%s: %s believes demo=%s", overlayName, row.Name, demo)
			}
		}
		if port := s.told(&s.deployments["frontend"].Spec.Template.Spec.Containers[0])["FLORES_PORTS"]; port != "frontend=8080" {
			t.Errorf("%s: the frontend listens on %s", overlayName, port)
		}
	}
}

// secrets are those that flores secrets makes for a cluster.
func secrets(t *testing.T) map[string]map[string]string {
	t.Helper()
	made, err := app.ClusterSecrets(table(t))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	for _, s := range made {
		out[s.Name] = s.Data
	}
	return out
}

func TestTheSecretsThatAreMadeStartEveryService(t *testing.T) {
	made, rows := secrets(t), table(t)
	dir := t.TempDir()
	for _, row := range rows {
		s := overlay(t, "production")
		pod := s.deployments[row.Name].Spec.Template.Spec
		source := ""
		for _, m := range pod.Containers[0].VolumeMounts {
			for _, v := range pod.Volumes {
				if v.Name == m.Name && v.Secret != nil && m.MountPath+"/" == mounted {
					source = v.Secret.SecretName
				}
			}
		}
		if source != row.Name {
			t.Errorf("%s mounts the Secret %q", row.Name, source)
		}
		told := s.told(&pod.Containers[0])
		env := func(name string) string {
			value := told[name]
			key, isFile := filepath.Rel(mounted, value)
			if filepath.Dir(value)+"/" != mounted || isFile != nil {
				return value
			}
			secret, ok := made[source][key]
			if !ok {
				return filepath.Join(dir, "nothing")
			}
			path := filepath.Join(dir, row.Name+"."+key)
			if err := os.WriteFile(path, []byte(secret), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}
		if err := rows.CheckNeeds(env, []string{row.Name}, false); err != nil {
			t.Errorf("%s: %v", row.Name, err)
		}
	}
}

// operators are read by a component's operator only.
var operators = map[string]string{"rabbitmq-default-user": "rabbitmq-operator"}

func TestEverySecretHasOneReaderAndEveryReaderItsSecret(t *testing.T) {
	made := secrets(t)
	for _, name := range whole {
		readers := map[string][]string{}
		for owner, template := range overlay(t, name).templates() {
			for _, secret := range mentioned(t, made, &template.Spec) {
				readers[secret] = append(readers[secret], owner)
			}
		}
		for secret := range made {
			if len(readers[secret]) != 1 && (operators[secret] == "" || len(readers[secret]) != 0) {
				t.Errorf("%s: %s is read by %v", name, secret, readers[secret])
			}
		}
		for secret, of := range readers {
			if made[secret] == nil {
				t.Errorf("%s: nobody makes %s, which %v reads", name, secret, of)
			}
		}
	}
}

// mentioned are the Secrets that a pod reads, each once.
func mentioned(t *testing.T, made map[string]map[string]string, pod *corev1.PodSpec) (out []string) {
	t.Helper()
	for _, v := range pod.Volumes {
		if v.Secret != nil {
			out = append(out, v.Secret.SecretName)
		}
		if v.Projected != nil {
			for _, source := range v.Projected.Sources {
				out = append(out, source.Secret.Name)
				for _, item := range source.Secret.Items {
					if _, ok := made[source.Secret.Name][item.Key]; !ok {
						t.Errorf("%s has no %s", source.Secret.Name, item.Key)
					}
				}
			}
		}
	}
	for _, c := range slices.Concat(pod.InitContainers, pod.Containers) {
		for _, from := range c.EnvFrom {
			if from.SecretRef != nil {
				out = append(out, from.SecretRef.Name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// The owner of a schema may drop it: the process that serves must not know it.
func TestOnlyWhatMigratesIsToldTheOwner(t *testing.T) {
	for _, name := range whole {
		for _, row := range table(t) {
			d := overlay(t, name).deployments[row.Name]
			for _, m := range d.Spec.Template.Spec.Containers[0].VolumeMounts {
				if m.Name != "secrets" {
					t.Errorf("%s: %s mounts %s", name, row.Name, m.Name)
				}
			}
		}
	}
}
