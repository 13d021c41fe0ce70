package money_test

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"floresvictoria.cl/flores/internal/platform/money"
)

func TestAPriceIsWrittenAsChileansReadIt(t *testing.T) {
	for amount, want := range map[int64]string{
		0: "$0", 7: "$7", 990: "$990", 1000: "$1.000", 45000: "$45.000",
		250000: "$250.000", 1234567: "$1.234.567", -1500: "-$1.500", -999: "-$999",
	} {
		if got := money.CLP(amount); got != want {
			t.Errorf("CLP(%d) = %q, want %q", amount, got, want)
		}
	}
}

func TestTheTaxShownIsTheIncludedPart(t *testing.T) {
	for _, c := range []struct{ total, rate, want int64 }{
		{119, 19, 19},
		{0, 19, 0},
		{45000, 19, 7185}, // 7184,87
		{12000, 19, 1916}, // 1915,97
		{10, 19, 2},       // 1,597
		{3, 100, 2},       // 1,5: a half goes up
		{45000, 0, 0},
	} {
		if got := money.IncludedTax(c.total, c.rate); got != c.want {
			t.Errorf("IncludedTax(%d, %d) = %d, want %d", c.total, c.rate, got, c.want)
		}
	}
}

func TestTenPesosIsTheSmallestCoin(t *testing.T) {
	for amount, want := range map[int64]int64{0: 0, 4: 0, 5: 10, 4484: 4480, 4485: 4490, -5: 0, -6: -10, -15: -10} {
		if got := money.RoundTo10(amount); got != want {
			t.Errorf("RoundTo10(%d) = %d, want %d", amount, got, want)
		}
	}
}

func TestAFactorRoundsOnceAndHalvesGoUp(t *testing.T) {
	for _, c := range []struct {
		f            money.Fraction
		amount, step int64
		want         int64
	}{
		{money.Tenths(15), 2990, 10, 4490},
		{money.Tenths(15), 2990, 1, 4485},
		{money.Tenths(13), 2990, 10, 3890},
		{money.Tenths(9), 3490, 10, 3140},
		{money.Tenths(5), 8969, 10, 4480}, // 4484,5: rounding twice would give 4490
		{money.Percent(20), 12345, 1, 2469},
		{money.Percent(50), 5, 1, 3},
		{money.Percent(50), -5, 1, -2},
	} {
		if got := c.f.OfTo(c.amount, c.step); got != c.want {
			t.Errorf("%v of %d to %d = %d, want %d", c.f, c.amount, c.step, got, c.want)
		}
	}
	if got := money.Tenths(9).Of(15); got != 14 {
		t.Errorf("0,9 of 15 to the peso = %d, want 14", got)
	}
}

// The oracle is rational arithmetic: floor(x/step + 1/2)·step.
func TestAFactorAgreesWithExactArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(-1e12, 1e12).Draw(t, "amount")
		num := rapid.Int64Range(0, 500).Draw(t, "num")
		den := rapid.SampledFrom([]int64{1, 10, 100, 119}).Draw(t, "den")
		step := rapid.SampledFrom([]int64{1, 10, 100}).Draw(t, "step")

		x := big.NewRat(amount*num, den*step)
		x.Add(x, big.NewRat(1, 2))
		floor := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean: the floor, as the denominator is positive

		if got, want := (money.Fraction{Num: num, Den: den}).OfTo(amount, step), floor.Int64()*step; got != want {
			t.Fatalf("%d × %d/%d to %d = %d, want %d", amount, num, den, step, got, want)
		}
	})
}

func TestAWrittenPriceLosesNoDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64().Draw(t, "amount")
		plain := strings.NewReplacer("$", "", ".", "").Replace(money.CLP(amount))
		if back, ok := new(big.Int).SetString(plain, 10); !ok || back.Int64() != amount || !back.IsInt64() {
			t.Fatalf("%d was written %q", amount, money.CLP(amount))
		}
	})
}
