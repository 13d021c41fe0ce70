package product

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/id"
)

// named is the identifier of what is made from something known: a demo product
// from its address, a product from the request that asked for it. Every try and
// every replica comes to the same one, so that what one of them began, another
// goes on with, and none makes it twice.
func named(parts ...string) string {
	return uuid.NewSHA1(uuid.Nil, []byte(Name+"\n"+strings.Join(parts, "\n"))).String()
}

// keyOf is an idempotency key with who sent it: two people may choose the same.
func keyOf(ctx context.Context, key string) string {
	return id.Hash(contract.Who(ctx).UserID + "\n" + key)
}
