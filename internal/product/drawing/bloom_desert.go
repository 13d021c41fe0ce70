package drawing

// rosette: an echeveria seen from above, fat pointed leaves in closing rings.
func rosette(d *dice, t tones) []shape {
	p := petal(62, 46, .62, .1)
	return []shape{
		{t.shade, d.ring(8, 0, p, 34, .06)},
		{t.base, d.ring(8, 22, p.at(point{}, 0, .94), 24, .06)},
		{t.shade, d.ring(7, 10, p.at(point{}, 0, .8), 15, .06)},
		{t.tint, d.ring(6, 30, p.at(point{}, 0, .66), 9, .06)},
		{t.base, d.ring(5, 0, p.at(point{}, 0, .5), 3, .06)},
		{t.shade, d.ring(3, 20, p.at(point{}, 0, .3), 0, .06)},
	}
}

// cactus: a ribbed barrel with spines and one flower; it stands on y = 100.
func cactus(d *dice, t tones) []shape {
	body := closed(point{0, -96}, point{-40, -78}, point{-60, -20}, point{-56, 50}, point{-30, 100}, point{30, 100}, point{56, 50}, point{60, -20}, point{40, -78})
	var ribs, spines path
	for _, k := range []float64{-.62, -.2, .24, .64} {
		ribs = append(ribs, strand(point{k * 24, -88}, point{k * 120, 0}, point{k * 50, 98}, 3, 10)...)
		for i := range 5 {
			y := -56 + float64(i)*32 + d.about(0, 4)
			x := k * (70 - .004*(y*y))
			spines = append(spines, polygon(point{x - 7, y - 5}, point{x, y}, point{x + 7, y - 6}, point{x, y + 5})...)
		}
	}
	bloom := d.ring(7, 0, petal(30, 18, .6, .3), 0, .1).stretched(1, .72).at(point{0, -94}, 0, 1)
	return []shape{
		{t.base, body},
		{t.shade, ribs},
		{0xf6efd8, spines},
		{0xee4a7d, bloom},
		{pollen, dot(point{0, -94}, 6)},
	}
}
