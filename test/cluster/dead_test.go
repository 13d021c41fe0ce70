package cluster

import (
	"strings"
	"testing"
)

// deadLetters checks that no event was given up, whatever was killed.
func (w *world) deadLetters(t *testing.T) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(w.ran(t, w.namespace, "order-service", "/flores", "deadletters")), "\n")
	if len(lines) > 1 { // below their head
		t.Errorf("%d events were given up:\n%s", len(lines)-1, strings.Join(lines, "\n"))
	}
	w.report.row(t, "events that a consumer gave up (`flores deadletters`)", "%d", len(lines)-1)
}
