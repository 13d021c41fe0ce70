package drawing

// tulip: two side petals behind one, which carries a flame of light.
func tulip(d *dice, t tones) []shape {
	w := d.about(78, 5)
	side := pointed(point{0, 92}, point{-52, 58}, point{-76, 0}, point{-66, -52}, point{-44, -84}, point{-8, -30}, point{18, 30})
	return []shape{
		{t.shade, petal(176, 82, .45, .2).at(point{0, 90}, 0, 1)},
		{t.base, side.at(point{}, d.about(0, 4), 1)},
		{t.shade, side.stretched(-1, 1).at(point{}, d.about(0, 4), 1)},
		{t.base, petal(172, w, .5, .45).at(point{0, 93}, d.about(0, 4), 1)},
		{t.tint, petal(92, 32, .55, .2).at(point{2, 82}, d.about(0, 4), 1)},
	}
}

// calla: one sheet rolled around a spadix.
func calla(d *dice, t tones) []shape {
	return []shape{
		{t.shade, pointed(point{0, 100}, point{-30, 40}, point{-62, -20}, point{-50, -74}, point{6, -84}, point{58, -60}, point{56, -6}, point{26, 48})},
		{pollen, bar(point{-4, 20}, point{-2, -52}, 18, 12)},
		{t.base, pointed(point{0, 104}, point{-34, 46}, point{-68, -18}, point{-62, -66}, point{-36, -40}, point{-2, -2}, point{40, -14}, point{76, -92}, point{74, -20}, point{32, 50})},
		{t.tint, pointed(point{8, 84}, point{14, 40}, point{44, 4}, point{64, -44}, point{58, 4}, point{26, 54})},
	}
}

// spathe is a peace lily's or an anthurium's single leaf with its spadix.
func spathe(d *dice, t tones) []shape {
	left := pointed(point{0, 96}, point{-40, 66}, point{-66, 6}, point{-50, -50}, point{0, -100}, point{-4, 0})
	return []shape{
		{t.base, pointed(point{0, 96}, point{-40, 66}, point{-66, 6}, point{-50, -50}, point{0, -100}, point{50, -50}, point{66, 6}, point{40, 66})},
		{t.shade, left},
		{t.tint, leaf(120, 20, 0).at(point{34, 70}, -4, 1)},
		{pollen, bar(point{0, 66}, point{6, -22}, 20, 15)},
		{pollenDark, bar(point{4, 64}, point{9, -20}, 7, 5)},
	}
}

// lavender is a spike of small florets.
func lavender(d *dice, t tones) []shape {
	var dark, light path
	for i := range 7 {
		y := 60 - float64(i)*24
		w := 25 - float64(i)*2.2
		dark = append(dark, leaf(34, 30, 0).at(point{-2, y}, -d.about(48, 6), w/24)...)
		dark = append(dark, leaf(34, 30, 0).at(point{2, y}, d.about(48, 6), w/24)...)
		light = append(light, leaf(34, 26, 0).at(point{0, y}, d.about(0, 12), w/24)...)
	}
	return []shape{
		{stemPale, bar(point{0, 130}, point{0, -60}, 7, 5)},
		{t.shade, dark},
		{t.base, light},
	}
}
