package cluster

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"floresvictoria.cl/flores/test/cluster/shopper"
)

// The service whose Secret is spoilt, and a key of it. It has no init container, so what
// is said is said by the service itself.
const (
	spoilt    = "contact-service"
	spoiltKey = "CONTACT_SERVICE_CREDENTIAL"
)

var spoils = []struct {
	what string
	do   func(*corev1.Secret) bool // false: there is to be none
	says []string                  // all of it
}{
	{"weak", func(s *corev1.Secret) bool { s.Data[spoiltKey] = []byte(strings.Repeat("a", 43)); return true }, []string{spoiltKey, "is too weak"}},
	{"a placeholder", func(s *corev1.Secret) bool { s.Data[spoiltKey] = []byte("changeme"); return true }, []string{spoiltKey, "is a placeholder"}},
	{"empty", func(s *corev1.Secret) bool { s.Data[spoiltKey] = nil; return true }, []string{spoiltKey, "is missing"}},
	{"without its key", func(s *corev1.Secret) bool { delete(s.Data, spoiltKey); return true }, []string{spoiltKey, "cannot be read"}},
	{"not there at all", func(*corev1.Secret) bool { return false }, []string{`secret "` + spoilt + `" not found`}},
}

// saysWhatIsWrongWithASecret spoils a Secret and starts its pods anew: the new one says
// why it does not run, and the old ones serve on.
func saysWhatIsWrongWithASecret(t *testing.T, w *world) {
	office := w.office(t)
	secrets := w.cluster.Client.CoreV1().Secrets(w.namespace)
	good, err := secrets.Get(t.Context(), spoilt, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range spoils {
		w.settled(t, w.namespace)
		before, err := w.cluster.Serving(t.Context(), w.namespace, spoilt)
		if err != nil {
			t.Fatal(err)
		}
		bad := good.DeepCopy()
		w.put(t, bad, one.do(bad))
		w.kubectl(t, "rollout", "restart", "deployment/"+spoilt, "-n", w.namespace)
		said := ""
		w.await(t, "the new pod says why", func(ctx context.Context) (err error) {
			said, err = w.complains(ctx, before, one.says)
			return err
		})
		w.servesOn(t, office, before)
		w.put(t, good.DeepCopy(), true)
		w.kubectl(t, "rollout", "restart", "deployment/"+spoilt, "-n", w.namespace)
		w.rolledOut(t, spoilt)
		w.report.row(t, "a Secret that is "+one.what, "the new pod says `%s`; the old serves on", said)
	}
	w.settled(t, w.namespace)
}

// put makes a Secret what it is to be, or removes it.
func (w *world) put(t *testing.T, s *corev1.Secret, there bool) {
	t.Helper()
	secrets := w.cluster.Client.CoreV1().Secrets(w.namespace)
	if !there {
		if err := secrets.Delete(t.Context(), s.Name, metav1.DeleteOptions{}); err != nil {
			t.Fatal(err)
		}
		return
	}
	s.ResourceVersion, s.UID, s.ManagedFields = "", "", nil
	_, err := secrets.Update(t.Context(), s, metav1.UpdateOptions{})
	if err != nil {
		_, err = secrets.Create(t.Context(), s, metav1.CreateOptions{})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// complains is the line of a new pod that has all those words.
func (w *world) complains(ctx context.Context, before []corev1.Pod, words []string) (string, error) {
	pods, err := w.cluster.Pods(ctx, w.namespace, "app="+spoilt)
	if err != nil {
		return "", err
	}
	var heard []string
	for _, p := range pods {
		if slices.ContainsFunc(before, func(old corev1.Pod) bool { return old.UID == p.UID }) {
			continue
		}
		for _, said := range w.cluster.Says(ctx, p) {
			for line := range strings.SplitSeq(said, "\n") {
				if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(line, word) }) {
					return line, nil
				}
				heard = append(heard, line)
			}
		}
	}
	return "", errors.New("it says " + strings.Join(heard, "; "))
}

// servesOn checks that the pods of before are ready still, and that the service answers.
func (w *world) servesOn(t *testing.T, office *shopper.Client, before []corev1.Pod) {
	t.Helper()
	now, err := w.cluster.Serving(t.Context(), w.namespace, spoilt)
	if err != nil {
		t.Fatal(err)
	}
	for _, old := range before {
		if !slices.ContainsFunc(now, func(p corev1.Pod) bool { return p.UID == old.UID }) {
			t.Errorf("%s serves no more", old.Name)
		}
	}
	if err := office.SignIn(t.Context(), w.staff, shopper.Password); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if _, err := office.Letters(t.Context()); err != nil {
			t.Errorf("%s does not answer: %v", spoilt, err)
		}
	}
}
