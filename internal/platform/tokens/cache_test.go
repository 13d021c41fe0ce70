package tokens

import (
	"crypto/sha256"
	"fmt"
	"testing"
)

func hashOf(n int) [sha256.Size]byte { return sha256.Sum256([]byte(fmt.Sprint(n))) }

func TestTheCacheIsBoundedAndKeepsWhatIsAskedFor(t *testing.T) {
	c := newCache[int]()
	for n := range 5 * cacheGeneration {
		c.put(hashOf(n), verified[int]{claims: n})
		if v, ok := c.get(hashOf(0)); !ok || v.claims != 0 {
			t.Fatalf("what is asked for all the time was forgotten after %d others", n)
		}
	}
	if held := len(c.young) + len(c.old); held > 2*cacheGeneration {
		t.Errorf("%d tokens are held", held)
	}
	if _, ok := c.get(hashOf(1)); ok {
		t.Error("what nobody asked for again is still there")
	}
}
