package apptest

import (
	"strings"
	"sync"
)

// Logs keeps what the shop logs, so that a test can look for secrets in it.
type Logs struct {
	mu sync.Mutex
	b  strings.Builder
}

// Write is the log handler's.
func (l *Logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String is everything so far.
func (l *Logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// Tail is the last lines.
func (l *Logs) Tail(n int) string {
	lines := strings.Split(strings.TrimSpace(l.String()), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
