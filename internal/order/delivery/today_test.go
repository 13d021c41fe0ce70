package delivery_test

import (
	"testing"
	"time"

	"floresvictoria.cl/flores/internal/order/delivery"
)

func TestUntilWhenSomethingIsBroughtToday(t *testing.T) {
	const wednesday = "2026-11-25"
	for _, c := range []struct {
		name, now   string
		preparation int
		used        taken
		until       string // the hour; empty: no more today
		longest     int
	}{
		{"until the cut-off", wednesday + " 10:00", 0, nil, "14:00", 600},
		{"work that takes long ends sooner", wednesday + " 10:00", 540, nil, "11:00", 600},
		{"work that takes too long", wednesday + " 10:00", 601, nil, "", 0},
		{"the last places are earlier", wednesday + " 09:30", 0, taken{"slot/centro-norte/" + wednesday + "/18-21": 12, "slot/centro-norte/" + wednesday + "/15-18": 12}, "12:00", 270},
		{"a minute before the cut-off", wednesday + " 13:59", 0, nil, "14:00", 361},
		{"at the cut-off", wednesday + " 14:00", 0, nil, "", 0},
		{"Saturday, whose last slot ends at 18", "2026-11-28 13:00", 0, nil, "14:00", 240},
		{"Sunday", "2026-11-29 10:00", 0, nil, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := delivery.Query{Comuna: "Recoleta", GoodsCLP: 20000, PreparationMinutes: c.preparation, Now: at(t, c.now), Used: c.used.used}
			got := shop(t).Today(q)
			want := time.Time{}
			if c.until != "" {
				want = at(t, c.now[:len(wednesday)+1]+c.until)
			}
			if !got.Until.Equal(want) || got.PreparationMinutes != c.longest {
				t.Fatalf("until %s with %d minutes, want %s with %d", got.Until, got.PreparationMinutes, want, c.longest)
			}
			if c.until == "" {
				return
			}
			// What it promises is what an offer of the last moment, and of that work, gets.
			last := q
			last.Now = got.Until.Add(-time.Minute)
			long := q
			long.PreparationMinutes = got.PreparationMinutes
			for what, q := range map[string]delivery.Query{"at the last moment": last, "with the longest work": long} {
				if !anyToday(t, q) {
					t.Errorf("%s nothing is free", what)
				}
			}
			long.PreparationMinutes++
			if anyToday(t, long) {
				t.Error("a minute more of work is still free")
			}
		})
	}
	if got := shop(t).Today(delivery.Query{Comuna: "Puente Alto", Now: at(t, wednesday+" 10:00")}); !got.Until.IsZero() {
		t.Errorf("a comuna that is not served until %s", got.Until)
	}
}

func anyToday(t *testing.T, q delivery.Query) bool {
	for _, o := range shop(t).Quote(q).Days[0].Delivery {
		if o.Free {
			return true
		}
	}
	return false
}
