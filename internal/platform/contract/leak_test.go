package contract_test

import (
	"testing"

	"go.uber.org/goleak"
)

// Nothing goes on after its caller: no handler, stream or connection of any test.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
