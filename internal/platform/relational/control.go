package relational

import (
	"errors"
	"strings"
)

// ErrControl refuses a statement that would begin, end or divide the transaction
// that Write has begun and will end.
var ErrControl = errors.New("a transaction is begun and ended by Write, not by a statement")

// Controls is for implementations of DB: it says whether a statement is one that
// ErrControl refuses.
func Controls(query string) bool {
	query = strings.TrimLeft(query, " \t\r\n;")
	for _, word := range []string{"BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE"} {
		if len(query) >= len(word) && strings.EqualFold(query[:len(word)], word) {
			return true
		}
	}
	return false
}
