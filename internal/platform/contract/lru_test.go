package contract

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTheLeastRecentlyUsedGoesFirst(t *testing.T) {
	c := newLRU[int](4 * (1 + 128 + 100))
	for _, k := range []string{"a", "b", "c", "d"} {
		c.put(k, 1, 100)
	}
	c.get("a")
	c.put("e", 1, 100)
	for k, want := range map[string]bool{"a": true, "b": false, "c": true, "d": true, "e": true} {
		if _, got := c.get(k); got != want {
			t.Errorf("%s: %v", k, got)
		}
	}
}

func TestACacheNeverHoldsMoreThanItMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const max = 10_000
		c, last := newLRU[int](max), map[string]int{}
		for i := range rapid.IntRange(1, 200).Draw(t, "puts") {
			key := strconv.Itoa(rapid.IntRange(0, 20).Draw(t, "key"))
			c.put(key, i, rapid.IntRange(0, max/2).Draw(t, "size"))
			if v, ok := c.get(key); ok && v != i && v != last[key] {
				t.Fatalf("%s holds %d", key, v)
			} else if ok {
				last[key] = v
			}
			used := 0
			for _, e := range c.items {
				used += e.Value.(*lruItem[int]).size
			}
			if used != c.used || used > max || c.order.Len() != len(c.items) {
				t.Fatalf("says %d of %d, holds %d in %d and %d", c.used, max, used, len(c.items), c.order.Len())
			}
		}
	})
}

func TestPointersAreJSONPointers(t *testing.T) {
	for location, want := range map[string]string{
		"": "", "items": "/items", "items[3].x": "/items/3/x", "a[0][12]": "/a/0/12", "[2].b": "/2/b", "a/b~c": "/a~1b~0c",
		plainName.Replace("a.b[0]"): "/a.b[0]", strings.Repeat("x", 90): "/" + strings.Repeat("x", 40),
	} {
		if got := pointer(location); got != want {
			t.Errorf("%q: got %q, want %q", location, got, want)
		}
	}
}
