package faults

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// customer is somebody who opens an account, remembers something and writes to the shop.
type customer struct {
	email   string
	entered bool // the account is theirs
	wished  bool
	written string // the message's number
}

// join does all that, and stops at what the shop refuses or does not answer.
func (c *client) join(ctx context.Context, k *customer) error {
	account := map[string]string{"email": k.email, "password": apptest.Password, "name": "Ana O'Higgins Ñuñoa"}
	if _, err := c.do(ctx, request{method: "POST", path: "/api/auth/register", body: account}, nil); err != nil {
		return err
	}
	token, err := c.signIn(ctx, k)
	if err != nil {
		return err
	}
	k.entered = true
	mine := map[string]string{"Authorization": "Bearer " + token}
	if _, err := c.do(ctx, request{method: "PUT", path: "/api/wishlist/" + skus[0], header: mine}, nil); err != nil {
		return err
	}
	k.wished = true
	var got contactapi.Received
	write := map[string]any{"category": "order", "name": "Ana", "email": k.email, "text": "¿Llegan antes de las 13?", "consent": true}
	if _, err := c.do(ctx, request{method: "POST", path: "/api/contacts", header: map[string]string{keyHeader: id.New()}, body: write}, &got); err != nil {
		return err
	}
	k.written = got.Number
	return nil
}

func (c *client) signIn(ctx context.Context, k *customer) (string, error) {
	var in authapi.SignIn
	_, err := c.do(ctx, request{method: "POST", path: "/api/auth/login", body: map[string]string{"email": k.email, "password": apptest.Password}}, &in)
	return in.AccessToken, err
}

// wrong tells what the shop does not have of a customer that it answered to have, or
// has more than once. mails are the kinds sent to them.
func (k *customer) wrong(ctx context.Context, c *client, mails map[string]int) (faults []string) {
	if k.written != "" && mails["contact.received"] != 1 {
		faults = append(faults, sprintf("%s wrote %s and got %d mails that say so", k.email, k.written, mails["contact.received"]))
	}
	if !k.entered {
		return faults
	}
	if mails["user.verified"] != 1 {
		faults = append(faults, sprintf("%s got %d mails of the new account", k.email, mails["user.verified"]))
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	token, err := c.signIn(ctx, k)
	if err != nil {
		return append(faults, sprintf("%s cannot sign in any more: %v", k.email, err))
	}
	mine := map[string]string{"Authorization": "Bearer " + token}
	if _, err := c.do(ctx, request{method: "GET", path: "/api/users/me", header: mine}, nil); err != nil {
		faults = append(faults, sprintf("%s has no profile: %v", k.email, err))
	}
	var list contract.List[wishlistapi.Item]
	if _, err := c.do(ctx, request{method: "GET", path: "/api/wishlist", header: mine}, &list); err != nil || k.wished && len(list.Items) != 1 {
		faults = append(faults, sprintf("%s remembered one thing, the shop %d: %v", k.email, len(list.Items), err))
	}
	return faults
}
