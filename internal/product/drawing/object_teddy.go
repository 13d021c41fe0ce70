package drawing

// teddy sits and wears the ribbon.
func teddy(s *sheet) {
	t := s.wrap
	d := newDice(s.recipe.Seed)
	round := func(at point, rx, ry, turn float64) path {
		return d.disc(10, 1, .025).stretched(rx, ry).at(at, turn, 1)
	}
	s.lay(t.shade, round(point{112, 330}, 34, 62, 28), round(point{288, 330}, 34, 62, -28))
	s.lay(t.base, round(point{200, 344}, 92, 98, 0))
	s.lay(t.tint, round(point{200, 356}, 58, 66, 0))
	s.lay(t.base, round(point{126, 418}, 52, 44, -14), round(point{274, 418}, 52, 44, 14))
	s.lay(t.tint, round(point{120, 424}, 30, 26, -14), round(point{280, 424}, 30, 26, 14))
	s.lay(t.shade, dot(point{112, 416}, 6), dot(point{124, 410}, 6), dot(point{136, 417}, 6),
		dot(point{264, 417}, 6), dot(point{276, 410}, 6), dot(point{288, 416}, 6))
	s.lay(t.base, round(point{122, 88}, 37, 37, 0), round(point{278, 88}, 37, 37, 0))
	s.lay(t.tint, round(point{124, 92}, 20, 20, 0), round(point{276, 92}, 20, 20, 0))
	s.lay(t.base, round(point{200, 160}, 102, 92, 0))
	s.lay(t.tint, round(point{200, 194}, 48, 40, 0))
	s.lay(heartDark, dot(point{160, 148}, 9), dot(point{240, 148}, 9), round(point{200, 176}, 17, 12, 0),
		strand(point{200, 184}, point{200, 194}, point{200, 204}, 4, 4),
		strand(point{180, 204}, point{200, 220}, point{220, 204}, 4, 4))
	s.bow(point{200, 262}, 1.15)
}
