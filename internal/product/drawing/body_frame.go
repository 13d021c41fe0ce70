package drawing

import "math"

// fill packs flowers on a honeycomb where inside says so, from the top down. The
// mesh is chosen for the recipe's count; a few more may close the last row. A
// tight above 1 lets them overlap.
func (s *sheet) fill(inside func(point) bool, tight float64) {
	n := len(s.stems)
	if n == 0 {
		return
	}
	var spots []point
	pitch := 90.0
	for range 200 {
		spots = honeycomb(pitch, inside)
		if len(spots) >= n {
			break
		}
		pitch *= .985
	}
	rose := pitch * .58 * tight * sqrt(float64(n)/weight(s.stems))
	for i, at := range spots {
		st := s.stems[(i*7+i/n)%n] // seven mixes the sorted flowers
		at = at.add(point{s.dice.about(0, pitch*.06), s.dice.about(0, pitch*.06)})
		s.bloom(st, at, s.turn(st, at, point{200, 520}), rose)
	}
}

func honeycomb(pitch float64, inside func(point) bool) []point {
	var spots []point
	rows := int(SheetHeight / (pitch * .866))
	for row := range rows {
		for col := -8; col <= 8; col++ {
			p := point{200 + pitch*(float64(col)+.5*float64(row%2)), 20 + pitch*.866*float64(row)}
			if inside(p) {
				spots = append(spots, p)
			}
		}
	}
	return spots
}

// easel is the three-legged stand a wreath is delivered on.
func (s *sheet) easel(top float64) {
	wood := colour(0x8a6242)
	s.lay(wood.mix(0, .25), bar(point{200, top}, point{200, 462}, 7, 7))
	s.lay(wood, bar(point{196, top}, point{116, 470}, 8, 9), bar(point{204, top}, point{284, 470}, 8, 9))
	s.lay(wood.mix(0, .12), bar(point{146, 398}, point{254, 398}, 7, 7))
}

// wreath is a ring of flowers on an easel with a sash.
func wreath(s *sheet) {
	s.easel(24)
	s.garland(point{200, 190}, 118)
	if s.recipe.Ribbon != "" {
		t := tonesOf(s.recipe.Ribbon)
		s.lay(t.base, polygon(point{86, 222}, point{118, 262}, point{318, 120}, point{300, 90}))
		s.lay(t.shade, polygon(point{86, 222}, point{118, 262}, point{94, 296}, point{88, 274}, point{62, 268}))
		s.lay(t.shade, polygon(point{318, 120}, point{300, 90}, point{330, 52}, point{334, 74}, point{356, 80}))
		s.lay(t.tint, polygon(point{96, 226}, point{99, 230}, point{308, 94}, point{306, 91}))
	}
}

// ring is a wreath to hang on a door or wear on the head.
func ring(s *sheet) {
	s.garland(point{200, 236}, 122)
	s.bow(point{200, 362}, 1.35)
}

// garland is leaves and flowers along a circle; few flowers gather at its foot.
func (s *sheet) garland(c point, radius float64) {
	n := len(s.stems)
	if len(s.greens) > 0 {
		leaves := 26
		for i := range leaves {
			a := float64(i) * 360 / float64(leaves)
			out := i%2 == 0
			lean, r := 48.0, radius-6
			if !out {
				lean, r = 138, radius+2
			}
			s.sprig(i/2, c.add(polar(a, r)), a+lean+s.dice.about(0, 10), s.dice.about(84, 7))
		}
	} else {
		s.lay(stemGreen, append(ellipse(c, radius+10, radius+10), reversed(ellipse(c, radius-10, radius-10))...))
	}
	if n == 0 {
		return
	}
	// Two lanes share the band's area; a sparse wreath keeps its size and shows leaves.
	rose := math.Min(42, sqrt(2*radius*66*1.7/weight(s.stems)))
	arc := 360.0
	if w := weight(s.stems) * rose * rose * .8; w < 2*radius*60 {
		arc = math.Max(90, 360*w/(2*radius*60))
	}
	for i, st := range s.stems {
		t := float64(i) / float64(n)
		if arc < 360 && n > 1 {
			t = float64(i) / float64(n-1)
		}
		// From the top down both sides, so that lower flowers overlap upper ones.
		a := 180 + arc/2 - arc*t/2
		if i%2 == 1 {
			a = 180 - arc/2 + arc*t/2
		}
		lane := 15.0
		if i/2%2 == 1 {
			lane = -17
		}
		at := c.add(polar(a, radius+lane+s.dice.about(0, 5)))
		s.bloom(st, at, s.turn(st, at, c), rose)
	}
}

// reversed runs a path of curves the other way, to cut a hole.
func reversed(p path) path {
	out := path{{op: moveTo, p: [3]point{p[len(p)-1].end()}}}
	for i := len(p) - 1; i > 0; i-- {
		out = append(out, segment{op: cubeTo, p: [3]point{p[i].p[1], p[i].p[0], p[i-1].end()}})
	}
	return out
}

// tear is a hanging drop of flowers on an easel.
func tear(s *sheet) {
	s.easel(20)
	edge := func(y float64) float64 { // half width at a height; widest a third from the foot
		t := (y - 44) / 356
		if t < 0 || t > 1 {
			return -1
		}
		return 250 * t * sqrt(1-t)
	}
	for i := range 22 {
		t := float64(i) / 21
		y := 60 + 318*t
		side := float64(i%2)*2 - 1
		s.sprig(i/2, point{200 + side*edge(y)*.7, y}, side*(38+110*t)+s.dice.about(0, 8), 76)
	}
	s.fill(func(p point) bool { return math.Abs(p.x-200) < edge(p.y)-4 }, 1.2)
	s.bow(point{200, 404}, 1)
}

// cross is a funeral cross on an easel.
func cross(s *sheet) {
	s.easel(24)
	tips := []struct{ x, y, turn float64 }{
		{200, 60, 0}, {172, 72, -40}, {228, 72, 40}, {160, 112, -64}, {240, 112, 64},
		{92, 160, -90}, {110, 134, -44}, {110, 186, -136}, {308, 160, 90}, {290, 134, 44}, {290, 186, 136},
		{164, 226, -96}, {236, 226, 96}, {164, 280, -96}, {236, 280, 96}, {164, 332, -100}, {236, 332, 100},
		{172, 372, -140}, {228, 372, 140}, {200, 382, 180},
	}
	for i, p := range tips {
		s.sprig(i/2, point{p.x, p.y}.add(polar(p.turn, -34)), p.turn+s.dice.about(0, 6), 72)
	}
	s.fill(func(p point) bool {
		x := math.Abs(p.x - 200)
		return x < 38 && p.y > 44 && p.y < 394 || x < 122 && p.y > 124 && p.y < 198
	}, 1.3)
	s.bow(point{200, 236}, 1)
}
