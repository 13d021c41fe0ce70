package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/app/apptest"
)

// The same story on servers: every service in a process of its own, and some in
// company. The answers and the errors are those of one process.
func TestProcessesMakeNoDifference(t *testing.T) {
	var one []string
	t.Run("one process", func(t *testing.T) {
		shop := apptest.Start(t, apptest.Options{})
		one = story(t, shop)
		shop.Balance()
	})
	for _, word := range []string{"each", "random:1"} {
		t.Run(word, func(t *testing.T) {
			shop := apptest.Start(t, apptest.Partitioned(t, word))
			lines := story(t, shop)
			if diff := cmp.Diff(one, lines); diff != "" {
				t.Errorf("it tells another story (-one process +%s):\n%s", word, diff)
			}
			shop.Balance()
		})
	}
}
