package sqlite

import "runtime"

// WaitQueued waits until n writes wait for their turn.
func WaitQueued(db *DB, n int) {
	for {
		db.writer.queue.mu.Lock()
		waiting := len(db.writer.queue.waiting)
		db.writer.queue.mu.Unlock()
		if waiting >= n {
			return
		}
		runtime.Gosched()
	}
}
