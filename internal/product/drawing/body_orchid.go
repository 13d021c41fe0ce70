package drawing

import "math"

// orchidArc is a moth orchid: its flowers hang along bent canes over strap leaves.
func orchidArc(s *sheet) {
	canes := min(3, max(1, (len(s.stems)+6)/8))
	crown := point{200, 334}
	strap := func() []shape {
		t := colour(0x3d7d5f).tones()
		blade := petal(118, 40, .6, .5)
		return []shape{{t.base, blade}, {t.shade, path{blade[0], {op: lineTo, p: [3]point{{0, -118}}}, blade[3], blade[4]}}}
	}
	for i, a := range []float64{-98, 96, -64, 66} {
		s.part("strap", crown.add(point{0, float64(i) * -3}), a, 1.1-.1*float64(i/2), strap)
	}
	for c := range canes {
		side := []float64{1, -1, 1}[c]
		top, bend := 52.0, 1.0
		if c == 2 {
			top, bend = 26, .35
		}
		cane := func(t float64) point { // a cubic: up from the crown, over, and down
			p := [4]point{{200, 332}, {200 - side*84*bend, 190}, {200 - side*70*bend, top - 26}, {200 + side*150*bend, top + 86}}
			u := 1 - t
			return p[0].times(u * u * u).add(p[1].times(3 * u * u * t)).add(p[2].times(3 * u * t * t)).add(p[3].times(t * t * t))
		}
		var stalk path
		const parts = 7
		for i := range parts {
			stalk = append(stalk, bar(cane(float64(i)/parts), cane(float64(i+1)/parts), 6, 5.4)...)
		}
		s.lay(0x5b7d46, stalk)
		s.lay(0x7a9a5a, dot(cane(1), 9), dot(cane(.95), 10))
		own := s.stems[c*len(s.stems)/canes : (c+1)*len(s.stems)/canes]
		r := math.Min(44, 250/math.Max(4.6, float64(len(own))))
		for i, st := range own {
			t := .92 - .6*float64(i)/math.Max(1, float64(len(own)-1))
			at := cane(t).add(point{0, 8 + float64(i%2)*r*.5})
			s.bloom(st, at, side*s.dice.about(10, 10), r)
		}
	}
	s.clay(point{200, 330}, 74, 54, 132)
	s.ribbonOn(point{200, 382}, 61)
}
