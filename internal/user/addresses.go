package user

import (
	"context"

	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/problem"
	"floresvictoria.cl/flores/internal/user/db"
	"floresvictoria.cl/flores/internal/user/userapi"
)

func errNoAddress() error { return problem.NotFound("address_not_found") }

func (s *Service) addresses(ctx context.Context, _ *contract.None) (*contract.List[userapi.Address], error) {
	rows, err := s.read().Addresses(ctx, contract.Who(ctx).UserID)
	if err != nil {
		return nil, err
	}
	items := make([]userapi.Address, len(rows))
	for i, r := range rows {
		items[i] = userapi.Address{ID: r.ID, AddressBody: userapi.AddressBody{
			Label: r.Label, Address: r.Address, Comuna: r.Comuna, Instructions: r.Instructions,
		}}
	}
	return contract.Listed(items, len(items), contract.Paging{Limit: userapi.MaxAddresses}), nil
}

// readAddress is the address as it is kept, or each fault of it.
func readAddress(b userapi.AddressBody) (userapi.AddressBody, error) {
	var form typed
	out := userapi.AddressBody{
		Label: form.line("/label", b.Label, 0), Address: form.line("/address", b.Address, 3),
		Comuna: form.comuna("/comuna", b.Comuna), Instructions: form.line("/instructions", b.Instructions, 0),
	}
	return out, form.err()
}

// comuna stays as it was typed; what is compared of it must not be empty.
func (t *typed) comuna(pointer, text string) string {
	text = t.line(pointer, text, 0)
	t.line(pointer, chile.Fold(text), 2)
	return text
}

func (s *Service) addAddress(ctx context.Context, in *userapi.AddAddressInput) (*userapi.Address, error) {
	b, err := readAddress(in.Body)
	if err != nil {
		return nil, err
	}
	user := contract.Who(ctx).UserID
	id, err := s.once(ctx, "an address", in.Key, in.Body, func(ctx context.Context, t tx, id string) error {
		taken, err := t.TakeAddressPlace(ctx, user, userapi.MaxAddresses)
		if err := place(ctx, t, taken, err, "too_many_addresses"); err != nil {
			return err
		}
		return t.InsertAddress(ctx, db.InsertAddressParams{
			ID: id, UserID: user, Label: b.Label, Address: b.Address, Comuna: b.Comuna, Instructions: b.Instructions,
		})
	})
	if err != nil {
		return nil, err
	}
	return &userapi.Address{ID: id, AddressBody: b}, nil
}

func (s *Service) changeAddress(ctx context.Context, in *userapi.ChangeAddressInput) (*userapi.Address, error) {
	b, err := readAddress(in.Body)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, "change an address", func(ctx context.Context, t tx) error {
		rows, err := t.ReplaceAddress(ctx, db.ReplaceAddressParams{
			ID: in.ID, UserID: contract.Who(ctx).UserID, Label: b.Label, Address: b.Address, Comuna: b.Comuna, Instructions: b.Instructions,
		})
		if err == nil && rows == 0 {
			err = errNoAddress()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &userapi.Address{ID: in.ID, AddressBody: b}, nil
}

func (s *Service) removeAddress(ctx context.Context, in *userapi.ByID) (*contract.None, error) {
	user := contract.Who(ctx).UserID
	err := s.write(ctx, "forget an address", func(ctx context.Context, t tx) error {
		// The profile's row first, as everybody who adds or erases: no deadlocks.
		if err := t.GiveAddressPlace(ctx, user); err != nil {
			return err
		}
		rows, err := t.DeleteAddress(ctx, in.ID, user)
		if err == nil && rows == 0 {
			err = errNoAddress() // and the place is not given after all
		}
		return err
	})
	return &contract.None{}, err
}
