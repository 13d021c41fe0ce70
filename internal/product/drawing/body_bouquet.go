package drawing

// bouquet is a hand-tied bunch in a cone of paper.
func bouquet(s *sheet) {
	b := bunch{centre: point{200, 178}, rx: 142, ry: 134, focus: point{201, 400}, biggest: 58, arc: 112, narrow: .2}
	b = s.settle(b)
	spots := s.arrange(b)
	wide := .42 + .58*b.rx/142
	s.fan(b)
	s.coneBack(wide)
	s.stalks(b, spots)
	s.flowersOf(b, spots)
	s.cutStems(point{201, 418}, 470)
	s.coneFront(wide)
	s.ribbonBand(point{201, 386}, 62)
}

// coneBack is the sheet behind the flowers.
func (s *sheet) coneBack(wide float64) {
	cone := coneOf(wide)
	s.lay(s.wrap.shade, cone(
		point{80, 242}, point{118, 206}, point{290, 204}, point{322, 241},
		point{252, 372}, point{226, 404}, point{176, 404}))
}

// coneFront is the two sides and the turned-down fold.
func (s *sheet) coneFront(wide float64) {
	cone := coneOf(wide)
	s.lay(s.wrap.base, cone(point{80, 242}, point{152, 326}, point{214, 424}, point{178, 426}))
	s.lay(s.wrap.base, cone(point{152, 324}, point{203, 350}, point{252, 324}, point{226, 424}, point{180, 424}))
	s.lay(s.wrap.base.mix(s.wrap.shade, .5), cone(point{322, 241}, point{250, 326}, point{206, 424}, point{226, 426}))
	s.lay(s.wrap.tint, cone(point{150, 308}, point{203, 336}, point{254, 309}, point{230, 396}, point{172, 395}))
}

// coneOf makes polygons as wide as told about the middle of the paper.
func coneOf(wide float64) func(...point) path {
	return func(points ...point) path {
		return polygon(points...).moved(matrix{a: wide, d: 1, e: 201 * (1 - wide)})
	}
}

// cutStems are the ends below the paper.
func (s *sheet) cutStems(from point, to float64) {
	var ends path
	for i, x := range []float64{-20, -10, 0, 9, 19} {
		ends = append(ends, bar(from.add(point{x * .6, 0}), point{from.x + x*1.7, to - float64(i%2)*4}, 7, 8)...)
	}
	s.lay(stemGreen, ends)
}

// ribbonBand is a band of the given width with two tails, cut by hand; without
// a ribbon colour there is none.
func (s *sheet) ribbonBand(at point, width float64) {
	if s.recipe.Ribbon == "" {
		return
	}
	t := tonesOf(s.recipe.Ribbon)
	w := width / 2
	p := func(x, y float64) point { return at.add(point{x, y}) }
	s.lay(t.base, polygon(p(-4, 6), p(-34, 66), p(-21, 66), p(-15, 77), p(12, 8)))
	s.lay(t.shade, polygon(p(-2, 8), p(8, 76), p(16, 66), p(30, 70), p(13, 4)))
	s.lay(t.base, polygon(p(-w, -12), p(w-1, -14), p(w, 13), p(-w-1, 14)))
}
