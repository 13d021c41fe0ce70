package notification_test

import (
	"testing"

	"floresvictoria.cl/flores/internal/notification"
	"floresvictoria.cl/flores/internal/notification/storetest"
	"floresvictoria.cl/flores/internal/platform/postgres/postgrestest"
)

func TestTheServer(t *testing.T) {
	server := postgrestest.On(t)
	storetest.Run(t, func(t *testing.T) storetest.Database { return server.New(t, notification.Migrations()) })
}
