package drawing

// basket is a bunch in woven wicker under a handle.
func basket(s *sheet) {
	b := bunch{centre: point{200, 226}, rx: 144, ry: 106, focus: point{200, 480}, biggest: 50, arc: 96}
	spots := s.arrange(b)
	s.lay(s.wrap.shade, append(ellipse(point{200, 236}, 122, 212), reversed(ellipse(point{200, 238}, 109, 198))...))
	s.fan(b)
	s.flowersOf(b, spots)
	s.weave()
	s.bow(point{200, 346}, 1.1)
}

// weave is six rows of strips over and under, darker where they go under.
func (s *sheet) weave() {
	s.lay(s.wrap.shade.mix(0, .18), polygon(point{76, 314}, point{324, 314}, point{292, 464}, point{108, 464}))
	for row := range 6 {
		y := 334 + 21*float64(row)
		in := (y - 314) * .213
		l, r := 78+in, 322-in
		n := 7
		w := (r - l) / float64(n)
		for half := range 2 {
			var strips path
			for i := range n {
				if (i+row)%2 != half {
					continue
				}
				x := l + w*float64(i)
				strips = append(strips, polygon(point{x, y + 3}, point{x + w*.5, y}, point{x + w, y + 3}, point{x + w, y + 17}, point{x, y + 17})...)
			}
			fill := s.wrap.base
			if half == 1 {
				fill = s.wrap.base.mix(s.wrap.shade, .55)
			}
			s.lay(fill, strips)
		}
	}
	s.lay(s.wrap.tint, polygon(point{68, 312}, point{332, 310}, point{329, 334}, point{71, 335}))
	s.lay(s.wrap.base, polygon(point{70, 326}, point{331, 325}, point{329, 334}, point{71, 335}))
}
