package cluster

import (
	"strings"
	"testing"
)

// deadLetters checks that no event was given up, whatever was killed.
func (w *world) deadLetters(t *testing.T) {
	t.Helper()
	all := 0
	for _, consumer := range w.table.Bindings() { // each with its own user, which sees its own
		printed := w.ran(t, w.namespace, consumer.Consumer, "/flores", "deadletters")
		lines := strings.Split(strings.TrimSpace(printed), "\n")
		if n := len(lines) - 1; n > 0 { // below their head
			t.Errorf("%s gave %d events up:\n%s", consumer.Consumer, n, printed)
			all += n
		}
	}
	w.report.row(t, "events that a consumer gave up (`flores deadletters`)", "%d", all)
}
