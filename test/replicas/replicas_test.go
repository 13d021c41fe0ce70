package replicas

import "testing"

// One shop for all cases, since starting it is most of the work. Each case has run, and
// has stopped, what it needs of it; their order only spares stopping the broker twice.
func TestAShopOfReplicas(t *testing.T) {
	w := begin(t)
	t.Run("services that start after the servers, in any order, all become ready", func(t *testing.T) { w.starts(t, false) })
	for _, c := range []struct {
		name string
		up   bool
	}{{"with the broker", true}, {"without the broker", false}} {
		t.Run(c.name, func(t *testing.T) {
			w.open(t, append(w.shop.Processes.ReplicasOf("product-service"), w.shop.Processes.ReplicasOf("auth-service")...)...)
			w.broker(t, c.up)
			t.Run("a price changed through one replica is answered by the other", w.prices)
			t.Run("a session that has ended is refused by every service", w.sessions)
		})
	}
	t.Run("services that start before the servers, in any order, all become ready", func(t *testing.T) { w.starts(t, true) })
	t.Run("a replica that leaves under load loses no request", w.leaves)
}
