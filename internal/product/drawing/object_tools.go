package drawing

// wateringCan stands with its spout to the left.
func wateringCan(s *sheet) {
	t := s.wrap
	s.lay(t.shade, append(ellipse(point{300, 300}, 66, 84), reversed(ellipse(point{296, 300}, 50, 68))...))
	s.lay(t.base, polygon(point{182, 330}, point{184, 386}, point{76, 226}, point{100, 210}))
	s.lay(t.shade, polygon(point{184, 364}, point{184, 386}, point{76, 226}, point{84, 221}))
	s.lay(t.tint, polygon(point{58, 232}, point{112, 192}, point{122, 208}, point{68, 248}))
	s.lay(t.base, polygon(point{166, 236}, point{298, 236}, point{312, 446}, point{152, 446}))
	s.lay(t.shade, polygon(point{256, 236}, point{298, 236}, point{312, 446}, point{262, 446}))
	s.lay(t.tint, polygon(point{182, 262}, point{194, 262}, point{186, 420}, point{172, 420}))
	s.lay(t.shade.mix(0, .2), ellipse(point{232, 236}, 66, 17))
	s.lay(t.base, append(ellipse(point{232, 234}, 70, 19), reversed(ellipse(point{232, 233}, 60, 12))...))
	s.lay(t.tint, polygon(point{157, 372}, point{307, 372}, point{309, 388}, point{156, 388}))
	s.lay(t.base, append(arch(point{232, 240}, 66, 108), reversed(arch(point{232, 242}, 52, 92))...))
}

// arch is the upper half of an ellipse.
func arch(at point, rx, ry float64) path {
	const k = .5523
	return path{
		{op: moveTo, p: [3]point{{at.x - rx, at.y}}},
		{op: cubeTo, p: [3]point{{at.x - rx, at.y - k*ry}, {at.x - k*rx, at.y - ry}, {at.x, at.y - ry}}},
		{op: cubeTo, p: [3]point{{at.x + k*rx, at.y - ry}, {at.x + rx, at.y - k*ry}, {at.x + rx, at.y}}},
	}
}

// shears are pruning shears, open; the wrap is the grips' colour.
func shears(s *sheet) {
	t := s.wrap
	steel := colour(0xc9ccd2).tones()
	grip := path{
		{op: moveTo, p: [3]point{{-14, 10}}},
		{op: cubeTo, p: [3]point{{-20, 80}, {-58, 130}, {-46, 232}}},
		{op: cubeTo, p: [3]point{{-38, 246}, {-20, 244}, {-16, 232}}},
		{op: cubeTo, p: [3]point{{-26, 140}, {6, 80}, {16, 12}}},
	}
	light := strand(point{-6, 40}, point{-38, 130}, point{-34, 220}, 5, 4)
	blade := path{
		{op: moveTo, p: [3]point{{-16, 16}}},
		{op: cubeTo, p: [3]point{{-34, -40}, {-14, -120}, {30, -176}}},
		{op: cubeTo, p: [3]point{{34, -110}, {32, -50}, {18, 16}}},
	}
	beak := path{
		{op: moveTo, p: [3]point{{-16, 12}}},
		{op: cubeTo, p: [3]point{{-34, -50}, {-46, -90}, {-20, -140}}},
		{op: cubeTo, p: [3]point{{-22, -90}, {4, -50}, {18, 12}}},
	}
	c := point{200, 214}
	s.lay(steel.shade, beak.at(c, 26, 1))
	s.lay(t.shade, grip.stretched(-1, 1).at(c, -8, 1))
	s.lay(steel.base, blade.at(c, -20, 1))
	s.lay(steel.tint, leaf(130, 16, 4).at(point{194, 196}, -14, 1))
	s.lay(t.base, grip.at(c, 8, 1))
	s.lay(t.tint, light.at(c, 8, 1))
	s.lay(steel.shade, dot(c, 19))
	s.lay(steel.base, dot(c, 12))
	s.lay(heartDark, bar(point{192, 219}, point{208, 209}, 4, 4))
}

// candle is poured in a glass, with the recipe's first flower on its label.
func candle(s *sheet) {
	t := s.wrap
	s.lay(t.base, polygon(point{112, 218}, point{288, 218}, point{280, 448}, point{120, 448}))
	s.lay(t.shade, polygon(point{240, 218}, point{288, 218}, point{280, 448}, point{236, 448}))
	s.lay(t.tint, ellipse(point{200, 218}, 88, 22))
	s.lay(t.base.mix(t.shade, .4), ellipse(point{200, 221}, 76, 16))
	s.lay(heartDark, bar(point{200, 222}, point{201, 184}, 5, 4))
	s.lay(palette["amber"], pointed(point{200, 84}, point{176, 138}, point{178, 178}, point{200, 194}, point{223, 178}, point{224, 140}))
	s.lay(palette["lemon"], pointed(point{201, 126}, point{189, 156}, point{190, 178}, point{200, 188}, point{212, 178}, point{213, 156}))
	s.lay(0xffffff, polygon(point{136, 286}, point{264, 284}, point{264, 402}, point{136, 404}))
	s.bloomOr(point{200, 344}, 44)
}
