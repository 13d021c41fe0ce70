package rabbit_test

import (
	"os/exec"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	ctl := func(args ...string) {
		out, err := exec.Command("bash", append([]string{"/tmp/rmq-ev/start.sh", "/usr/lib/rabbitmq/bin/rabbitmqctl", "-n", "fvev@localhost"}, args...)...).CombinedOutput()
		t.Log(string(out), err)
	}
	h := open(t, "amqp://guest:guest@127.0.0.1:25672/", mailPaid)
	must(t, h.bus.Publish(t.Context(), some(0, 500)))
	ctl("set_vm_memory_high_watermark", "0.000001")
	time.Sleep(2 * time.Second)
	for range 6 {
		start := time.Now()
		err := h.bus.Publish(t.Context(), some(0, 100))
		t.Log("publish", time.Since(start), err, h.bus.Ping(t.Context()))
	}
	seen := newLedger()
	h.consume(t, seen.on())
	start := time.Now()
	eventually(t, "consumed although blocked", func() bool { seen.mu.Lock(); defer seen.mu.Unlock(); return len(seen.seen) >= 500 })
	t.Log("consumed in", time.Since(start))
	ctl("set_vm_memory_high_watermark", "0.4")
	start = time.Now()
	eventually(t, "publishes again", func() bool { return h.bus.Publish(t.Context(), some(0, 100)) == nil })
	t.Log("published after", time.Since(start))
}
