package user

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
	"floresvictoria.cl/flores/internal/user/db"
	"floresvictoria.cl/flores/internal/user/userapi"
)

// errNotReady: the event that begins the profile is on its way.
var errNotReady = problem.NotFound("profile_not_ready")

func (s *Service) me(ctx context.Context, _ *contract.None) (*userapi.Profile, error) {
	p, err := profileOf(ctx, s.read())
	if err != nil {
		return nil, err
	}
	return view(p), nil
}

// profileOf is the caller's.
func profileOf(ctx context.Context, q *db.Queries) (db.Profile, error) {
	p, found, err := relational.Found(q.Profile(ctx, contract.Who(ctx).UserID))
	if err == nil && !found {
		err = errNotReady
	}
	return p, err
}

func view(p db.Profile) *userapi.Profile {
	return &userapi.Profile{UserID: p.UserID, Email: p.Email, Name: p.Name, Phone: p.Phone, RUT: p.Rut, Lang: p.Lang, Version: p.Version}
}

// changeMe writes the profile; what says the same changes nothing and tells nobody.
func (s *Service) changeMe(ctx context.Context, in *userapi.ProfileInput) (*userapi.Profile, error) {
	var form typed
	next := db.ChangeProfileParams{
		UserID: contract.Who(ctx).UserID,
		Name:   form.line("/name", in.Body.Name, 2),
		Phone:  form.phone("/phone", in.Body.Phone),
		Rut:    form.rut("/rut", in.Body.RUT),
		Lang:   in.Body.Lang,
	}
	if err := form.err(); err != nil {
		return nil, err
	}
	var after db.Profile
	err := s.write(ctx, "change a profile", func(ctx context.Context, t tx) (err error) {
		var changed bool
		if after, changed, err = relational.Found(t.ChangeProfile(ctx, next)); err != nil {
			return err
		}
		if !changed {
			after, err = profileOf(ctx, t.Queries)
			return err
		}
		return t.publish(ctx, userapi.UserUpdated.New(after.UserID, after.Version, userapi.Updated{
			UserID: after.UserID, Name: after.Name, Lang: after.Lang,
		}))
	})
	if err != nil {
		return nil, err
	}
	return view(after), nil
}
