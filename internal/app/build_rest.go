package app

import "context"

// Built as they land.
var buildUser, buildWishlist, buildNotification func(ctx context.Context, k *Kit) (*Part, error)
