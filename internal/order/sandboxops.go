package order

import (
	"context"
	"errors"
	"net/http"

	"floresvictoria.cl/flores/internal/order/db"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/order/sandbox"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
)

var errNoPayment = problem.NotFound("payment_not_found")

// sandboxPage is what the sandbox's page shows; without demo there is none.
func (s *Service) sandboxPage(ctx context.Context, in *orderapi.SandboxInput) (*orderapi.SandboxPayment, error) {
	if s.sandbox == nil {
		return nil, errNoPayment
	}
	row, err := s.sandbox.Find(ctx, in.Token)
	return sandboxView(row), sandboxError(err)
}

// sandboxDecide is the buyer's click there.
func (s *Service) sandboxDecide(ctx context.Context, in *orderapi.SandboxDecision) (*orderapi.SandboxPayment, error) {
	if s.sandbox == nil {
		return nil, errNoPayment
	}
	c := call{scope: "sandbox/" + id.Hash(in.Token), key: in.Key, hash: hashOf(in.Body)}
	return once(ctx, s, c, func(ctx context.Context) (*orderapi.SandboxPayment, error) {
		out, err := relational.Result(ctx, s.db, func(ctx context.Context, tx relational.DBTX) (*orderapi.SandboxPayment, error) {
			row, err := s.sandbox.Decide(ctx, tx, in.Token, in.Body.Decision)
			if err != nil {
				return nil, err
			}
			out := sandboxView(row)
			a, err := s.answer(c, "", http.StatusOK, out)
			if err != nil {
				return nil, err
			}
			return out, s.store.KeepIn(ctx, tx, a)
		})
		return out, sandboxError(err)
	})
}

func sandboxView(row db.SandboxPayment) *orderapi.SandboxPayment {
	return &orderapi.SandboxPayment{AmountCLP: row.AmountClp, Number: row.Number, State: row.State, ReturnURL: row.ReturnUrl}
}

func sandboxError(err error) error {
	switch {
	case errors.Is(err, sandbox.ErrUnknown):
		return errNoPayment
	case errors.Is(err, sandbox.ErrDecided):
		return problem.Conflict("already_decided")
	}
	return err
}
