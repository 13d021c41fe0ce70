package shopper

import (
	"slices"
	"sync"
	"time"
)

// Count is what was met since a mark.
type Count struct {
	Requests  int           // sent, repeats included
	Failed    int           // of those: no answer, an answer of 5xx, or too many requests
	Purchases int           // that ended as the shop and the buyer meant it
	Given     int           // purchases that failed in the end
	Again     int           // the cart or the try was gone with a store, and the buyer began anew
	Failing   time.Duration // from the first failed request to the last
	Failures  []string      // the first few
}

// Tally counts what clients meet.
type Tally struct {
	mu          sync.Mutex
	count       Count
	first, last time.Time // failed requests
	began       time.Time // of the latest purchase that succeeded
}

const fewFailures = 8

// Mark begins to count anew.
func (n *Tally) Mark() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.count, n.first, n.last = Count{}, time.Time{}, time.Time{}
}

// Count is what was met since the last mark.
func (n *Tally) Count() Count {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := n.count
	c.Failures, c.Failing = slices.Clone(c.Failures), n.last.Sub(n.first)
	return c
}

// BoughtSince tells whether a purchase that was begun after that moment succeeded.
func (n *Tally) BoughtSince(t time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.began.After(t)
}

// asked counts a request that was sent, and why it failed if it did.
func (n *Tally) asked(why error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.count.Requests++
	if why == nil {
		return
	}
	n.count.Failed++
	n.last = time.Now()
	if n.first.IsZero() {
		n.first = n.last
	}
	n.note(why)
}

// bought counts a purchase that ended well.
func (n *Tally) bought(began time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.count.Purchases++
	if began.After(n.began) {
		n.began = began
	}
}

// gave counts one that failed for good, or that was begun anew.
func (n *Tally) gave(why error, again bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if again {
		n.count.Again++
		return
	}
	n.count.Given++
	n.note(why)
}

func (n *Tally) note(why error) {
	if len(n.count.Failures) < fewFailures {
		n.count.Failures = append(n.count.Failures, time.Now().Format("15:04:05.0 ")+why.Error())
	}
}
