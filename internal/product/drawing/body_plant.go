package drawing

import "math"

// clay lays a pot: its rim's middle, half widths and height.
func (s *sheet) clay(rim point, half, foot, high float64) {
	p := func(x, y float64) point { return rim.add(point{x, y}) }
	t := s.wrap
	s.lay(t.base, polygon(p(-half*.92, 10), p(half*.92, 10), p(foot, high), p(-foot, high)))
	s.lay(t.shade, polygon(p(half*.42, 10), p(half*.92, 10), p(foot, high), p(foot*.42, high)))
	s.lay(t.tint, polygon(p(-half*.74, 26), p(-half*.62, 26), p(-foot*.66, high-12), p(-foot*.76, high-12)))
	s.lay(t.base.mix(t.tint, .6), polygon(p(-half, 0), p(half, -1), p(half*.985, 26), p(-half*.985, 27)))
	s.lay(t.base.mix(t.shade, .5), polygon(p(half*.42, 0), p(half, -1), p(half*.985, 26), p(half*.42, 27)))
}

// pot is a flowering plant whose flowers make a dome.
func pot(s *sheet) {
	b := bunch{centre: point{200, 212}, rx: 122, ry: 104, focus: point{200, 420}, biggest: 74, arc: 116}
	spots := s.arrange(b)
	s.fan(b)
	for i := range 9 {
		a := -80 + 20*float64(i)
		s.sprig(i, point{200, 330}, a*1.1, 118-math.Abs(a)*.3)
	}
	s.stalks(b, spots)
	s.flowersOf(b, spots)
	s.clay(point{200, 318}, 84, 58, 144)
	s.ribbonOn(point{200, 372}, 69)
}

// plant is leaves from one crown, with flowers, if any, on stalks above them.
func plant(s *sheet) {
	if len(s.greens) == 0 {
		s.greens = []string{"paddle"}
	}
	grow := habitOf(s.greens[0])
	crown := point{200, 322}
	n := int(math.Round(float64(grow.leaves) * (.75 + .25*s.step.count)))
	for i := range n {
		// Outermost first, alternating sides, so that the middle stands in front.
		out := 1 - float64(i/2)/math.Max(1, float64((n-1)/2))
		side := float64(i%2)*2 - 1
		a := side*grow.spread*out + s.dice.about(0, 5)
		length := grow.length * (1 - .22*out) * s.dice.about(1, .08)
		base := crown.add(point{side * 26 * out, 0})
		if grow.stalk > 0 {
			foot := base
			base = foot.add(polar(a*.7, grow.stalk*(1-.3*out)*s.dice.about(1, .12)))
			s.lay(stemGreen, strand(foot, foot.toward(base, .5).add(point{0, -10}), base, 5, 4))
		}
		s.sprig(i, base, a, length)
		if i == n/2 {
			s.stalked(crown)
		}
	}
	s.clay(point{200, 316}, 86, 60, 146)
	s.ribbonOn(point{200, 372}, 70)
}

// habit is how a plant's leaves grow.
type habit struct {
	leaves         int
	spread, length float64
	stalk          float64 // bare stem below each leaf, 0 when leaves rise from the crown
}

func habitOf(green string) habit {
	switch green {
	case "sword":
		return habit{leaves: 9, spread: 24, length: 268}
	case "monstera":
		return habit{leaves: 8, spread: 96, length: 152, stalk: 96}
	case "palm", "fern":
		return habit{leaves: 15, spread: 108, length: 206}
	case "heart":
		return habit{leaves: 12, spread: 104, length: 112, stalk: 74}
	default:
		return habit{leaves: 11, spread: 84, length: 172, stalk: 18}
	}
}

// stalked lays the flowers on bent stalks, the outer ones lower.
func (s *sheet) stalked(crown point) {
	n := len(s.stems)
	for i, st := range s.stems {
		t := (float64(i)+.5)/float64(n)*2 - 1
		if i%2 == 1 {
			t *= .8
		}
		top := crown.add(polar(t*38, 252-44*math.Abs(t)-float64(i%2)*34))
		s.lay(stemPale, strand(crown, point{200 + (top.x-200)*.3, (top.y + crown.y) / 2}, top, 6, 4))
		s.bloom(st, top, s.turn(st, top, crown), 46)
	}
}

// planter is a low bowl of succulents on gravel.
func planter(s *sheet) {
	n := len(s.stems)
	var tall, low []stem
	for _, st := range s.stems {
		if st.flower.upright {
			tall = append(tall, st)
		} else {
			low = append(low, st)
		}
	}
	half := math.Min(150, 64+26*math.Sqrt(float64(n))+8*float64(n))
	s.lay(soil, ellipse(point{200, 344}, half-8, 22))
	for i, st := range tall {
		x := spread(i, len(tall), half*.62)
		r := s.dice.about(66, 10) * math.Min(1, half/110)
		s.bloom(st, point{200 + x, 350 - r*st.flower.size*.82}, s.dice.about(0, 4), r)
	}
	for i := range 5 {
		s.sprig(i, point{200 + spread(i, 5, half*.8), 352}, spread(i, 5, 48), 108)
	}
	rose := math.Min(58, half*1.0/math.Max(1.5, float64(len(low))*.6))
	for i, st := range low {
		x := spread(i, len(low), half-rose)
		y := 330 - float64(i%2)*rose*.5
		if len(tall) > 0 {
			y += 8
		}
		s.bloom(st, point{200 + x, y}, s.dice.about(0, 30), rose)
	}
	s.lay(s.wrap.base, path{
		{op: moveTo, p: [3]point{{200 - half, 344}}},
		{op: lineTo, p: [3]point{{200 + half, 343}}},
		{op: cubeTo, p: [3]point{{200 + half, 400}, {200 + half*.8, 442}, {200 + half*.56, 456}}},
		{op: lineTo, p: [3]point{{200 - half*.56, 456}}},
		{op: cubeTo, p: [3]point{{200 - half*.8, 442}, {200 - half, 400}, {200 - half, 344}}},
	})
	s.lay(s.wrap.shade, path{
		{op: moveTo, p: [3]point{{200 + half*.5, 344}}},
		{op: lineTo, p: [3]point{{200 + half, 343}}},
		{op: cubeTo, p: [3]point{{200 + half, 400}, {200 + half*.8, 442}, {200 + half*.56, 456}}},
		{op: lineTo, p: [3]point{{200 + half*.2, 456}}},
		{op: cubeTo, p: [3]point{{200 + half*.4, 430}, {200 + half*.5, 390}, {200 + half*.5, 344}}},
	})
	s.lay(s.wrap.tint, polygon(point{200 - half - 4, 338}, point{200 + half + 4, 336}, point{200 + half + 2, 356}, point{200 - half - 2, 357}))
	s.ribbonOn(point{200, 398}, half*.93)
}

// spread is the i-th of n places from −half to half.
func spread(i, n int, half float64) float64 {
	if n < 2 {
		return 0
	}
	return -half + 2*half*float64(i)/float64(n-1)
}
