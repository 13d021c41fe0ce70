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
	partition := os.Getenv("FLORES_PARTITION") // make test-partitions: the same suite with HTTP between the services, and with the doors apart
	return apptest.Start(t, apptest.Options{HTTP: partition == "http", Split: partition == "doors", Config: func(c *app.Config) {
		c.SMTP = mails.smtp
		for _, f := range change {
			f(c)
		}
	}})
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
