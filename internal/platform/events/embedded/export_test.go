package embedded

import "testing"

// Remembered counts the event ids known as published.
func Remembered(t *testing.T, b *Bus) (n int) {
	t.Helper()
	if err := b.db.Read().QueryRowContext(t.Context(), `SELECT count(*) FROM published`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
