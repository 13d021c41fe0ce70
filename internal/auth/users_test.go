package auth_test

import (
	"slices"
	"testing"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/authtest"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

func setRole(t *testing.T, s *authtest.Shop, by *authapi.SignIn, userID string, role authapi.Role) (*authapi.User, error) {
	t.Helper()
	in := authapi.SetRoleInput{ID: userID}
	in.Body.Role = role
	return authapi.SetRole.Call(authtest.As(t.Context(), by.AccessToken), s.Conn, &in)
}

func setActive(t *testing.T, s *authtest.Shop, by *authapi.SignIn, userID string, active bool) (*authapi.User, error) {
	t.Helper()
	in := authapi.SetActiveInput{ID: userID}
	in.Body.Active = active
	return authapi.SetActive.Call(authtest.As(t.Context(), by.AccessToken), s.Conn, &in)
}

func deactivate(t *testing.T, s *authtest.Shop, by *authapi.SignIn, userID string) {
	t.Helper()
	_, err := setActive(t, s, by, userID, false)
	must(t, err)
}

func TestANewRoleEndsTheOldTokensAndComesWithTheNextLogIn(t *testing.T) {
	s := open(t)
	admin := s.Staff(t, authapi.Admin, "jefa@example.cl")
	rosa := s.SignUp(t, "rosa@example.cl")
	out, err := setRole(t, s, admin, rosa.User.ID, authapi.Florist)
	must(t, err)
	if out.Role != authapi.Florist || !slices.Contains(out.Permissions, authapi.OrdersMove) {
		t.Errorf("%+v", out)
	}
	s.Poll(t)
	_, err = s.Me(t.Context(), rosa.AccessToken)
	refused(t, err, 401, "session_revoked")
	again := s.SignIn(t, "rosa@example.cl")
	if again.User.Role != authapi.Florist {
		t.Errorf("%+v", again.User)
	}
	if _, err := s.Me(t.Context(), again.AccessToken); err != nil {
		t.Error(err)
	}
	_, err = setRole(t, s, admin, rosa.User.ID, authapi.Florist) // the same again changes nothing
	must(t, err)
	s.Poll(t)
	if _, err := s.Me(t.Context(), again.AccessToken); err != nil {
		t.Error(err)
	}
}

func TestWhoIsDeactivatedIsOutUntilLetInAgain(t *testing.T) {
	s := open(t)
	admin := s.Staff(t, authapi.Admin, "jefa@example.cl")
	rosa := s.SignUp(t, "rosa@example.cl")
	must(t, s.Forgot(t.Context(), "rosa@example.cl"))
	link := s.ResetToken(t, "rosa@example.cl")
	deactivate(t, s, admin, rosa.User.ID)
	s.Poll(t)
	_, err := s.Me(t.Context(), rosa.AccessToken)
	refused(t, err, 401, "session_revoked")
	_, err = s.Refresh(t.Context(), rosa.RefreshToken)
	refused(t, err, 401, "refresh_invalid")
	_, err = s.Login(t.Context(), "rosa@example.cl", authtest.Password)
	refused(t, err, 401, "credentials_invalid")
	refused(t, s.Reset(t.Context(), link, newPassword), 422, "link_invalid")

	_, err = setActive(t, s, admin, rosa.User.ID, true)
	must(t, err)
	s.SignIn(t, "rosa@example.cl")
}

func TestThereIsAlwaysAnAdministrator(t *testing.T) {
	s := open(t)
	one, two := s.Staff(t, authapi.Admin, "uno@example.cl"), s.Staff(t, authapi.Admin, "dos@example.cl")
	_, err := setRole(t, s, one, one.User.ID, authapi.Customer)
	refused(t, err, 409, "own_account")
	_, err = setActive(t, s, one, one.User.ID, false)
	refused(t, err, 409, "own_account")
	deactivate(t, s, one, two.User.ID)
	refused(t, deleteAccount(t, s, one, authtest.Password), 409, "last_admin")

	_, err = setActive(t, s, one, two.User.ID, true)
	must(t, err)
	must(t, deleteAccount(t, s, one, authtest.Password))
	if has, err := s.Service.HasAdmin(t.Context()); err != nil || !has {
		t.Errorf("%v, %v", has, err)
	}
}

func TestAnUnprovenEmailGetsNoRole(t *testing.T) {
	s := open(t)
	admin := s.Staff(t, authapi.Admin, "jefa@example.cl")
	_, err := s.Register(t.Context(), "jefe@example.cl", authtest.Password)
	must(t, err)
	list, err := authapi.ListUsers.Call(authtest.As(t.Context(), admin.AccessToken), s.Conn, &authapi.UsersInput{Query: "jefe"})
	must(t, err)
	_, err = setRole(t, s, admin, list.Items[0].ID, authapi.Manager)
	refused(t, err, 409, "email_not_verified")
}

func TestStaffFindUsers(t *testing.T) {
	s := open(t)
	admin := s.Staff(t, authapi.Admin, "jefa@example.cl")
	s.Staff(t, authapi.Florist, "rosa@example.cl")
	for _, email := range []string{"ana@example.cl", "100%_ana@example.cl", "eva@example.cl"} {
		_, err := s.Register(t.Context(), email, authtest.Password)
		must(t, err)
	}
	for name, c := range map[string]struct {
		in    authapi.UsersInput
		want  []string
		total int
	}{
		"all":             {authapi.UsersInput{}, []string{"100%_ana@example.cl", "ana@example.cl", "eva@example.cl", "jefa@example.cl", "rosa@example.cl"}, 5},
		"by part":         {authapi.UsersInput{Query: "ANA"}, []string{"100%_ana@example.cl", "ana@example.cl"}, 2},
		"by odd letters":  {authapi.UsersInput{Query: "%_"}, []string{"100%_ana@example.cl"}, 1},
		"by a backslash":  {authapi.UsersInput{Query: `\`}, nil, 0},
		"staff":           {authapi.UsersInput{Staff: true}, []string{"jefa@example.cl", "rosa@example.cl"}, 2},
		"by role":         {authapi.UsersInput{Role: authapi.Florist}, []string{"rosa@example.cl"}, 1},
		"the second page": {authapi.UsersInput{Paging: contract.Paging{Page: 2, Limit: 2}}, []string{"eva@example.cl", "jefa@example.cl"}, 5},
	} {
		list, err := authapi.ListUsers.Call(authtest.As(t.Context(), admin.AccessToken), s.Conn, &c.in)
		must(t, err)
		var got []string
		for _, u := range list.Items {
			got = append(got, u.Email)
		}
		if !slices.Equal(got, c.want) || list.Total != c.total {
			t.Errorf("%s: %v of %d", name, got, list.Total)
		}
	}
}

func TestUsersAreForWhoMayReadOrWriteThem(t *testing.T) {
	s := open(t)
	customer := s.SignUp(t, "ana@example.cl")
	manager := s.Staff(t, authapi.Manager, "mani@example.cl")
	list := func(who *authapi.SignIn) error {
		_, err := authapi.ListUsers.Call(authtest.As(t.Context(), who.AccessToken), s.Conn, &authapi.UsersInput{})
		return err
	}
	refused(t, list(customer), 403, "forbidden")
	must(t, list(manager))
	_, err := setRole(t, s, manager, customer.User.ID, authapi.Admin)
	refused(t, err, 403, "forbidden")

	get := func(userID string) (*authapi.User, error) {
		return authapi.GetUser.Call(authtest.As(t.Context(), manager.AccessToken), s.Conn, &authapi.UserID{ID: userID})
	}
	if u, err := get(customer.User.ID); err != nil || u.Email != "ana@example.cl" {
		t.Errorf("%+v, %v", u, err)
	}
	_, err = get(id.New())
	refused(t, err, 404, "user_not_found")
}
