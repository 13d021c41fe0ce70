package relational

import (
	"errors"
	"fmt"
)

// PanicError is what Write returns when fn panicked: the transaction was rolled
// back and the process goes on.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("panic in a transaction: %v", e.Value) }

// Unwrap gives the panic's value when it was an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// SQLSTATE of PostgreSQL (appendix A of its manual) and the extended result
// codes of SQLite (sqlite.org/rescode.html) that mean the same.
const (
	stateUnique        = "23505"
	stateCheck         = "23514"
	stateForeignKey    = "23503"
	stateSerialisation = "40001"
	stateDeadlock      = "40P01"

	sqliteUnique     = 2067
	sqlitePrimaryKey = 1555
	sqliteRowID      = 2579
	sqliteCheck      = 275
	sqliteForeignKey = 787
	sqliteBusy       = 5 // primary code, in the low byte
	sqliteLocked     = 6 // primary code, in the low byte
)

// IsUnique says that a row with this key is there already.
func IsUnique(err error) bool {
	return isState(err, stateUnique) || isCode(err, sqliteUnique, sqlitePrimaryKey, sqliteRowID)
}

// IsCheck says that a CHECK constraint refused the values.
func IsCheck(err error) bool { return isState(err, stateCheck) || isCode(err, sqliteCheck) }

// IsForeignKey says that a row refers to one that is not there, or is still referred to.
func IsForeignKey(err error) bool {
	return isState(err, stateForeignKey) || isCode(err, sqliteForeignKey)
}

// IsRetryable says that the same transaction, run again from its start, may
// succeed: busy, serialisation failure or deadlock. Write has retried already
// when it returns such an error.
func IsRetryable(err error) bool {
	if isState(err, stateSerialisation, stateDeadlock) {
		return true
	}
	code, ok := sqliteCode(err)
	return ok && (code&0xff == sqliteBusy || code&0xff == sqliteLocked)
}

func isState(err error, states ...string) bool {
	var e interface{ SQLState() string }
	if !errors.As(err, &e) {
		return false
	}
	for _, s := range states {
		if e.SQLState() == s {
			return true
		}
	}
	return false
}

func isCode(err error, codes ...int) bool {
	code, ok := sqliteCode(err)
	if !ok {
		return false
	}
	for _, c := range codes {
		if code == c {
			return true
		}
	}
	return false
}

// sqliteCode reads the extended result code of the embedded driver's error,
// without importing the driver.
func sqliteCode(err error) (int, bool) {
	var e interface {
		error
		Code() int
	}
	if !errors.As(err, &e) {
		return 0, false
	}
	return e.Code(), true
}
