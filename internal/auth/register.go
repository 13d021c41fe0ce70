package auth

import (
	"context"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/auth/db"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/events"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/platform/relational"
)

const defaultLang = "es"

func (s *Service) register(ctx context.Context, in *authapi.RegisterInput) (*authapi.Registered, error) {
	email, err := address(in.Body.Email)
	if err != nil {
		return nil, err
	}
	name, err := personName(in.Body.Name)
	if err != nil {
		return nil, err
	}
	if err := acceptable("/password", in.Body.Password, email); err != nil {
		return nil, err
	}
	reg := registration{name: name, lang: or(in.Body.Lang, defaultLang)}
	if reg.passwordHash, err = s.hasher.hash(ctx, in.Body.Password); err != nil {
		return nil, err
	}
	err = s.write(ctx, "register", func(ctx context.Context, t tx) error {
		u, isNew, err := s.addUser(ctx, t, newUser{email: email, role: authapi.Customer, registration: reg})
		if err != nil {
			return err
		}
		if s.cfg.VerifyAtOnce {
			_, err := s.verify(ctx, t, u, reg)
			return err
		}
		return s.answerRegistration(ctx, t, u, isNew, reg)
	})
	if err != nil {
		return nil, err
	}
	if s.cfg.VerifyAtOnce {
		return &authapi.Registered{Next: authapi.NextLogIn}, nil
	}
	return &authapi.Registered{Next: authapi.NextCheckMail}, nil
}

// answerRegistration has the mail sent that fits: a link, or word that there is
// an account. The turn is taken in every case, so that all take as long.
func (s *Service) answerRegistration(ctx context.Context, t tx, u db.User, isNew bool, reg registration) error {
	turn, err := s.mailTurn(ctx, t, u.Email)
	switch {
	case err != nil:
		return err
	case !u.Active, !turn && !isNew:
		return nil
	case u.VerifiedUs > 0:
		return s.mailExists(ctx, t, u, reg.lang)
	}
	return s.mailVerification(ctx, t, u, reg)
}

type newUser struct {
	registration
	email string
	role  authapi.Role
	// mustChange marks an account whose password was printed.
	mustChange bool
}

// addUser makes the account, unless the e-mail has one: then it returns that.
func (s *Service) addUser(ctx context.Context, t tx, n newUser) (u db.User, isNew bool, err error) {
	now := s.clk.Now()
	rows, err := t.InsertUser(ctx, db.InsertUserParams{
		ID: id.New(), Email: n.email, Name: n.name, Lang: n.lang, PasswordHash: n.passwordHash,
		Role: string(n.role), MustChange: n.mustChange, CreatedUs: clock.Micros(now),
	})
	if err != nil {
		return u, false, err
	}
	if u, err = t.UserByEmail(ctx, n.email); err != nil || rows == 0 {
		return u, false, err
	}
	return u, true, t.publish(ctx, authapi.UserRegistered.New(u.ID, u.Version, authapi.RegisteredData{
		UserID: u.ID, Email: u.Email, Name: u.Name, Lang: u.Lang, Role: n.role, At: now.UTC(),
	}))
}

// verify makes a registration true, once: a verified account stays as it is.
func (s *Service) verify(ctx context.Context, t tx, u db.User, reg registration) (db.User, error) {
	verified, found, err := relational.Found(t.VerifyUser(ctx, db.VerifyUserParams{
		ID: u.ID, NowUs: clock.Micros(s.clk.Now()), PasswordHash: reg.passwordHash, Name: reg.name, Lang: reg.lang,
	}))
	if err != nil || !found {
		return u, err
	}
	return verified, t.publish(ctx, s.verifiedEvent(verified))
}

func (s *Service) verifiedEvent(u db.User) events.Event {
	return authapi.UserVerified.New(u.ID, u.Version, authapi.VerifiedData{
		UserID: u.ID, Email: u.Email, Name: u.Name, Lang: u.Lang, At: s.clk.Now().UTC(),
	})
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}
