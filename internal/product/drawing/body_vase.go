package drawing

// vase is a bunch in a vase; without flowers it is the vase alone. The colour
// "glass" shows water and stems, every other colour is glazed clay.
func vase(s *sheet) {
	if len(s.stems) == 0 {
		s.vessel(point{200, 130}, 320)
		return
	}
	b := bunch{centre: point{200, 166}, rx: 140, ry: 122, focus: point{200, 440}, biggest: 56, arc: 118, narrow: .15}
	spots := s.arrange(b)
	s.fan(b)
	s.stalks(b, spots)
	s.vessel(point{200, 292}, 174)
	s.flowersOf(b, spots)
}

// vessel stands under its rim's middle, as high as told.
func (s *sheet) vessel(rim point, high float64) {
	w, foot := high*.30+16, high*.22+14
	if high > 200 {
		w, foot = 74, 58
	}
	p := func(x, y float64) point { return rim.add(point{x, y}) }
	t := s.wrap
	if s.recipe.Wrap == "glass" {
		water := t.base.mix(0x7fb6c4, .35)
		s.lay(t.base, polygon(p(-w, 0), p(w, 0), p(foot, high), p(-foot, high)))
		s.lay(water, polygon(p(-w*.93, high*.3), p(w*.93, high*.3), p(foot, high), p(-foot, high)))
		s.lay(t.shade, ellipse(p(0, high*.3), w*.93, 7))
		var stems path
		for i := range s.cutCount() {
			x := (float64(i) - float64(s.cutCount()-1)/2) * w * 1.5 / float64(s.cutCount())
			stems = append(stems, bar(p(x*.9, 4), p(-x*.55, high*.9), 6, 6)...)
		}
		if len(s.stems) > 0 {
			s.lay(stemPale, stems)
		}
		s.lay(t.tint.mix(0xffffff, .4), polygon(p(-w*.78, 14), p(-w*.62, 14), p(-foot*.66, high*.86), p(-foot*.78, high*.86)))
		s.lay(t.shade, polygon(p(w*.72, 0), p(w, 0), p(foot, high), p(foot*.76, high)))
		s.lay(water.mix(0, .12), polygon(p(-foot, high-9), p(foot, high-9), p(foot, high), p(-foot, high)))
		s.lay(t.tint, ellipse(p(0, 0), w+1, 8))
		s.lay(t.shade, ellipse(p(0, 1), w-5, 5))
		return
	}
	curve := closedVase(rim, w, foot, high)
	s.lay(t.base, curve)
	s.lay(t.base.mix(t.shade, .8), rightOf(rim, w, foot, high))
	s.lay(t.tint, strand(p(-w*.78, high*.2), p(-w*1.12, high*.42), p(-w*.82, high*.66), 5, 3))
	s.lay(t.tint, ellipse(p(0, 0), w*.74, 8))
	s.lay(t.shade.mix(0, .25), ellipse(p(0, 1), w*.66, 5))
	s.ribbonOn(p(0, 20), w*.74)
}

func (s *sheet) cutCount() int { return min(9, max(3, len(s.stems))) }

// closedVase swells below its neck.
func closedVase(rim point, w, foot, high float64) path {
	p := func(x, y float64) point { return rim.add(point{x, y}) }
	return path{
		{op: moveTo, p: [3]point{p(-w*.74, 0)}},
		{op: lineTo, p: [3]point{p(w*.74, 0)}},
		{op: cubeTo, p: [3]point{p(w*.6, high*.16), p(w*1.2, high*.24), p(w*1.12, high*.5)}},
		{op: cubeTo, p: [3]point{p(w*1.05, high*.76), p(foot, high*.86), p(foot*.9, high)}},
		{op: lineTo, p: [3]point{p(-foot*.9, high)}},
		{op: cubeTo, p: [3]point{p(-foot, high*.86), p(-w*1.05, high*.76), p(-w*1.12, high*.5)}},
		{op: cubeTo, p: [3]point{p(-w*1.2, high*.24), p(-w*.6, high*.16), p(-w*.74, 0)}},
	}
}

// rightOf is the shadow side of a swelling vase.
func rightOf(rim point, w, foot, high float64) path {
	p := func(x, y float64) point { return rim.add(point{x, y}) }
	return path{
		{op: moveTo, p: [3]point{p(w*.3, 0)}},
		{op: lineTo, p: [3]point{p(w*.74, 0)}},
		{op: cubeTo, p: [3]point{p(w*.6, high*.16), p(w*1.2, high*.24), p(w*1.12, high*.5)}},
		{op: cubeTo, p: [3]point{p(w*1.05, high*.76), p(foot, high*.86), p(foot*.9, high)}},
		{op: lineTo, p: [3]point{p(foot*.4, high)}},
		{op: cubeTo, p: [3]point{p(foot*.7, high*.8), p(w*.75, high*.7), p(w*.72, high*.5)}},
		{op: cubeTo, p: [3]point{p(w*.76, high*.28), p(w*.3, high*.18), p(w*.3, 0)}},
	}
}

// ribbonOn ties a narrow ribbon with a bow around a neck of the given half width.
func (s *sheet) ribbonOn(at point, half float64) {
	if s.recipe.Ribbon == "" {
		return
	}
	t := tonesOf(s.recipe.Ribbon)
	s.lay(t.base, polygon(at.add(point{-half, -6}), at.add(point{half, -6}), at.add(point{half, 7}), at.add(point{-half, 7})))
	s.bow(at, 1)
}

// bow is two loops, two tails and a knot.
func (s *sheet) bow(at point, k float64) {
	if s.recipe.Ribbon == "" {
		return
	}
	t := tonesOf(s.recipe.Ribbon)
	loop := pointed(point{0, 0}, point{-18, -20}, point{-42, -22}, point{-46, 0}, point{-40, 16}, point{-18, 12})
	inner := pointed(point{-8, 0}, point{-22, -10}, point{-36, -10}, point{-38, 0}, point{-34, 8}, point{-20, 6})
	tail := polygon(point{-4, 4}, point{-26, 50}, point{-15, 48}, point{-9, 58}, point{8, 6})
	s.lay(t.base, tail.at(at, 0, k))
	s.lay(t.shade, tail.stretched(-1, 1).at(at, 4, k))
	s.lay(t.base, loop.at(at, 0, k), loop.stretched(-1, 1).at(at, 3, k))
	s.lay(t.shade, inner.at(at, 0, k), inner.stretched(-1, 1).at(at, 3, k))
	s.lay(t.tint, polygon(point{-9, -8}, point{9, -9}, point{8, 9}, point{-8, 8}).at(at, 0, k))
}
