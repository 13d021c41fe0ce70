package auth

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
)

// CreateUser makes a verified account with a generated password, for the
// administrator's command line. The password is stored nowhere: print it once.
// Its user may do nothing but change it. The e-mail of a
// verified account is 409 email_taken.
func (s *Service) CreateUser(ctx context.Context, role authapi.Role, email string) (password string, err error) {
	if !role.Valid() {
		return "", problem.Invalid(problem.At("/role", "not_allowed"))
	}
	if email, err = address(email); err != nil {
		return "", err
	}
	password = printedPassword()
	local, _, _ := strings.Cut(email, "@")
	reg := registration{name: local, lang: defaultLang}
	if reg.passwordHash, err = s.hasher.hash(ctx, password); err != nil {
		return "", err
	}
	err = s.write(ctx, "create a user", func(ctx context.Context, t tx) error {
		taken, found, err := relational.Found(t.UserByEmail(ctx, email))
		switch {
		case err != nil:
			return err
		case found && taken.VerifiedUs > 0:
			return problem.Conflict("email_taken")
		case found: // anybody may have registered it: that keeps nobody out
			if err := s.removeUser(ctx, t, taken); err != nil {
				return err
			}
		}
		u, isNew, err := s.addUser(ctx, t, newUser{email: email, role: role, registration: reg, mustChange: true})
		if err != nil {
			return err
		}
		if !isNew { // registered in this moment
			return problem.Conflict("email_taken")
		}
		_, err = s.verify(ctx, t, u, reg)
		return err
	})
	if err != nil {
		return "", err
	}
	return password, nil
}

// HasAdmin tells whether somebody can administrate the shop; where nobody can,
// its first start makes an account by CreateUser.
func (s *Service) HasAdmin(ctx context.Context) (bool, error) {
	n, err := s.read().CountAdmins(ctx, "")
	if err != nil {
		return false, fmt.Errorf("count administrators: %w", err)
	}
	return n > 0, nil
}

// printedPassword is 20 letters and digits (99 bits) without those that are
// taken for one another, in groups that can be read aloud.
func printedPassword() string {
	const alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
	var b strings.Builder
	for b.Len() < 23 {
		if b.Len()%6 == 5 {
			b.WriteByte('-')
			continue
		}
		var r [1]byte
		rand.Read(r[:])
		if int(r[0]) < len(alphabet)*(256/len(alphabet)) { // the rest would favour some
			b.WriteByte(alphabet[int(r[0])%len(alphabet)])
		}
	}
	return b.String()
}
