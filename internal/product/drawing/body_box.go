package drawing

import "math"

// hatBox is a round box with a dome of flowers over its rim.
func hatBox(s *sheet) {
	b := bunch{centre: point{200, 222}, rx: 138, ry: 112, focus: point{200, 470}, biggest: 54, arc: 92}
	spots := s.arrange(b)
	s.fan(b)
	s.lay(s.wrap.shade.mix(0, .2), ellipse(point{200, 296}, 112, 16))
	s.flowersOf(b, spots)
	const l, r, top, foot = 88.0, 312.0, 296.0, 452.0
	s.lay(s.wrap.base, side(l, r, top, foot))
	s.lay(s.wrap.base.mix(s.wrap.shade, .75), side(252, r, top, foot))
	s.lay(s.wrap.tint, side(104, 118, top, foot))
	s.lay(s.wrap.shade, side(l, r, foot-8, foot))
	if s.recipe.Ribbon != "" {
		t := tonesOf(s.recipe.Ribbon)
		s.lay(t.base, side(l, r, 356, 378))
		s.lay(t.shade, side(252, r, 356, 378))
		s.bow(point{200, 384}, 1.05)
	}
}

// side is a piece of the round box's wall between two x and two heights; the box
// is seen from a little above, so that level lines are the lower half of an ellipse.
func side(x0, x1, y0, y1 float64) path {
	const n = 9
	points := make([]point, 0, 2*n+2)
	level := func(x float64) float64 {
		k := (x - 200) / 112
		return 16 * sqrt(max(0, 1-k*k))
	}
	for i := range n + 1 {
		x := x0 + (x1-x0)*(1-math.Cos(math.Pi*float64(i)/n))/2
		points = append(points, point{x, y0 + level(x)})
	}
	for i := n; i >= 0; i-- {
		x := points[i].x
		points = append(points, point{x, y1 + level(x)})
	}
	return polygon(points...)
}

// crate is a box of three boards.
func crate(s *sheet) {
	b := bunch{centre: point{200, 222}, rx: 140, ry: 108, focus: point{200, 470}, biggest: 52, arc: 92}
	spots := s.arrange(b)
	s.fan(b)
	s.flowersOf(b, spots)
	var boards, edges, nails path
	for i := range 3 {
		y := 312 + 49*float64(i)
		j := float64(i%2)*3 - 1
		boards = append(boards, polygon(point{80 + j, y}, point{320 + j, y + 1}, point{319 + j, y + 45}, point{81 + j, y + 44})...)
		edges = append(edges, polygon(point{81 + j, y + 37}, point{319 + j, y + 38}, point{319 + j, y + 45}, point{81 + j, y + 44})...)
		nails = append(append(nails, dot(point{97, y + 20}, 3)...), dot(point{303, y + 20}, 3)...)
	}
	s.lay(s.wrap.shade.mix(0, .35), polygon(point{84, 312}, point{316, 312}, point{316, 456}, point{84, 456}))
	s.lay(s.wrap.base, boards)
	s.lay(s.wrap.shade, edges)
	s.lay(s.wrap.tint, polygon(point{84, 308}, point{110, 308}, point{110, 458}, point{84, 458}), polygon(point{290, 308}, point{316, 308}, point{316, 458}, point{290, 458}))
	s.lay(s.wrap.shade.mix(0, .2), nails)
	s.bow(point{200, 372}, 1)
}

// centrepiece is a low trough for the middle of a table.
func centrepiece(s *sheet) {
	b := bunch{centre: point{200, 268}, rx: 164, ry: 84, focus: point{200, 560}, biggest: 46, arc: 84}
	spots := s.arrange(b)
	s.fan(b)
	s.flowersOf(b, spots)
	s.lay(s.wrap.base, polygon(point{70, 342}, point{330, 341}, point{306, 424}, point{94, 425}))
	s.lay(s.wrap.shade, polygon(point{252, 341}, point{330, 341}, point{306, 424}, point{240, 425}))
	s.lay(s.wrap.tint, polygon(point{64, 334}, point{336, 332}, point{333, 351}, point{67, 352}))
	s.ribbonOn(point{200, 388}, 117)
}

// heartBox is a heart-shaped box full of flowers, seen from above.
func heartBox(s *sheet) {
	outer, inner := heartPath(point{200, 262}, 1.2), heartPath(point{200, 258}, 1.1)
	s.lay(s.wrap.shade, outer.at(point{4, 10}, 0, 1))
	s.lay(s.wrap.base, outer)
	s.lay(s.wrap.shade.mix(0, .2), inner)
	rim := heartPath(point{200, 256}, 1.02)
	s.fill(rim.holds, 1.25)
	s.bow(point{200, 410}, 1)
}

// heartPath is a heart about 260 wide and 240 high at scale 1.
func heartPath(c point, k float64) path {
	half := []point{{0, -62}, {34, -112}, {88, -116}, {128, -76}, {124, -18}, {84, 46}, {36, 92}, {0, 124}}
	pts := append([]point{}, half...)
	for i := len(half) - 2; i > 0; i-- {
		pts = append(pts, point{-half[i].x, half[i].y})
	}
	return halves(pts, len(half)-1).at(c, 0, k)
}
