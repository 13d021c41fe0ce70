package app_test

import (
	"bytes"
	"os"
	"testing"

	"floresvictoria.cl/flores/internal/app"
	"floresvictoria.cl/flores/internal/platform/contract/contracttest"
)

// What is sent is what arrives, and what is answered is what returns, for every
// operation of the table, in memory and over HTTP.
func TestEveryOperationRoundTrips(t *testing.T) {
	table, err := app.Services()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range table {
		for _, op := range s.Operations {
			t.Run(op.ID(), func(t *testing.T) { contracttest.RoundTrip(t, op) })
		}
	}
}

// The committed document is what the code says; clients read it and reviewers diff it.
func TestTheCommittedDocumentIsCurrent(t *testing.T) {
	table, err := app.Services()
	if err != nil {
		t.Fatal(err)
	}
	want, err := table.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("api/openapi.yaml differs from the code: run make generate")
	}
}
