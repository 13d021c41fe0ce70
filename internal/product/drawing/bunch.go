package drawing

import "math"

// bunch is a mass of flowers in an ellipse over the point where the stems meet.
type bunch struct {
	centre point
	rx, ry float64
	focus  point
	// biggest bounds the radius of a rose, for recipes of few flowers.
	biggest float64
	// arc is how far to each side of straight up the leaves fan out, in degrees.
	arc float64
	// narrow is the part of the width that is lost at the foot, where paper or a
	// neck holds the stems.
	narrow float64
}

// golden is the sunflower's angle between one seed and the next.
const golden = 137.508

// cover is how much more paper the blooms have than the ellipse: they overlap.
const cover = 1.4

// settle draws a bunch of few flowers together, to no less than half its width.
func (s *sheet) settle(b bunch) bunch {
	if len(s.stems) == 0 {
		return b
	}
	if rose := math.Sqrt(b.rx * b.ry * cover / weight(s.stems)); rose > b.biggest {
		k := math.Max(.5, b.biggest/rose)
		low := b.centre.y + b.ry
		b.rx, b.ry = b.rx*k, b.ry*k
		b.centre.y += (low - b.ry - b.centre.y) * .35
	}
	return b
}

// spot is where a flower of the bunch goes.
type spot struct {
	stem stem
	at   point
	turn float64
	rose float64
}

// arrange finds the places, outer flowers first so that inner ones overlap them.
func (s *sheet) arrange(b bunch) []spot {
	n := len(s.stems)
	if n == 0 {
		return nil
	}
	rose := math.Sqrt(b.rx * b.ry * cover / weight(s.stems))
	rose = math.Min(rose, b.biggest)
	start := s.dice.about(0, 180)
	spots := make([]spot, n)
	total := weight(s.stems)
	left := total // area of the flowers not yet placed
	for i, st := range s.stems {
		rank := float64(n-1-i) + .5 // the last is in the middle
		area := st.flower.size * st.flower.size
		reach := math.Sqrt((left - area/2) / total)
		left -= area
		if n <= 3 { // side by side: a triangle reads better than a spiral's start
			reach = .62 * float64(min(n-1, 1))
			rank = float64(i) * 120 / golden
		}
		edge := rose * st.flower.size * .72
		dir := polar(start+golden*rank, 1).times(reach)
		dir.x *= 1 - b.narrow*math.Max(0, dir.y)
		at := b.centre.add(point{dir.x * math.Max(10, b.rx-edge*.8), dir.y * math.Max(10, b.ry-edge*.8)})
		at = at.add(point{s.dice.about(0, rose*.1), s.dice.about(0, rose*.1)})
		spots[i] = spot{st, at, s.turn(st, at, b.focus), rose}
	}
	return spots
}

// turn leans upright flowers away from the focus and turns the others freely.
func (s *sheet) turn(st stem, at, focus point) float64 {
	if !st.flower.upright {
		return s.dice.about(0, 180)
	}
	v := at.sub(focus)
	return math.Atan2(v.x, -v.y)*180/math.Pi*1.1 + s.dice.about(0, 8)
}

// fan lays leaves around the bunch, tips outside it, alternating kinds and
// lengths, the ones at the sides first.
func (s *sheet) fan(b bunch) {
	if len(s.greens) == 0 {
		return
	}
	const n = 13
	for i := range n {
		a := -b.arc + 2*b.arc*float64(i)/(n-1)
		a += s.dice.about(0, 4)
		reach := 1.0
		if i%2 == 1 {
			reach = .93
		}
		length := s.dice.about(108, 10)
		dir := polar(a, 1)
		tip := b.centre.add(point{dir.x * (b.rx + 44) * reach, dir.y * (b.ry + 40) * reach})
		base := tip.sub(polar(a, length))
		s.sprig(i, base, a, length)
	}
}

// tucked lays short leaves between outer and inner flowers.
func (s *sheet) tucked(b bunch, from float64) {
	for i := range 5 {
		a := from + float64(i)*72 + s.dice.about(0, 14)
		if math.Abs(math.Mod(a+540, 360)-180) > b.arc+20 {
			continue
		}
		base := b.centre.add(point{polar(a, b.rx*.3).x, polar(a, b.ry*.3).y})
		s.sprig(i, base, a, math.Min(b.rx, b.ry)*.72)
	}
}

// airy lays the tips of foliage that floats over the flowers.
func (s *sheet) airy(b bunch) {
	for _, name := range s.greens {
		if !foliages[name].over {
			continue
		}
		for i := range 4 {
			a := -78 + 52*float64(i) + s.dice.about(0, 12)
			base := b.centre.add(point{polar(a, b.rx*.55).x, polar(a, b.ry*.55).y})
			s.green(name, false, base, a, s.dice.about(62, 6))
		}
	}
}

// stalks draws stems from the flowers to the focus, seen through the gaps.
func (s *sheet) stalks(b bunch, spots []spot) {
	var all path
	for i, sp := range spots {
		to := b.focus.add(point{float64(i%5-2) * 4, 0})
		all = append(all, bar(sp.at, to, 4, 4)...)
	}
	if len(all) > 0 {
		s.lay(stemGreen, all)
	}
}

// flowersOf lays the whole bunch: leaves between, blooms, floating tips.
func (s *sheet) flowersOf(b bunch, spots []spot) {
	outer := len(spots) / 2
	for i, sp := range spots {
		if i == outer && len(spots) > 4 {
			s.tucked(b, s.dice.about(0, 30))
			s.airy(b)
		}
		s.bloom(sp.stem, sp.at, sp.turn, sp.rose)
	}
}
