package relational

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
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
	stateLockTimeout   = "55P03"
	stateReadOnly      = "25006" // of a server that stopped being the primary
	stateTooMany       = "53300" // connections

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
// succeed: busy (a lock that somebody held for too long), serialisation failure or
// deadlock. Write has retried already when it returns such an error.
func IsRetryable(err error) bool {
	if isState(err, stateSerialisation, stateDeadlock, stateLockTimeout) {
		return true
	}
	code, ok := sqliteCode(err)
	return ok && (code&0xff == sqliteBusy || code&0xff == sqliteLocked)
}

// IsUnavailable says that the store could not be asked, whatever was asked of it:
// no connection, a server that starts or stops, no schema that this binary may use. Asking
// again later may succeed; a change that was asked for may or may not have happened.
func IsUnavailable(err error) bool {
	if errors.Is(err, ErrClosed) || errors.Is(err, ErrSchemaOld) || errors.Is(err, ErrNewerSchema) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) {
		return true
	}
	var answered interface{ SQLState() string }
	if errors.As(err, &answered) {
		state := answered.SQLState()
		// Connection exceptions, and the operator's interventions but for a cancelled statement (57014).
		return strings.HasPrefix(state, "08") || strings.HasPrefix(state, "57P") || state == stateReadOnly || state == stateTooMany
	}
	var unsent interface{ SafeToRetry() bool } // the driver's word for a connection that was closed before
	if errors.As(err, &unsent) && unsent.SafeToRetry() {
		return true
	}
	var network *net.OpError
	return errors.As(err, &network)
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
