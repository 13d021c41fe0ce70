package mongo

import (
	"errors"
	"strings"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

// ErrConflict says that a conditional write found its condition false: there is
// no such document, or it is of another revision.
var ErrConflict = errors.New("the document is not in the state this change needs")

// IsDuplicate says that a write was refused because a unique index has its value already.
func IsDuplicate(err error) bool {
	if err == nil {
		return false
	}
	// An insert that the stand-in refuses has the code too; of an update it says
	// only what its own store said.
	return driver.IsDuplicateKeyError(err) || strings.Contains(err.Error(), "UNIQUE constraint failed")
}

// DuplicateIndex is the name of the index that refused the write, when the server
// says which: the stand-in does not.
func DuplicateIndex(err error) string {
	if !driver.IsDuplicateKeyError(err) {
		return ""
	}
	_, rest, ok := strings.Cut(err.Error(), " index: ")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, " ")
	return name
}

// IsUnavailable says that the server could not be asked: asking again later may
// succeed; a change that was asked for may or may not have happened.
func IsUnavailable(err error) bool {
	var selecting driver.ServerError
	return driver.IsNetworkError(err) || driver.IsTimeout(err) || errors.Is(err, errNotMade) ||
		errors.As(err, &selecting) && (selecting.HasErrorLabel("RetryableWriteError") || selecting.HasErrorLabel("TransientTransactionError"))
}
