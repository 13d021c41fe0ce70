package shopper

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// Password is that of everybody with an account.
const Password = "camelia-y-helecho-7"

// Register opens an account.
func (c *Client) Register(ctx context.Context, email string) error {
	account := map[string]string{"email": email, "password": Password, "name": "Ana O'Higgins Ñuñoa"}
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/auth/register", Body: account}, nil)
	return err
}

// SignIn goes on in the name of an account, for the five minutes that a token lives.
func (c *Client) SignIn(ctx context.Context, email, password string) error {
	c.Token = ""
	var in authapi.SignIn
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/auth/login", Body: map[string]string{"email": email, "password": password}}, &in)
	c.Token = in.AccessToken
	return err
}

// Begin signs in with a printed password and makes it everybody's.
func (c *Client) Begin(ctx context.Context, email, printed string) error {
	if err := c.SignIn(ctx, email, printed); err != nil {
		return err
	}
	change := map[string]string{"current": printed, "new": Password}
	if _, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/auth/change-password", Body: change}, nil); err != nil {
		return err
	}
	return c.SignIn(ctx, email, Password)
}

// HasProfile is an error until user-service has heard of the account.
func (c *Client) HasProfile(ctx context.Context) error {
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: "/api/users/me"}, nil)
	return err
}

// Wish remembers a SKU; Wishes are how many are remembered.
func (c *Client) Wish(ctx context.Context, sku string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodPut, Path: "/api/wishlist/" + sku}, nil)
	return err
}

// Wishes are how many SKUs are remembered.
func (c *Client) Wishes(ctx context.Context) (int, error) {
	var list contract.List[wishlistapi.Item]
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: "/api/wishlist"}, &list)
	return len(list.Items), err
}

// InCart is how many pieces lie in a guest's cart.
func (c *Client) InCart(ctx context.Context, p *Purchase) (int64, error) {
	var cart cartapi.Cart
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: "/api/cart", Header: map[string]string{cartToken: p.Cart}}, &cart)
	return cart.Count, err
}

// Write sends the shop a message and answers its number. Five in ten minutes are taken.
func (c *Client) Write(ctx context.Context, email string) (string, error) {
	var got contactapi.Received
	letter := map[string]any{"category": "order", "name": "Ana", "email": email, "text": "¿Llegan antes de las 13?", "consent": true}
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/contacts", Header: keyed(nil), Body: letter}, &got)
	return got.Number, err
}

// Letters are the numbers of the messages that the staff sees.
func (c *Client) Letters(ctx context.Context) (map[string]bool, error) {
	var list contract.List[contactapi.Message]
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: "/api/contacts"}, &list)
	out := map[string]bool{}
	for _, m := range list.Items {
		out[m.Number] = true
	}
	return out, err
}

// Mails are the kinds of mail that were written to an address, as the staff sees them.
func (c *Client) Mails(ctx context.Context, to string) (map[string]bool, error) {
	var list contract.List[notificationapi.Mail]
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: "/api/notifications?to=" + to}, &list)
	out := map[string]bool{}
	for _, m := range list.Items {
		out[m.Kind] = true
	}
	return out, err
}

// Deliver lets the staff take in so many of a SKU.
func (c *Client) Deliver(ctx context.Context, sku string, quantity int) error {
	in := map[string]any{"quantity": quantity, "reason": "received"}
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/products/stock/" + sku + "/movements", Header: keyed(nil), Body: in}, nil)
	return err
}

// Offer lets the staff sell a bouquet of a shop that has none yet.
func (c *Client) Offer(ctx context.Context, slug, sku string) error {
	text := productapi.Text{ES: "Ramo de la casa", EN: "House bouquet"}
	in := productapi.CreateInput{}
	in.Body.Slug = slug
	in.Body.ProductBody = productapi.ProductBody{
		Name: text, Line: text, Description: text, Care: text, Category: "ramos", Occasions: []string{"cumpleanos"}, Colours: []string{}, Flowers: []string{},
		Variants: []productapi.VariantBody{{SKU: sku, Size: productapi.Standard, Contents: text, PriceCLP: 19990, Stock: 50}},
	}
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "/api/products", Header: keyed(nil), Body: in.Body}, nil)
	return err
}

// Slugs are the products of the first pages of the list.
func (c *Client) Slugs(ctx context.Context) (slugs []string, err error) {
	for page := 1; page <= 4; page++ {
		var list productapi.Listing
		if _, err := c.Do(ctx, Request{Method: http.MethodGet, Path: fmt.Sprintf("/api/products?page=%d&limit=24", page)}, &list); err != nil {
			return nil, err
		}
		for _, item := range list.Items {
			slugs = append(slugs, item.Slug)
		}
	}
	return slugs, nil
}

// fresh is how long somebody goes on with a token.
const fresh = 4 * time.Minute
