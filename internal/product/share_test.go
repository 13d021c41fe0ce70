package product

import (
	"testing"

	"floresvictoria.cl/flores/internal/product/productapi"
)

// sharing is a SKU of which 10 are there and order "o" holds 4 since version 3.
func sharing() Share {
	s := Share{Stock: Stock{SKU: "ROSA", Initial: 10, OnHand: 10, Held: 4, Rev: 7}, OrderID: "o"}
	s.Entry = Entry{OrderID: "o", Version: 3, Quantity: 4}
	return s
}

func TestWhatACallDoesToASKU(t *testing.T) {
	take := func(version, quantity int64) func(Share) Share {
		return func(s Share) Share {
			s, _ = s.take(Entry{OrderID: "o", Version: version, Quantity: quantity})
			return s
		}
	}
	consumed := func(s Share) Share { return s.consume(3) }
	for _, c := range []struct {
		name                   string
		do                     []func(Share) Share
		onHand, held, consumed int64
	}{
		{"taken again is taken once", []func(Share) Share{take(3, 4), take(3, 4)}, 10, 4, 0},
		{"a higher version takes anew", []func(Share) Share{take(4, 6), take(5, 2)}, 10, 2, 0},
		{"no more than there is", []func(Share) Share{take(4, 11)}, 10, 4, 0},
		{"all there is, its own part included", []func(Share) Share{take(4, 10)}, 10, 10, 0},
		{"pulled once", []func(Share) Share{func(s Share) Share { return s.pull(3) }, func(s Share) Share { return s.pull(9) }}, 10, 0, 0},
		{"a lower version pulls nothing", []func(Share) Share{func(s Share) Share { return s.pull(2) }}, 10, 4, 0},
		{"a lower version consumes nothing", []func(Share) Share{func(s Share) Share { return s.consume(2) }}, 10, 4, 0},
		{"consumed once", []func(Share) Share{consumed, consumed}, 6, 0, 4},
		{"given back once a version", []func(Share) Share{consumed, func(s Share) Share { return s.giveBack(4, 4) }, func(s Share) Share { return s.giveBack(4, 4) }}, 10, 0, 0},
		{"given back before it was consumed", []func(Share) Share{func(s Share) Share { return s.giveBack(4, 4) }, consumed}, 10, 0, 0},
	} {
		s := sharing()
		for _, do := range c.do {
			s = do(s)
		}
		if s.OnHand != c.onHand || s.Held != c.held || s.Consumed != c.consumed {
			t.Errorf("%s: %d on hand, %d held, %d consumed; want %d, %d, %d", c.name, s.OnHand, s.Held, s.Consumed, c.onHand, c.held, c.consumed)
		}
	}
}

func TestBands(t *testing.T) {
	for _, c := range []struct {
		stock Stock
		band  string
		alert Alert
	}{
		{Stock{Listed: true, OnHand: 6, LowAt: 5}, productapi.InStock, AlertNone},
		{Stock{Listed: true, OnHand: 9, Held: 4, LowAt: 5}, productapi.Few, AlertLow},
		{Stock{Listed: true, OnHand: 1}, productapi.Few, AlertNone},
		{Stock{Listed: true, OnHand: 4, Held: 4}, productapi.SoldOut, AlertOut},
		{Stock{Listed: true, Unlimited: true, OnHand: -3, Held: 2, LowAt: 5}, productapi.InStock, AlertNone},
		{Stock{OnHand: 0, LowAt: 5}, productapi.SoldOut, AlertNone},
	} {
		if got := c.stock.Band(); got != c.band {
			t.Errorf("%+v: band %s, want %s", c.stock, got, c.band)
		}
		if got := c.stock.alert(); got != c.alert {
			t.Errorf("%+v: alert %d, want %d", c.stock, got, c.alert)
		}
	}
}
