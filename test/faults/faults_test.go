package faults

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// afterStart is how long a new quorum queue of Debian's RabbitMQ may take to be known
// on disk: one that is killed earlier forgets it.
const afterStart = 3 * time.Second

const all = "all" // of FLORES_FAULTS: every part

const shown = 20 // of what is not in order after a target

// Given a shop under load, when its processes are killed, its servers restarted and
// its connections cut and slowed, then nothing that a client was answered is lost or
// doubled, all is ready again by itself, and every consumer did its work once.
func TestFaultsUnderLoad(t *testing.T) {
	asked := os.Getenv("FLORES_FAULTS")
	if asked == "" {
		w := begin(t, windows{expiry: 10 * time.Second, keep: shortKeep, settling: 90 * time.Second}) // beside other packages' tests
		w.series(w.short())
		return
	}
	file := "faults.md"
	if asked != all {
		file = "faults-" + strings.ReplaceAll(asked, ",", "-") + ".md" // a part does not replace the whole
	}
	var rows []row
	began := time.Now()
	for _, part := range parts {
		if asked != all && !slices.Contains(strings.Split(asked, ","), part.name) {
			continue
		}
		t.Run(part.name, func(t *testing.T) {
			w := begin(t, windows{expiry: 20 * time.Second, keep: part.keep, settling: 30 * time.Second})
			time.Sleep(afterStart)
			for _, target := range part.targets(w) {
				t.Logf("%s: %d faults (%s since the start)", target.name, len(target.faults), time.Since(began).Round(time.Second))
				rows = append(rows, w.series(target))
				write(t, file, rows, time.Since(began)) // each time: a suite that is stopped leaves what it has
			}
		})
	}
	if len(rows) == 0 {
		t.Fatalf("FLORES_FAULTS=%s names no part", asked)
	}
	t.Logf("%d targets in %s\n%s", len(rows), time.Since(began).Round(time.Second), table(rows))
}

// series is one target: load, its faults, and everything in order after it.
func (w *world) series(target target) row {
	t := w.t
	t.Helper()
	c := gather(w.shop.URL, w.staff.email, cmp.Or(target.buyers, buyers))
	opened := time.Now()
	r := row{target: target.name, faults: len(target.faults)}
	if err := w.recovered(c, opened); err != nil {
		t.Errorf("%s: before any fault: %v", target.name, err)
	}
	for i, f := range target.faults {
		if !c.pause(700 * time.Millisecond) { // the fault falls anywhere in a purchase
			break
		}
		at := time.Now()
		err := f.do()
		if err == nil {
			err = w.recovered(c, at)
		}
		took := time.Since(at)
		if err != nil {
			t.Errorf("%s: fault %d, %s: %v", target.name, i+1, f.what, err)
			break
		}
		r.recoveries = append(r.recoveries, took)
		t.Logf("    %d/%d %s: recovered in %.1f s; %d purchases, %d failed requests, %d failed purchases",
			i+1, r.faults, f.what, took.Seconds(), c.tally.purchases.Load(), c.failed.Load(), c.given.Load())
	}
	c.disperse()
	wrong := w.settle(c, target.loose)
	for _, f := range wrong[:min(len(wrong), shown)] {
		t.Errorf("%s: %s", target.name, f)
	}
	if len(wrong) > shown {
		t.Errorf("%s: and %d more", target.name, len(wrong)-shown)
	}
	for _, f := range c.failures {
		t.Logf("    failed: %s", f)
	}
	r.requests, r.failed, r.purchases, r.given, r.late, r.again = c.requests.Load(), c.failed.Load(), c.tally.purchases.Load(), c.given.Load(), c.late.Load(), c.again.Load()
	if target.spared && r.given+r.late+r.again > 0 {
		t.Errorf("%s: %d purchases failed, %d came too late to pay, %d were begun anew", target.name, r.given, r.late, r.again)
	}
	return r
}

// recovered waits until every process is ready and a purchase that was begun after
// that moment has succeeded.
func (w *world) recovered(c *crowd, since time.Time) error {
	ctx, cancel := context.WithTimeout(context.Background(), readyWithin)
	defer cancel()
	if err := w.ready(ctx); err != nil {
		return err
	}
	for !c.boughtSince(since) {
		select {
		case <-ctx.Done():
			return fmt.Errorf("nobody has bought anything for %s; the last failures: %v", readyWithin, c.lastFailures())
		case <-time.After(20 * time.Millisecond):
		}
	}
	if ended := w.ended(); len(ended) > 0 {
		return fmt.Errorf("%s", strings.Join(ended, "; "))
	}
	return nil
}
