package user

import (
	"context"
	"fmt"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/user/db"
)

// once runs create once for a key of the caller, and gives the identifier of what
// it made. The same call again gets the same one, whatever became of it since: with
// the body, which is the same, that is the same answer. A refusal is not kept.
func (s *Service) once(ctx context.Context, what, key string, body any, create func(ctx context.Context, t tx, id string) error) (string, error) {
	b, err := json.Marshal(body, json.Deterministic(true))
	if err != nil {
		return "", fmt.Errorf("hash a call: %w", err)
	}
	note := db.NoteCallParams{
		UserID: contract.Who(ctx).UserID, Key: key, Hash: id.Hash(what + "\n" + string(b)), MadeID: id.New(), AtUs: s.nowUS(),
	}
	made := ""
	err = s.write(ctx, "keep "+what, func(ctx context.Context, t tx) error {
		rows, err := t.NoteCall(ctx, note)
		switch {
		case relational.IsForeignKey(err):
			return errNotReady
		case err != nil:
			return err
		case rows == 1:
			made = note.MadeID
			return create(ctx, t, made)
		}
		before, err := t.Call(ctx, note.UserID, key)
		if err != nil {
			return err
		}
		if before.Hash != note.Hash {
			return problem.Unprocessable("key_reused")
		}
		made = before.MadeID
		return nil
	})
	return made, err
}

// place checks that a place was taken: none is, when all are or when there is no profile.
func place(ctx context.Context, t tx, taken int64, err error, full string) error {
	if err != nil || taken == 1 {
		return err
	}
	if _, err := profileOf(ctx, t.Queries); err != nil {
		return err
	}
	return problem.Conflict(full)
}
