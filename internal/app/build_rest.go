package app

import "context"

// Built as they land.
var buildUser, buildCart, buildWishlist, buildReview, buildContact, buildNotification func(ctx context.Context, k *Kit) (*Part, error)
