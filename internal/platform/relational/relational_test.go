package relational_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"testing"

	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/platform/sqlite"
)

// state is an error as the PostgreSQL driver raises it.
type state string

func (s state) Error() string    { return "SQLSTATE " + string(s) }
func (s state) SQLState() string { return string(s) }

// code is an error as the SQLite driver raises it.
type code int

func (c code) Error() string { return fmt.Sprint("code ", int(c)) }
func (c code) Code() int     { return int(c) }

func TestBothDatabasesErrorsHaveOneName(t *testing.T) {
	names := map[string]func(error) bool{
		"unique": relational.IsUnique, "check": relational.IsCheck,
		"foreign key": relational.IsForeignKey, "retryable": relational.IsRetryable,
	}
	for _, c := range []struct {
		err  error
		name string
	}{
		{state("23505"), "unique"}, {code(2067), "unique"}, {code(1555), "unique"}, {code(2579), "unique"},
		{state("23514"), "check"}, {code(275), "check"},
		{state("23503"), "foreign key"}, {code(787), "foreign key"},
		{state("40001"), "retryable"}, {state("40P01"), "retryable"}, {state("55P03"), "retryable"}, {code(5), "retryable"}, {code(517), "retryable"}, {code(6), "retryable"},
		{state("42P01"), ""}, {code(1), ""}, {code(1299), ""}, {errors.New("other"), ""}, {nil, ""},
	} {
		wrapped := c.err
		if wrapped != nil {
			wrapped = fmt.Errorf("place the order: %w", c.err)
		}
		for name, is := range names {
			if is(wrapped) != (name == c.name) {
				t.Errorf("%v is %s: %v", c.err, name, is(wrapped))
			}
		}
	}
}

func TestAStoreThatCannotBeAskedIsToldFromOneThatRefuses(t *testing.T) {
	for err, want := range map[error]bool{
		state("08006"): true, state("57P01"): true, state("57P03"): true, state("53300"): true, state("25006"): true,
		&net.OpError{Op: "dial", Err: errors.New("refused")}: true, io.ErrUnexpectedEOF: true, driver.ErrBadConn: true,
		relational.ErrClosed: true, relational.ErrSchemaOld: true, &relational.NewerSchemaError{Floor: 2}: true,
		state("57014"): false, state("23505"): false, state("40001"): false, code(5): false, errors.New("other"): false, sql.ErrNoRows: false,
	} {
		if got := relational.IsUnavailable(fmt.Errorf("place the order: %w", err)); got != want {
			t.Errorf("%v: %v", err, got)
		}
	}
	if relational.IsUnavailable(nil) {
		t.Error("no error counts as one")
	}
}

func TestASchemaFitsABinaryThatIsNotTooOldForIt(t *testing.T) {
	known := []int64{1, 10, 11}
	for name, c := range map[string]struct {
		ran   []int64
		floor int64
		want  error
	}{
		"all ran":              {[]int64{0, 1, 10, 11}, 0, nil},
		"a newer release ran":  {[]int64{1, 10, 11, 12}, 0, nil},
		"the floor is its own": {[]int64{1, 10, 11, 12}, 11, nil},
		"the last has not run": {[]int64{1, 10}, 0, relational.ErrSchemaOld},
		"a low one is new":     {[]int64{10, 11}, 0, relational.ErrSchemaOld},
		"the floor is above":   {[]int64{1, 10, 11, 12}, 12, relational.ErrNewerSchema},
	} {
		ran := map[int64]bool{}
		for _, v := range c.ran {
			ran[v] = true
		}
		if err := relational.Fits(known, ran, c.floor); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStatementThatEndsATransactionIsKnown(t *testing.T) {
	for query, want := range map[string]bool{
		"COMMIT": true, " \n; rollback to x": true, "Begin": true, "START TRANSACTION": true, "savepoint a": true, "END": true, "release a": true, "abort": true,
		"SELECT 1": false, "UPDATE a SET b = 'COMMIT'": false, "": false,
	} {
		if got := relational.Controls(query); got != want {
			t.Errorf("%q: %v", query, got)
		}
	}
}

func TestAConditionalWriteHitsItsOneRowOrConflicts(t *testing.T) {
	broken := errors.New("broken")
	if err := relational.Changed(1, nil); err != nil {
		t.Error(err)
	}
	if err := relational.Changed(0, nil); !errors.Is(err, relational.ErrConflict) {
		t.Error(err)
	}
	if err := relational.Changed(2, nil); err == nil || errors.Is(err, relational.ErrConflict) {
		t.Error("two rows:", err)
	}
	if err := relational.Changed(1, broken); !errors.Is(err, broken) {
		t.Error(err)
	}
	if err := relational.ChangedResult(nil, broken); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestNoRowIsAConflictOrAnAbsence(t *testing.T) {
	broken := errors.New("broken")
	if v, err := relational.Returned(7, nil); v != 7 || err != nil {
		t.Error(v, err)
	}
	if _, err := relational.Returned(0, sql.ErrNoRows); !errors.Is(err, relational.ErrConflict) {
		t.Error(err)
	}
	if _, err := relational.Returned(0, broken); !errors.Is(err, broken) {
		t.Error(err)
	}
	if v, ok, err := relational.Found(7, nil); v != 7 || !ok || err != nil {
		t.Error(v, ok, err)
	}
	if _, ok, err := relational.Found(0, sql.ErrNoRows); ok || err != nil {
		t.Error(ok, err)
	}
	if _, ok, err := relational.Found(0, broken); ok || !errors.Is(err, broken) {
		t.Error(ok, err)
	}
}

func TestAResultIsThatOfTheCommittedRun(t *testing.T) {
	db, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "a.sqlite")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	run := func(fail error) (int, error) {
		return relational.Result(t.Context(), db, func(ctx context.Context, tx relational.DBTX) (int, error) {
			_, err := tx.ExecContext(ctx, `INSERT INTO inbox (consumer, event_id, at) VALUES ('a', 'b', 1)`)
			return 7, errors.Join(err, fail)
		})
	}
	no := errors.New("no")
	if v, err := run(no); v != 0 || !errors.Is(err, no) {
		t.Errorf("a failed run gave %d, %v", v, err)
	}
	if v, err := run(nil); v != 7 || err != nil {
		t.Errorf("got %d, %v", v, err)
	}
	if v, err := run(nil); v != 0 || !relational.IsUnique(err) {
		t.Errorf("the same row again: %d, %v", v, err)
	}
}
