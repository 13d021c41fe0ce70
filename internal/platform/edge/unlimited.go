package edge

import (
	"context"
	"time"
)

// Unlimited allows everything: for load tests from one address.
type Unlimited struct{}

// Allow says yes.
func (Unlimited) Allow(context.Context, string, Rate) (bool, time.Duration) { return true, 0 }
