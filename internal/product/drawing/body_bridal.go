package drawing

// bridal is a round bunch without paper, its stems bound in ribbon.
func bridal(s *sheet) {
	b := bunch{centre: point{200, 184}, rx: 128, ry: 120, focus: point{200, 452}, biggest: 52, arc: 150}
	spots := s.arrange(b)
	s.fan(b)
	var stems path
	for i := range 7 {
		x := float64(i) - 3
		stems = append(stems, bar(point{200 + x*14, 262}, point{200 + x*8, 468 - float64(i%2)*5}, 9, 8)...)
	}
	s.lay(stemGreen, stems)
	s.flowersOf(b, spots)
	if s.recipe.Ribbon == "" {
		return
	}
	t := tonesOf(s.recipe.Ribbon)
	s.lay(t.base, polygon(point{163, 326}, point{237, 324}, point{229, 420}, point{172, 421}))
	var turns path
	for i := range 4 {
		y := 340 + 22*float64(i)
		turns = append(turns, polygon(point{166, y + 8}, point{235, y - 7}, point{234, y}, point{166, y + 14})...)
	}
	s.lay(t.shade, turns)
	s.bow(point{202, 338}, 1.05)
}

// boutonniere is one flower with leaves, to pin on.
func boutonniere(s *sheet) {
	for i, a := range []float64{-42, 40, -12, 16} {
		s.sprig(i, point{200, 300}, a, 190+24*float64(i/2))
	}
	s.lay(stemGreen, bar(point{198, 250}, point{188, 446}, 10, 11), bar(point{203, 250}, point{206, 440}, 9, 10), bar(point{207, 250}, point{222, 432}, 8, 9))
	n := len(s.stems)
	for i, st := range s.stems {
		at, r := point{200, 214}, 72.0
		if i < n-1 { // the last is the main flower
			at = point{200, 214}.add(polar(-70+140*float64(i)/max(1, float64(n-2)), 84))
			r = 46
		}
		s.bloom(st, at, s.turn(st, at, point{200, 440}), r)
	}
	if s.recipe.Ribbon != "" {
		t := tonesOf(s.recipe.Ribbon)
		s.lay(t.base, polygon(point{176, 318}, point{228, 316}, point{226, 372}, point{174, 373}))
		s.lay(t.shade, polygon(point{176, 334}, point{227, 328}, point{227, 335}, point{175, 341}), polygon(point{175, 354}, point{226, 348}, point{226, 355}, point{174, 361}))
	}
}
