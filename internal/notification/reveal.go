package notification

import (
	"context"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/notification/db"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/notification/words"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
)

// mayReveal: a mail that nobody could be sent, and no log-in of another colleague.
// With a mail server there is no reason to look.
func (s *Service) mayReveal(who contract.Identity, m db.Mail) bool {
	return s.sender == nil && m.State == notificationapi.Kept && m.Sealed != "" &&
		who.Can(authapi.NotificationsReveal) && (!m.Staff || m.Account == who.UserID)
}

// reveal gives a kept mail's links once it is written down who asked. The same
// call again is written down once.
func (s *Service) reveal(ctx context.Context, in *notificationapi.RevealInput) (*notificationapi.Links, error) {
	m, err := s.byID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	who := contract.Who(ctx)
	if !s.mayReveal(who, m) {
		return nil, problem.Conflict("reveal_refused")
	}
	var facts words.Facts
	if err := json.Unmarshal([]byte(m.Facts), &facts); err != nil {
		return nil, err
	}
	link, err := s.link(m, facts)
	if err != nil {
		return nil, err
	}
	err = s.store.write(ctx, "write down who saw a link", func(ctx context.Context, q *db.Queries) error {
		return q.InsertReveal(ctx, db.InsertRevealParams{MailID: m.ID, ByID: who.UserID, CallKey: in.Key, AtUs: clock.Micros(s.clk.Now())})
	})
	if err != nil {
		return nil, err
	}
	s.log.InfoContext(ctx, "a mail's links were revealed", "mail", m.ID, "kind", m.Kind, "by", who.UserID)
	return &notificationapi.Links{Links: []string{link}}, nil
}
