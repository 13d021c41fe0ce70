package delivery_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
	"floresvictoria.cl/flores/internal/platform/clock"
)

// shop opens with the default configuration, changed as a test needs it.
func shop(t testing.TB, change ...func(*delivery.Config)) *delivery.Rules {
	t.Helper()
	cfg := delivery.Default()
	for _, f := range change {
		f(&cfg)
	}
	rules, err := delivery.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// at reads "2026-11-25 10:00" off the shop's clock.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	instant, err := time.ParseInLocation("2006-01-02 15:04", s, clock.Santiago())
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

func day(t testing.TB, s string) delivery.Date {
	t.Helper()
	date, err := delivery.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return date
}

func slot(t testing.TB, date, code string) delivery.Choice {
	return delivery.Choice{Kind: delivery.KindSlot, Date: day(t, date), Slot: code}
}

func pickup(t testing.TB, date, code string) delivery.Choice {
	return delivery.Choice{Kind: delivery.KindPickup, Date: day(t, date), Slot: code}
}

var express = delivery.Choice{Kind: delivery.KindExpress}

// taken counts places as a store would.
type taken map[delivery.Key]int

func (m taken) used(key delivery.Key) int { return m[key] }

// slots names the opened slots of a day.
func slots(d delivery.Day) []string {
	var codes []string
	for _, w := range d.Slots {
		codes = append(codes, w.Slot)
	}
	return codes
}
