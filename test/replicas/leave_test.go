package replicas

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/test/processes"
)

// leaves sends SIGTERM to one of two replicas while everybody is in the shop.
func (w *world) leaves(t *testing.T) {
	services := sample(w, []*app.Service(w.table), 2)
	var seconds []*processes.Process
	for _, s := range services {
		seconds = append(seconds, w.shop.Processes.ReplicasOf(s.Name)[1])
	}
	w.open(t, seconds...)
	boss := w.hire(t, authapi.Manager)
	w.stock(t, boss)
	l := w.press(t, boss)
	ended := false
	end := func() {
		if !ended {
			ended = true
			l.end()
		}
	}
	defer end()
	for _, s := range services {
		t.Run(s.Name, func(t *testing.T) { w.leave(t, l, s.Name) })
	}
	await(t, "there is a load", func() bool { return l.purchases.Load() >= 10 || l.failed.Load() > 0 })
	end()
	t.Logf("%d requests, %d purchases, %d lost", l.requests.Load(), l.purchases.Load(), l.failed.Load())
	if lost := l.losses(); len(lost) != 0 {
		t.Errorf("%d requests were lost when nobody left:\n%s", len(lost), strings.Join(lost, "\n"))
	}
}

// leave stops the replicas of a service in turn, while the other serves; in the short
// form the first only, which has the connections of everybody who was there before.
func (w *world) leave(t *testing.T, l *load, service string) {
	turns := w.shop.Processes.ReplicasOf(service)
	if !w.all {
		turns = turns[:1]
	}
	defer l.crowd(service)()
	for i, p := range turns {
		await(t, fmt.Sprintf("replica %d serves", i+1), func() bool { return served(t, p) > 5 })
		before := l.requests.Load()
		kept := keep(t, p.URL(service))
		began := time.Now()
		p.Terminate()
		closesItsConnections(t, p, service, kept)
		if code := p.Stop(); code != 0 {
			t.Errorf("replica %d ended with %d:\n%s", i+1, code, p.Tail(10))
		}
		took, at := time.Since(began), l.requests.Load()
		await(t, "the other goes on", func() bool { return l.requests.Load() > at+20 })
		if lost := l.losses(); len(lost) != 0 {
			t.Errorf("replica %d left at %s, and of %d requests %d were lost:\n%s", i+1, began.Format("15:04:05.000"), l.requests.Load()-before, len(lost), strings.Join(lost, "\n"))
		}
		t.Logf("replica %d left in %.1f s, during %d requests", i+1, took.Seconds(), at-before)
		w.run(t, p)
	}
}

// keep opens a connection and leaves it open.
func keep(t *testing.T, address string) *http.Transport {
	t.Helper()
	tr := &http.Transport{}
	t.Cleanup(tr.CloseIdleConnections)
	if _, closes := ask(t, tr, address); closes {
		t.Error("a connection is closed before the replica leaves")
	}
	return tr
}

// ask says whether the request went over a connection that was there, and whether the
// answer closes it.
func ask(t *testing.T, tr *http.Transport, address string) (kept, closes bool) {
	t.Helper()
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) { kept = c.Reused }})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/livez", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := tr.RoundTrip(req)
	if err != nil {
		t.Fatalf("a replica that leaves does not answer: %v", err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("/livez answers %d", resp.StatusCode)
	}
	return kept, resp.Close
}

// closesItsConnections: once it is not ready it still answers, and every answer, over an
// old connection or a new one, closes its connection.
func closesItsConnections(t *testing.T, p *processes.Process, service string, tr *http.Transport) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), drain)
	defer cancel()
	for p.IsReady(ctx) {
		time.Sleep(5 * time.Millisecond)
	}
	if kept, closes := ask(t, tr, p.URL(service)); !kept || !closes {
		t.Errorf("over a kept connection (%t), a replica that leaves closes it: %t", kept, closes)
	}
	if kept, closes := ask(t, tr, p.URL(service)); kept || !closes {
		t.Errorf("over a new connection (%t), a replica that leaves closes it: %t", !kept, closes)
	}
	at, err := url.Parse(p.URL(service))
	if err != nil {
		t.Fatal(err)
	}
	await(t, "a replica that has left takes no connection", func() bool {
		c, err := net.Dial("tcp", at.Host)
		if err == nil {
			_ = c.Close()
		}
		return err != nil
	})
}

// served is how many requests a process says that it has answered.
func served(t *testing.T, p *processes.Process) (n int) {
	t.Helper()
	text, err := read(p.URL("metrics") + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(strings.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if line := lines.Text(); strings.HasPrefix(line, "http_server_request_duration_seconds_count{") {
			one, err := strconv.Atoi(line[strings.LastIndexByte(line, ' ')+1:])
			if err != nil {
				t.Fatal(err)
			}
			n += one
		}
	}
	return n
}

// await waits until ok says yes.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still not: %s", what)
		}
	}
}
