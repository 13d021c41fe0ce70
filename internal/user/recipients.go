package user

import (
	"context"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/user/db"
	"floresvictoria.cl/flores/internal/user/userapi"
)

func errNoRecipient() error { return problem.NotFound("recipient_not_found") }

func (s *Service) recipients(ctx context.Context, _ *contract.None) (*contract.List[userapi.Recipient], error) {
	rows, err := s.read().Recipients(ctx, contract.Who(ctx).UserID)
	if err != nil {
		return nil, err
	}
	items := make([]userapi.Recipient, len(rows))
	for i, r := range rows {
		items[i] = userapi.Recipient{ID: r.ID, RecipientBody: userapi.RecipientBody{
			Name: r.Name, Phone: r.Phone, Address: r.Address, Comuna: r.Comuna, Instructions: r.Instructions,
		}}
		if err := json.Unmarshal([]byte(r.Dates), &items[i].Dates); err != nil {
			return nil, fmt.Errorf("the dates of recipient %s: %w", r.ID, err)
		}
	}
	return contract.Listed(items, len(items), contract.Paging{Limit: userapi.MaxRecipients}), nil
}

// leapYear has every day that some year has.
const leapYear = 2024

// readRecipient is the person as they are kept, with their dates as JSON, or each fault.
func readRecipient(b userapi.RecipientBody) (userapi.RecipientBody, string, error) {
	var form typed
	out := userapi.RecipientBody{
		Name: form.line("/name", b.Name, 2), Phone: form.phone("/phone", b.Phone), Address: form.line("/address", b.Address, 0),
		Comuna: form.line("/comuna", b.Comuna, 0), Instructions: form.line("/instructions", b.Instructions, 0), Dates: b.Dates,
	}
	for i, d := range b.Dates {
		if time.Date(leapYear, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Day() != d.Day {
			form.fault(fmt.Sprintf("/dates/%d/day", i), "no_such_day")
		}
	}
	if err := form.err(); err != nil {
		return out, "", err
	}
	dates, err := json.Marshal(out.Dates)
	return out, string(dates), err
}

func (s *Service) addRecipient(ctx context.Context, in *userapi.AddRecipientInput) (*userapi.Recipient, error) {
	b, dates, err := readRecipient(in.Body)
	if err != nil {
		return nil, err
	}
	user := contract.Who(ctx).UserID
	id, err := s.once(ctx, "a recipient", in.Key, in.Body, func(ctx context.Context, t tx, id string) error {
		taken, err := t.TakeRecipientPlace(ctx, user, userapi.MaxRecipients)
		if err := place(ctx, t, taken, err, "too_many_recipients"); err != nil {
			return err
		}
		return t.InsertRecipient(ctx, db.InsertRecipientParams{
			ID: id, UserID: user, Name: b.Name, Phone: b.Phone, Address: b.Address, Comuna: b.Comuna, Instructions: b.Instructions, Dates: dates,
		})
	})
	if err != nil {
		return nil, err
	}
	return &userapi.Recipient{ID: id, RecipientBody: b}, nil
}

func (s *Service) changeRecipient(ctx context.Context, in *userapi.ChangeRecipientInput) (*userapi.Recipient, error) {
	b, dates, err := readRecipient(in.Body)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, "change a recipient", func(ctx context.Context, t tx) error {
		rows, err := t.ReplaceRecipient(ctx, db.ReplaceRecipientParams{
			ID: in.ID, UserID: contract.Who(ctx).UserID, Name: b.Name, Phone: b.Phone, Address: b.Address, Comuna: b.Comuna,
			Instructions: b.Instructions, Dates: dates,
		})
		if err == nil && rows == 0 {
			err = errNoRecipient()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &userapi.Recipient{ID: in.ID, RecipientBody: b}, nil
}

func (s *Service) removeRecipient(ctx context.Context, in *userapi.ByID) (*contract.None, error) {
	user := contract.Who(ctx).UserID
	err := s.write(ctx, "forget a recipient", func(ctx context.Context, t tx) error {
		// The profile's row first, as everybody who adds or erases: no deadlocks.
		if err := t.GiveRecipientPlace(ctx, user); err != nil {
			return err
		}
		rows, err := t.DeleteRecipient(ctx, in.ID, user)
		if err == nil && rows == 0 {
			err = errNoRecipient() // and the place is not given after all
		}
		return err
	})
	return &contract.None{}, err
}
