package e2e

import (
	"context"
	"fmt"
	"os"
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/app/apptest"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/id"
)

// newShop starts a shop that sends its mails, changed as the test needs it.
func newShop(t *testing.T, change ...func(*app.Config)) *apptest.Shop {
	t.Helper()
	o := apptest.Partitioned(t, os.Getenv("FLORES_PARTITION")) // make test-partitions runs the same suite over others
	o.Config = func(c *app.Config) {
		c.SMTP = mails.smtp
		for _, f := range change {
			f(c)
		}
	}
	return apptest.Start(t, o)
}

// freshAddress is a mail address that no other test writes to.
func freshAddress(name string) string {
	return fmt.Sprintf("%s-%s@example.cl", name, id.New()[24:])
}

// orderByAPI is the order as the API gives it to the staff.
func orderByAPI(shop *apptest.Shop, number string) *orderapi.Order {
	shop.T.Helper()
	o, err := orderapi.Get.Call(shop.Staff(authapi.Support), shop.API(), &orderapi.ByNumber{Number: number})
	if err != nil {
		shop.T.Fatalf("the API does not give %s: %v", number, err)
	}
	return o
}

// guest is nobody that the shop knows.
func guest() context.Context { return context.Background() }
