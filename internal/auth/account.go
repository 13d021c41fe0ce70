package auth

import (
	"context"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/db"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
)

func (s *Service) me(ctx context.Context, _ *contract.None) (*authapi.User, error) {
	u, err := s.caller(ctx)
	if err != nil {
		return nil, err
	}
	out := userOf(u)
	return &out, nil
}

// caller is the account of who asks. Its token may outlive it by a second.
func (s *Service) caller(ctx context.Context) (db.User, error) {
	u, found, err := relational.Found(s.read().UserByID(ctx, contract.Who(ctx).UserID))
	if err != nil {
		return u, err
	}
	if !found || !u.Active {
		return u, problem.Unauthorized("session_revoked")
	}
	return u, nil
}

// deleteAccount removes everything that auth-service knows of the caller; the
// other services do the same when they hear of it.
func (s *Service) deleteAccount(ctx context.Context, in *authapi.DeleteAccountInput) (*contract.None, error) {
	u, err := s.ownAccount(ctx, "/password", in.Body.Password)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, "delete an account", func(ctx context.Context, t tx) error {
		if err := t.HoldAdmins(ctx, u.ID); err != nil {
			return err
		}
		if err := s.keepAnAdmin(ctx, t, u.ID); err != nil {
			return err
		}
		return s.removeUser(ctx, t, u)
	})
	return &contract.None{}, err
}

// removeUser deletes the account as it was read. The row is held first: a log-in
// that is under way ends before its session is looked for, or finds no account.
func (s *Service) removeUser(ctx context.Context, t tx, u db.User) error {
	now, found, err := relational.Found(t.LockUser(ctx, u.ID))
	if err != nil {
		return err
	}
	if !found || now.Version != u.Version { // deleted, verified or given another password since it was read
		return problem.Conflict("account_changed")
	}
	if err := s.endSessionsOf(ctx, t, u.ID, "", authapi.ReasonDeleted); err != nil {
		return err
	}
	if err := t.forgive(ctx, u.Email); err != nil {
		return err
	}
	if err := t.mailAgain(ctx, u.Email); err != nil {
		return err
	}
	if err := relational.Changed(t.DeleteUser(ctx, u.ID)); err != nil {
		return err
	}
	return t.publish(ctx, authapi.UserDeleted.New(u.ID, u.Version+1, authapi.DeletedData{
		UserID: u.ID, Email: u.Email, At: s.clk.Now().UTC(),
	}))
}

func userOf(u db.User) authapi.User {
	role := authapi.Role(u.Role)
	return authapi.User{
		ID: u.ID, Email: u.Email, Role: role, Permissions: append([]string{}, role.Permissions()...),
		EmailVerified: u.VerifiedUs > 0, MustChangePassword: u.MustChange, Active: u.Active,
		CreatedAt: clock.FromMicros(u.CreatedUs),
	}
}
