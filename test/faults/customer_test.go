package faults

import (
	"context"
	"errors"
	"net/http"
	"time"

	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// customer is somebody who opens an account, remembers something and writes to the
// shop; some close the account after that.
type customer struct {
	email   string
	leaves  bool
	entered bool // the account is theirs
	wished  bool
	written string // the message's number
	left    bool   // the account was closed
	unsure  bool   // closing it was asked for and not answered
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
	if !k.leaves {
		return nil
	}
	k.unsure = true
	_, err = c.do(ctx, request{method: "POST", path: "/api/auth/delete-account", header: mine, body: map[string]string{"password": apptest.Password}}, nil)
	k.left = err == nil
	var no *refusal
	if errors.As(err, &no) && no.Status == http.StatusUnauthorized { // sent again: it was closed the first time
		k.left, err = true, nil
	}
	return err
}

func (c *client) signIn(ctx context.Context, k *customer) (string, error) {
	var in authapi.SignIn
	_, err := c.do(ctx, request{method: "POST", path: "/api/auth/login", body: map[string]string{"email": k.email, "password": apptest.Password}}, &in)
	return in.AccessToken, err
}

// wrong tells what the shop does not have of a customer that it answered to have, or
// has more than once, or still has of one who left.
func (k *customer) wrong(ctx context.Context, c *client, store *stored) (faults []string) {
	mails := store.mails[k.email]
	if k.written != "" && mails["contact.received"] != 1 {
		faults = append(faults, sprintf("%s wrote %s and got %d mails that say so", k.email, k.written, mails["contact.received"]))
	}
	if from, ok := store.letters[k.written]; k.written != "" && (!ok || k.left && from != "" || !k.unsure && from != k.email) {
		faults = append(faults, sprintf("%s (left: %t) wrote %s, which is kept (%t) as of %q", k.email, k.left, k.written, ok, from))
	}
	if !k.entered {
		return faults
	}
	if mails["user.verified"] != 1 {
		faults = append(faults, sprintf("%s got %d mails of the new account", k.email, mails["user.verified"]))
	}
	if k.left {
		if _, err := c.signIn(ctx, k); code(err) != "credentials_invalid" {
			faults = append(faults, sprintf("%s left, and signing in says %v", k.email, err))
		}
		return faults
	}
	if k.unsure {
		return faults
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
