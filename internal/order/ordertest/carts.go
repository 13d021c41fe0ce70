package ordertest

import (
	"context"
	"sync"

	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// Carts is a cart-service in memory.
type Carts struct {
	fuse *Fuse
	mu   sync.Mutex
	all  map[string]cartapi.Contents
}

// Fill puts lines into the cart of a user's identifier or a guest's token.
func (c *Carts) Fill(owner string, lines ...productapi.Line) {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.all[owner]
	c.all[owner] = cartapi.Contents{ID: "cart-of-" + owner, Version: old.Version + 1, Lines: lines}
}

func (c *Carts) take(ctx context.Context, in *cartapi.Guest) (*cartapi.Contents, error) {
	return around(c.fuse, func() (*cartapi.Contents, error) {
		owner := in.Token
		if id := contract.Who(ctx); id.SignedIn() {
			owner = id.UserID
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		out := c.all[owner]
		if out.Lines == nil {
			out.Lines = []productapi.Line{}
		}
		return &out, nil
	})
}
