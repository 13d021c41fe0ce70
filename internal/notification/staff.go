package notification

import (
	"context"
	"strings"

	"floresvictoria.cl/flores/internal/notification/db"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/clock"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/platform/relational"
)

var errNotFound = problem.NotFound("mail_not_found")

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// list shows the mails, newest first; to may be a part of an address.
func (s *Service) list(ctx context.Context, in *notificationapi.ListInput) (*contract.List[notificationapi.Mail], error) {
	pattern := strings.ToLower(strings.TrimSpace(in.To))
	if pattern != "" {
		pattern = "%" + likeEscape.Replace(pattern) + "%"
	}
	q := s.store.read()
	total, err := q.CountMails(ctx, db.CountMailsParams{State: in.State, Pattern: pattern})
	if err != nil {
		return nil, err
	}
	rows, err := q.ListMails(ctx, db.ListMailsParams{State: in.State, Pattern: pattern, Size: int64(in.Size()), Skip: int64(in.Offset())})
	if err != nil {
		return nil, err
	}
	out := make([]notificationapi.Mail, len(rows))
	for i, r := range rows {
		out[i] = notificationapi.Mail{
			ID: r.ID, To: r.Recipient, Kind: r.Kind, Subject: r.Subject, Lang: r.Lang, State: r.State, Error: r.Error, Tries: int(r.Tries),
			Created: clock.FromMicros(r.CreatedUs), SentAt: clock.FromMicros(r.SentUs),
		}
	}
	return contract.Listed(out, int(total), in.Paging), nil
}

// get shows one mail with its body, masked.
func (s *Service) get(ctx context.Context, in *notificationapi.ByID) (*notificationapi.Mail, error) {
	m, err := s.byID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, m)
}

func (s *Service) byID(ctx context.Context, id string) (db.Mail, error) {
	m, found, err := relational.Found(s.store.read().MailByID(ctx, id))
	if err == nil && !found {
		err = errNotFound
	}
	return m, err
}

func (s *Service) shown(ctx context.Context, m db.Mail) (*notificationapi.Mail, error) {
	written, err := s.masked(m)
	if err != nil {
		return nil, err
	}
	out := &notificationapi.Mail{
		ID: m.ID, To: m.Recipient, Kind: m.Kind, Subject: written.Subject, Lang: m.Lang, State: m.State, Error: m.Error, Tries: int(m.Tries),
		Created: clock.FromMicros(m.CreatedUs), SentAt: clock.FromMicros(m.SentUs), Text: written.Text, HTML: written.HTML,
		CanReveal: s.mayReveal(contract.Who(ctx), m),
	}
	reveals, err := s.store.read().Reveals(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range reveals {
		out.Revealed = append(out.Revealed, notificationapi.Revealed{By: r.ByID, At: clock.FromMicros(r.AtUs)})
	}
	return out, nil
}
