package authapi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"floresvictoria.cl/flores/internal/auth/authapi"
)

func TestEveryOperationIsSound(t *testing.T) {
	seen := map[string]bool{}
	for _, op := range authapi.Operations() {
		if err := op.Check(); err != nil {
			t.Error(err)
		}
		if p := op.Access.Permission(); p != "" && !authapi.KnownPermission(p) {
			t.Errorf("%s needs %s, which no role holds", op, p)
		}
		if seen[op.String()] {
			t.Errorf("%s is there twice", op)
		}
		seen[op.String()] = true
		if !op.Internal() && !strings.HasPrefix(op.Path, "/api/auth/") {
			t.Errorf("%s lies outside the service's public path", op)
		}
	}
}

func TestRolesMayDoAllThatLowerOnesMay(t *testing.T) {
	roles := authapi.Roles()
	for i, lower := range roles {
		for j, higher := range roles {
			if got := higher.AtLeast(lower); got != (j >= i) {
				t.Errorf("%s at least %s: %v", higher, lower, got)
			}
			if j < i {
				continue
			}
			for _, p := range lower.Permissions() {
				if !slices.Contains(higher.Permissions(), p) {
					t.Errorf("%s may %s and %s may not", lower, p, higher)
				}
			}
		}
	}
	if len(authapi.Admin.Permissions()) != len(authapi.Grants()) {
		t.Error("an administrator may not do everything")
	}
}

func TestWhatEachRoleMayDo(t *testing.T) {
	for role, want := range map[authapi.Role]struct{ may, mayNot []string }{
		authapi.Customer: {nil, []string{"delivery:drive", "orders:read"}},
		authapi.Driver:   {[]string{"delivery:drive"}, []string{"orders:read", "orders:move"}},
		authapi.Florist:  {[]string{"orders:read", "orders:move", "stock:write"}, []string{"orders:write", "contacts:read", "products:write"}},
		authapi.Support:  {[]string{"contacts:read", "contacts:write", "reviews:moderate", "notifications:read"}, []string{"products:write", "users:read"}},
		authapi.Manager:  {[]string{"products:write", "reports:read", "users:read", "system:read"}, []string{"users:write", "deadletters:write", "notifications:reveal"}},
		authapi.Admin:    {[]string{"users:write", "deadletters:write", "notifications:reveal"}, nil},
		"gardener":       {nil, []string{"delivery:drive"}},
	} {
		have := role.Permissions()
		for _, p := range want.may {
			if !slices.Contains(have, p) {
				t.Errorf("%s may not %s", role, p)
			}
		}
		for _, p := range want.mayNot {
			if slices.Contains(have, p) {
				t.Errorf("%s may %s", role, p)
			}
		}
		if role.Staff() != (len(have) > 0) {
			t.Errorf("%s staff: %v, permissions: %v", role, role.Staff(), have)
		}
		if role.Valid() == (role == "gardener") {
			t.Errorf("%s valid: %v", role, role.Valid())
		}
	}
}

func TestPermissionsAreResourceAndAction(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range authapi.Grants() {
		resource, action, ok := strings.Cut(g.Permission, ":")
		if !ok || resource == "" || action == "" || seen[g.Permission] || !g.From.Valid() {
			t.Errorf("%+v", g)
		}
		seen[g.Permission] = true
	}
}

func TestMailedLinksLeadToThePages(t *testing.T) {
	for _, base := range []string{"https://flores.example", "https://flores.example/"} {
		got := []string{authapi.VerifyLink(base, "a-b_c"), authapi.ResetLink(base, "a&b")}
		want := []string{"https://flores.example/verificar?t=a-b_c", "https://flores.example/nueva-clave?t=a%26b"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("from %s: %s", base, diff)
		}
	}
}
