package auth

import (
	"context"
	"strings"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/db"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
)

func (s *Service) listUsers(ctx context.Context, in *authapi.UsersInput) (*contract.List[authapi.User], error) {
	page := db.ListUsersParams{
		Pattern: containing(in.Query), Role: string(in.Role),
		Size: int64(in.Size()), Skip: int64(in.Offset()),
	}
	if in.Staff {
		page.Staff = 1
	}
	total, err := s.read().CountUsers(ctx, page.Pattern, page.Role, page.Staff)
	if err != nil {
		return nil, err
	}
	rows, err := s.read().ListUsers(ctx, page)
	if err != nil {
		return nil, err
	}
	users := make([]authapi.User, len(rows))
	for i, u := range rows {
		users[i] = userOf(u)
	}
	return contract.Listed(users, int(total), in.Paging), nil
}

// containing makes the LIKE pattern of e-mails that contain the text.
func containing(text string) string {
	text = normalised(text)
	if text == "" {
		return ""
	}
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
}

func (s *Service) getUser(ctx context.Context, in *authapi.UserID) (*authapi.User, error) {
	u, found, err := relational.Found(s.read().UserByID(ctx, in.ID))
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, errNoUser()
	}
	out := userOf(u)
	return &out, nil
}

func errNoUser() error { return problem.NotFound("user_not_found") }

func (s *Service) setRole(ctx context.Context, in *authapi.SetRoleInput) (*authapi.User, error) {
	return s.changeUser(ctx, in.ID, authapi.ReasonRole, func(ctx context.Context, t tx, u db.User) (db.User, error) {
		role := in.Body.Role
		switch {
		case u.Role == string(role):
			return u, nil
		case role.Staff() && u.VerifiedUs == 0: // anybody may have registered that e-mail
			return u, problem.Conflict("email_not_verified")
		case role != authapi.Admin:
			if err := s.keepAnAdmin(ctx, t, u.ID); err != nil {
				return u, err
			}
		}
		return t.SetRole(ctx, string(role), u.ID)
	})
}

func (s *Service) setActive(ctx context.Context, in *authapi.SetActiveInput) (*authapi.User, error) {
	return s.changeUser(ctx, in.ID, authapi.ReasonDeactivated, func(ctx context.Context, t tx, u db.User) (db.User, error) {
		if u.Active == in.Body.Active {
			return u, nil
		}
		if !in.Body.Active {
			if err := s.keepAnAdmin(ctx, t, u.ID); err != nil {
				return u, err
			}
			if err := t.DropOneTimeTokens(ctx, u.ID); err != nil {
				return u, err
			}
		}
		return t.SetActive(ctx, in.Body.Active, u.ID)
	})
}

// changeUser changes what another user may do. Where change raised the role
// version, the user's sessions and tokens end.
func (s *Service) changeUser(ctx context.Context, userID, reason string, change func(context.Context, tx, db.User) (db.User, error)) (*authapi.User, error) {
	who := contract.Who(ctx)
	if userID == who.UserID {
		return nil, problem.Conflict("own_account")
	}
	var after db.User
	var changed bool
	err := s.write(ctx, "change a user", func(ctx context.Context, t tx) error {
		// All administrators' rows at once and first: two who lock each other's
		// would wait for ever.
		if err := t.HoldAdmins(ctx, userID); err != nil {
			return err
		}
		before, found, err := relational.Found(t.UserByID(ctx, userID))
		if err != nil {
			return err
		}
		if !found {
			return errNoUser()
		}
		if after, err = change(ctx, t, before); err != nil {
			return err
		}
		if changed = after.RoleVersion != before.RoleVersion; !changed {
			return nil
		}
		if err := s.endSessionsOf(ctx, t, userID, "", reason); err != nil {
			return err
		}
		return s.revoke(ctx, t, db.InsertRevocationParams{UserID: userID, RoleVersion: after.RoleVersion})
	})
	if err != nil {
		return nil, err
	}
	if changed {
		s.log.InfoContext(ctx, "a user was changed", "by", who.UserID, "user", userID, "role", after.Role, "active", after.Active)
	}
	out := userOf(after)
	return &out, nil
}

// keepAnAdmin refuses to take the last active administrator away. Its caller holds
// the administrators' rows, so that those who do so at the same time wait for one another.
func (s *Service) keepAnAdmin(ctx context.Context, t tx, userID string) error {
	u, found, err := relational.Found(t.UserByID(ctx, userID))
	if err != nil || !found || u.Role != string(authapi.Admin) || !u.Active {
		return err
	}
	others, err := t.CountAdmins(ctx, userID)
	if err != nil {
		return err
	}
	if others == 0 {
		return problem.Conflict("last_admin")
	}
	return nil
}
