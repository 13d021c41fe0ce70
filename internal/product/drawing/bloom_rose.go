package drawing

// rose is an irregular disc with outer petals folded back and slivers of light
// and shadow that wind off centre, as the lips of the inner petals do.
func rose(d *dice, t tones) []shape {
	turn := d.about(0, 180)
	deep := t.shade.mix(0, .14)
	at := func(a, r float64) point { return polar(turn+a, r) }
	fold := func(a, span, r, w float64) path { return crescent(turn+a, turn+a+span, r, w) }
	return []shape{
		{t.base, d.disc(7, 98, .055)},
		{t.shade, fold(20, 130, 88, 24)},
		{t.tint, fold(150, 120, 90, 15)},
		{t.shade, fold(262, 118, 86, 20)},
		{t.shade, d.disc(7, 68, .06).at(at(60, 5), 0, 1)},
		{t.base, d.disc(7, 64, .06).at(at(230, 9), 0, 1)},
		{t.tint, fold(200, 170, 63, 16).at(at(230, 9), 0, 1)},
		{t.shade, d.disc(6, 45, .07).at(at(40, 6), 0, 1)},
		{t.base, d.disc(6, 41, .07).at(at(250, 4), 0, 1)},
		{t.tint, fold(330, 150, 40, 12).at(at(250, 4), 0, 1)},
		{t.shade, fold(140, 160, 40, 16).at(at(250, 4), 0, 1)},
		{deep, d.disc(6, 19, .1).at(at(120, 4), 0, 1)},
		{t.base, crescent(turn+60, turn+250, 14, 8).at(at(120, 4), 0, 1)},
	}
}

// peony is a bowl of broad petals around a ruffled heart.
func peony(d *dice, t tones) []shape {
	outer := petal(66, 74, .62, 1)
	return []shape{
		{t.shade, d.ring(7, 0, outer, 34, .12)},
		{t.base, d.ring(6, 24, petal(58, 66, .6, 1), 24, .14)},
		{t.shade, d.disc(8, 58, .06)},
		{t.tint, d.ring(6, 5, petal(46, 50, .6, 1), 14, .16)},
		{t.shade, d.disc(7, 38, .07)},
		{t.base, d.ring(5, 30, petal(34, 36, .6, 1), 3, .18)},
		{t.tint, d.disc(6, 17, .1)},
		{pollen, append(append(dot(point{-5, -3}, 4), dot(point{5, -4}, 4)...), dot(point{0, 5}, 4)...)},
	}
}

// ranunculus is paper upon paper, each sheet a little smaller.
func ranunculus(d *dice, t tones) []shape {
	turn := d.about(0, 180)
	var shapes []shape
	for i, r := range []float64{97, 84, 71, 58, 46, 34} {
		fill := t.base
		if i%2 == 1 {
			fill = t.tint
		}
		at := polar(turn+float64(i)*95, 3)
		shapes = append(shapes,
			shape{fill, d.disc(9, r, .04).at(at, 0, 1)},
			shape{t.shade, crescent(turn+float64(i)*130, turn+float64(i)*130+150, r-1, 6).at(at, 0, 1)})
	}
	return append(shapes, shape{t.shade, d.disc(7, 22, .06)}, shape{colour(0x6d8a3c), d.disc(6, 13, .08)})
}
