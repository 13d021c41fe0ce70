package relational

import (
	"database/sql"
	"errors"
	"fmt"
)

// ErrConflict says that a conditional write found its condition false: the
// version moved on, the stock was gone, the slot was full. The rules turn it
// into their own refusal.
var ErrConflict = errors.New("the row is not in the state this change needs")

// Changed checks a conditional write that must change exactly one row. It wraps
// sqlc's :execrows: `relational.Changed(q.TakeSlot(ctx, arg))`.
func Changed(rows int64, err error) error {
	switch {
	case err != nil:
		return err
	case rows == 0:
		return ErrConflict
	case rows > 1:
		return fmt.Errorf("a conditional write changed %d rows, not one", rows)
	}
	return nil
}

// ChangedResult is Changed for ExecContext.
func ChangedResult(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	return Changed(res.RowsAffected())
}

// Returned checks an `UPDATE … WHERE … RETURNING` that must hit its row: no row
// is ErrConflict. It wraps sqlc's :one.
func Returned[T any](row T, err error) (T, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return row, ErrConflict
	}
	return row, err
}

// Found turns "no such row" from an error into false. It wraps sqlc's :one.
func Found[T any](row T, err error) (T, bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return row, false, nil
	}
	return row, err == nil, err
}
