package app

import "context"

// Built as they land.
var buildNotification func(ctx context.Context, k *Kit) (*Part, error)
