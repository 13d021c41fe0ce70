package drawing

// bottle is sparkling wine; the wrap is the glass, the ribbon its label.
func bottle(s *sheet) {
	t, label := s.wrap, tonesOf(s.recipe.Ribbon)
	body := path{
		{op: moveTo, p: [3]point{{180, 60}}},
		{op: lineTo, p: [3]point{{220, 60}}},
		{op: cubeTo, p: [3]point{{220, 150}, {258, 178}, {258, 250}}},
		{op: lineTo, p: [3]point{{258, 452}}},
		{op: lineTo, p: [3]point{{142, 452}}},
		{op: lineTo, p: [3]point{{142, 250}}},
		{op: cubeTo, p: [3]point{{142, 178}, {180, 150}, {180, 60}}},
	}
	right := path{
		{op: moveTo, p: [3]point{{206, 60}}},
		{op: lineTo, p: [3]point{{220, 60}}},
		{op: cubeTo, p: [3]point{{220, 150}, {258, 178}, {258, 250}}},
		{op: lineTo, p: [3]point{{258, 452}}},
		{op: lineTo, p: [3]point{{224, 452}}},
		{op: lineTo, p: [3]point{{224, 252}}},
		{op: cubeTo, p: [3]point{{224, 184}, {206, 150}, {206, 60}}},
	}
	s.lay(t.base, body)
	s.lay(t.shade, right)
	s.lay(t.tint, strand(point{156, 256}, point{153, 340}, point{156, 436}, 8, 6))
	foil := palette["gold"].tones()
	s.lay(foil.base, polygon(point{177, 36}, point{223, 36}, point{224, 130}, point{200, 146}, point{177, 131}))
	s.lay(foil.shade, polygon(point{206, 36}, point{223, 36}, point{224, 130}, point{205, 142}))
	s.lay(foil.tint, polygon(point{172, 30}, point{228, 29}, point{227, 48}, point{173, 49}), polygon(point{176, 84}, point{224, 83}, point{224, 92}, point{176, 93}))
	s.lay(label.base, polygon(point{138, 292}, point{262, 290}, point{262, 392}, point{138, 394}))
	s.lay(label.shade, polygon(point{224, 291}, point{262, 290}, point{262, 392}, point{224, 393}))
	s.bloomOr(point{200, 342}, 34)
}

// bloomOr lays the recipe's first flower as an emblem, or a carnation.
func (s *sheet) bloomOr(at point, r float64) {
	if len(s.stems) == 0 {
		f := flowers["carnation"]
		s.stems = []stem{{flower: f, kind: "carnation", name: "carnation/fuchsia", tones: tonesOf("fuchsia")}}
	}
	s.bloom(s.stems[0], at, 0, r/s.stems[0].flower.size)
}

// balloon is a heart of foil on a string.
func balloon(s *sheet) {
	t := s.wrap
	s.lay(palette["ink"], strand(point{200, 312}, point{226, 380}, point{190, 452}, 3, 2))
	s.lay(t.shade, polygon(point{200, 296}, point{186, 324}, point{200, 318}, point{214, 325}))
	s.lay(t.base, heartPath(point{200, 166}, 1.16))
	half := []point{{0, -62}, {34, -112}, {88, -116}, {128, -76}, {124, -18}, {84, 46}, {36, 92}, {0, 124}, {48, 64}, {90, 6}, {98, -58}, {62, -86}, {26, -76}}
	s.lay(t.shade, halves(half, 7).at(point{200, 166}, 0, 1.16))
	s.lay(t.tint, strand(point{84, 150}, point{76, 92}, point{124, 66}, 12, 7))
	s.bow(point{196, 436}, .7)
}

// chocolates is an open box of nine, with its lid behind.
func chocolates(s *sheet) {
	t := s.wrap
	s.lay(t.shade, polygon(point{84, 116}, point{330, 92}, point{346, 250}, point{100, 270}))
	s.lay(t.base, polygon(point{92, 124}, point{322, 102}, point{336, 240}, point{106, 260}))
	s.bow(point{214, 172}, 1.25)
	s.lay(t.shade, polygon(point{58, 236}, point{342, 236}, point{342, 446}, point{58, 446}))
	s.lay(t.base, polygon(point{58, 236}, point{342, 236}, point{334, 426}, point{66, 426}))
	s.lay(0xfff3e6, polygon(point{74, 250}, point{326, 250}, point{320, 414}, point{80, 414}))
	browns := []colour{0x6b3f26, 0x4b2a19, 0x8a5433}
	for i := range 12 {
		at := point{115 + 57*float64(i%4), 278 + 54*float64(i/4)}
		c := browns[(i+i/4)%3].tones()
		s.part("paper", at, float64(i*30), 1, func() []shape {
			return []shape{{0xe3d2b8, newDice("paper").toothed(16, 27, .12, .03)}}
		})
		switch i % 3 {
		case 0:
			s.lay(c.base, dot(at, 19))
			s.lay(c.tint, strand(at.add(point{-12, -3}), at.add(point{0, -14}), at.add(point{12, -3}), 5, 3))
		case 1:
			s.lay(c.base, polygon(at.add(point{-17, -16}), at.add(point{17, -17}), at.add(point{16, 17}), at.add(point{-17, 16})))
			s.lay(c.tint, bar(at.add(point{-11, 8}), at.add(point{11, -8}), 5, 4))
		default:
			s.lay(c.base, heartPath(at.add(point{0, 1}), .155))
			s.lay(c.tint, dot(at.add(point{-7, -7}), 4))
		}
	}
}

// card is a folded card with its envelope; the ribbon is its flower's colour.
func card(s *sheet) {
	t := s.wrap
	env := tonesOf(s.recipe.Ribbon)
	back := func(p ...point) path { return polygon(p...).at(point{200, 240}, -9, 1) }
	s.lay(env.base, back(point{-150, -20}, point{150, -20}, point{150, 180}, point{-150, 180}))
	s.lay(env.shade, back(point{-150, 180}, point{0, 60}, point{150, 180}))
	s.lay(env.tint, back(point{-150, -20}, point{0, 96}, point{150, -20}))
	front := func(p ...point) path { return polygon(p...).at(point{196, 190}, 6, 1) }
	s.lay(t.shade, front(point{-100, -140}, point{108, -140}, point{108, 138}, point{-100, 138}))
	s.lay(t.base, front(point{-106, -140}, point{98, -140}, point{98, 138}, point{-106, 138}))
	for i := range 2 {
		s.sprig(i, point{190, 250}, 6+float64(i*2-1)*34, 118)
	}
	s.lay(stemGreen, strand(point{184, 280}, point{190, 230}, point{200, 170}, 6, 5))
	s.bloomOr(point{200, 158}, 56)
	s.lay(t.shade, front(point{-50, 104}, point{44, 104}, point{44, 109}, point{-50, 109}))
}
